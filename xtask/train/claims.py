#!/usr/bin/env python3
"""Fits the trees that say which propositions share a fact, and which are at odds (crates/engine/data/claims/*.trees.txt).

Called by `cargo xtask train-claims` as: claims.py FOLDER SHARED OUT. FOLDER holds the pairs of each set with their features, and our
own labels laid out beside their articles; SHARED the gold sets. Needs lightgbm and numpy. Besides the trees that ship it writes, for
each fold, trees that saw no event of that fold: FOLDER/folds/K.link.txt, K.differ.txt and folds.json.

A pair shares a fact if both of its propositions hold a span of one gold claim; the label falls from 1 to a half the more other
claims the two hold, so that a pair that shares one fact of many counts less than one that says the same. Pairs judged one by one are
drawn where the scorer is unsure.
"""
import collections
import json
import os
import sys

import lightgbm as lgb
import numpy as np

FOLDER, SHARED, OUT = sys.argv[1:4]
SETS = {
    "claims": f"{SHARED}/gold/claims", "claims-2": f"{SHARED}/gold/claims-2",
    "events": f"{FOLDER}/events", "pairs": f"{FOLDER}/pairs",
}
FOLDS = 4
SEED = int(os.environ.get("SEED", 7))
CONFLICTS = ("disputed", "superseded")
# What a judged pair is as a shared fact, and its weight beside a pair of the gold sets.
JUDGED = {"same": 1.0, "differs": 1.0, "partly": 0.5, "other": 0.0}
JUDGED_WEIGHT = float(os.environ.get("JUDGED", 1))
# Pairs less likely than this to share a fact are never held against each other.
CANDIDATE = 0.1
LINK = dict(
    objective="cross_entropy", learning_rate=0.07, num_leaves=15, min_data_in_leaf=30, feature_fraction=0.5, bagging_fraction=0.8,
    bagging_freq=1, lambda_l2=5, verbose=-1, num_threads=2, deterministic=True, seed=SEED, use_missing=False,
)
LINK_TREES = 220
DIFFER = dict(LINK, learning_rate=0.04, num_leaves=6, min_data_in_leaf=25, lambda_l2=10)
DIFFER_TREES = 150


def overlap(a, b):
    n = min(a[1], b[1]) - max(a[0], b[0])
    return n > 0 and 2 * n >= min(a[1] - a[0], b[1] - b[0])


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


class Set:
    """The pairs of one set with labels: shared fact, conflict, weight."""

    def __init__(self, name, folder):
        self.name = name
        self.gold = lines(f"{folder}/gold.jsonl")
        titles = {d["id"]: len(d["title"] or "") for d in lines(f"{folder}/docs.jsonl")}
        self.rows, values = [], []
        with open(f"{FOLDER}/{name}.tsv", encoding="utf-8") as f:
            self.names = f.readline().rstrip("\n").split("\t")[1:]
            for line in f:
                p = line.rstrip("\n").split("\t")
                self.rows.append((p[0], (p[1], int(p[2]), int(p[3])), (p[4], int(p[5]), int(p[6]))))
                values.append(p[7:])
        self.x = np.array(values, dtype=np.float32)
        n = len(self.rows)
        self.shared, self.conflict, self.weight = np.zeros(n), np.zeros(n), np.ones(n)
        by_event = collections.defaultdict(list)
        for i, r in enumerate(self.rows):
            by_event[r[0]].append(i)
        for g in self.gold:
            label = self.judged if "pairs" in g else self.claims
            label(g, by_event[g["event"]], titles)

    def claims(self, g, rows, titles):
        units = collections.defaultdict(set)
        for i in rows:
            for u in self.rows[i][1:]:
                units[u[0]].add(u)
        held = collections.defaultdict(dict)
        for k, c in enumerate(g["claims"]):
            for s in c["spans"]:
                base = 0 if s["field"] == "title" else titles[s["article"]] + 2
                for u in units[s["article"]]:
                    if overlap(u[1:], (base + s["start"], base + s["end"])):
                        held[u].setdefault(k, set()).add((s["stance"], s["value"]))
        for i in rows:
            a, b = (held.get(u, {}) for u in self.rows[i][1:])
            both = set(a) & set(b)
            if both:
                self.shared[i] = 0.5 + 0.5 * len(both) / len(set(a) | set(b))
            for k in both:
                if g["claims"][k]["standing"] in CONFLICTS and not a[k] & b[k]:
                    self.conflict[i] = 1

    def judged(self, g, rows, _):
        by_article = collections.defaultdict(list)
        for p in g["pairs"]:
            for a, b in ((p["a"], p["b"]), (p["b"], p["a"])):
                by_article[a[0], b[0]].append((a[1:], b[1:], p))
        for i in rows:
            self.weight[i] = 0
            _, u, v = self.rows[i]
            for a, b, p in by_article[u[0], v[0]]:
                if overlap(u[1:], a) and overlap(v[1:], b):
                    self.weight[i] = JUDGED_WEIGHT
                    self.shared[i] = 0 if p.get("vacuous") else JUDGED[p["label"]]
                    self.conflict[i] = p["label"] == "differs"


