"""Writes LightGBM models in the text format that `similarity::Trees` reads."""


def write(path, head, ensemble):
    """The trees of some models as one set, each model with its share; `ensemble` holds (model, columns of its features)."""
    lines = [f"# {line}" for line in head]
    for model, columns in ensemble:
        for tree in model.dump_model()["tree_info"]:
            nodes = []

            def walk(n):
                at = len(nodes)
                nodes.append(None)
                if "leaf_value" in n:
                    nodes[at] = f"= {n['leaf_value'] / len(ensemble):.5f}"
                else:
                    left = walk(n["left_child"])
                    right = walk(n["right_child"])
                    nodes[at] = f"{columns[n['split_feature']]} {n['threshold']:.6g} {left} {right}"
                return at

            walk(tree["tree_structure"])
            lines += nodes + [""]
    with open(path, "w") as file:
        file.write("\n".join(lines))