def write(model, path, head):
    """Writes trees as `similarity/trees.rs` reads them: places grow along every way."""
    out = [f"# {h}" for h in head]
    for tree in model.dump_model()["tree_info"]:
        nodes = []

        def walk(n):
            at = len(nodes)
            nodes.append(None)
            if "split_feature" not in n:
                nodes[at] = f"= {n['leaf_value']:.6g}"
                return at
            assert n["decision_type"] == "<="
            left, right = walk(n["left_child"]), walk(n["right_child"])
            nodes[at] = f"{n['split_feature']} {n['threshold']:.6g} {left} {right}"
            return at

        walk(tree["tree_structure"])
        out += nodes + [""]
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(out))


def fit(x, shared, conflict, weight):
    keep = weight > 0
    link = lgb.train(LINK, lgb.Dataset(x[keep], shared[keep], weight=weight[keep]), LINK_TREES)
    likely = link.predict(x)
    keep &= likely >= CANDIDATE
    seen = np.hstack([x, likely[:, None].astype(np.float32)])
    differ = lgb.train(DIFFER, lgb.Dataset(seen[keep], conflict[keep], weight=weight[keep]), DIFFER_TREES)
    return link, differ


def main():
    sets = [Set(*s) for s in SETS.items()]
    x = np.vstack([s.x for s in sets])
    shared, conflict, weight = (np.concatenate([getattr(s, k) for s in sets]) for k in ("shared", "conflict", "weight"))
    events = [f"{s.name}:{g['event']}" for s in sets for g in s.gold]
    np.random.RandomState(SEED).shuffle(events)
    fold_of = {e: i % FOLDS for i, e in enumerate(events)}
    fold = np.array([fold_of[f"{s.name}:{r[0]}"] for s in sets for r in s.rows])
    used = int((weight > 0).sum())
    print(f"{len(events)} events, {used} pairs, {int((shared > 0).sum())} that share a fact, {int(conflict.sum())} at odds")
    os.makedirs(f"{FOLDER}/folds", exist_ok=True)
    head = ["Written by cargo xtask train-claims from labelled pairs of propositions (learned weights only); own work, CC0."]
    for k in range(FOLDS):
        out = fold != k
        link, differ = fit(x[out], shared[out], conflict[out], weight[out])
        write(link, f"{FOLDER}/folds/{k}.link.txt", head)
        write(differ, f"{FOLDER}/folds/{k}.differ.txt", head)
    with open(f"{FOLDER}/folds/folds.json", "w", encoding="utf-8") as f:
        json.dump(fold_of, f)
    if os.environ.get("FOLDS_ONLY"):
        return
    link, differ = fit(x, shared, conflict, weight)
    write(link, f"{OUT}/link.trees.txt", head)
    write(differ, f"{OUT}/differ.trees.txt", head)


main()
