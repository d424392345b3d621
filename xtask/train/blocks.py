#!/usr/bin/env python3
"""Fits the trees that say which blocks of an HTML page are its article (crates/engine/data/extract/block-trees.txt and
block-trees-second.txt) and prints held-out figures.

Called by `cargo xtask train-blocks` as: blocks.py FOLDER OUT. FOLDER holds one file a set, a page a line: its site, the
text that is its article, and its blocks with their features. Needs lightgbm and numpy.

A block counts as article if most of its words stand in the article's text, in order. The second look sees, beside the
features of the first, what the first look made of the blocks around: its training data are held-out answers of the first.
Held-out figures leave whole sites out, the mean over draws of folds. `blocks.py FOLDER OUT --no-folds` only fits.
"""
import collections
import difflib
import glob
import json
import os
import re
import sys

import lightgbm as lgb
import numpy as np

FOLDER, OUT = sys.argv[1:3]
FOLDS, DRAWS, ROUNDS, RATE, DEPTH = 6, 2, 120, 0.1, 4
# What a page of each set weighs; the pages of WCXB are of all kinds, and their articles hold captions and summaries.
WEIGHT = collections.defaultdict(lambda: 1.0, wcxb=0.3)
# Of blocks far from the article in the large set, this share is trained on.
FAR, KEEP = 8, 0.2
SWITCH, LEAN, NAMED = 0.3, -0.2, 3.0
WORD = re.compile(r"[\w\u0900-\u0dff\u200c\u200d]+")
HEAD = (
    "# Boosted trees over the features of extract/html/{0}: is a block of an HTML page article text?\n"
    "# One tree a line: feature>threshold for each decision, level by level, then the leaves in logits.\n"
    "# Made by `cargo xtask train-blocks` from pages of the article-extraction-benchmark (MIT), of fundus (MIT), of WCXB\n"
    "# (CC-BY-4.0) and of Indian newsrooms; the figures hold no text of them.\n"
)


def words(text):
    return WORD.findall(text or "")


def shingles(text):
    w = words(text)
    n = min(4, len(w)) or 1
    return collections.Counter(" ".join(w[i : i + n]) for i in range(len(w) - n + 1)) if w else collections.Counter()


def labels(page):
    """For each block the share of its words that the article has, in order."""
    gold, blocks = words(page["gold"]), [words(b["text"]) for b in page["blocks"]]
    known = set(shingles(page["gold"]))
    flat = [w for b in blocks for w in b]
    owner = [i for i, b in enumerate(blocks) for _ in b]
    hits = [0] * len(blocks)
    for a, _, n in difflib.SequenceMatcher(None, flat, gold, autojunk=False).get_matching_blocks():
        for j in range(a, a + n):
            hits[owner[j]] += 1
    out = []
    for block, b, n in zip(page["blocks"], blocks, hits):
        share = n / len(b) if b else 0.0
        if len(b) >= 5:
            own = shingles(block["text"])
            found = sum(n for s, n in own.items() if s in known) / sum(own.values())
            share = found if share >= 0.3 or found < 0.5 else min(found, share)
        out.append(share >= 0.5)
    return np.array(out, dtype=int)


def read():
    pages, rng = [], np.random.RandomState(7)
    for path in sorted(glob.glob(f"{FOLDER}/*.jsonl")):
        for line in open(path, encoding="utf-8"):
            page = json.loads(line)
            if not page["blocks"]:
                continue
            page["set"] = os.path.basename(path)[: -len(".jsonl")]
            page["x"] = np.array([b["row"] for b in page["blocks"]], dtype=np.float32)
            page["y"] = y = labels(page)
            own = np.array([len(words(b["text"])) + 3 for b in page["blocks"]], dtype=float)
            # Every page counts the same, and a block by its words: as the score does.
            page["w"] = np.minimum(own / ((own * y).sum() + 20) * 100, 40) * WEIGHT[page["set"]]
            near = np.convolve(y, np.ones(2 * FAR + 1))[FAR : FAR + len(y)] > 0
            page["use"] = near | (rng.rand(len(y)) < (KEEP if page["set"] == "wcxb" else 1.0))
            for group in ("parent", "make", "node"):
                page[group] = np.unique([b[group] for b in page["blocks"]], return_inverse=True)[1]
            pages.append(page)
    return pages


def fit(pages, xs, seed):
    x = np.concatenate([x[p["use"]] for p, x in zip(pages, xs)])
    y = np.concatenate([p["y"][p["use"]] for p in pages])
    w = np.concatenate([p["w"][p["use"]] for p in pages])
    settings = dict(
        objective="binary", learning_rate=RATE, num_leaves=2**DEPTH - 1, max_depth=DEPTH, min_data_in_leaf=30,
        min_sum_hessian_in_leaf=3, lambda_l2=10, feature_fraction=0.4, bagging_fraction=0.6, bagging_freq=1, max_bin=63,
        verbose=-1, num_threads=1, seed=seed, deterministic=True,
    )
    return lgb.train(settings, lgb.Dataset(x, y, weight=w), ROUNDS)


def parted(pages, seed):
    sites = sorted({p["site"] for p in pages})
    np.random.RandomState(seed).shuffle(sites)
    fold = {s: i % FOLDS for i, s in enumerate(sites)}
    return np.array([fold[p["site"]] for p in pages])


def held_out(pages, xs, seed):
    """What trees say of each page that did not see its site."""
    fold, out = parted(pages, seed), [None] * len(pages)
    for f in range(FOLDS):
        seen = fold != f
        model = fit([p for p, s in zip(pages, seen) if s], [x for x, s in zip(xs, seen) if s], seed)
        for i in np.flatnonzero(~seen):
            out[i] = model.predict(xs[i], raw_score=True)
    return out


def second(page, first):
    """What the first look made of the blocks around each: the features that judge.rs adds."""
    n = len(first)
    p = 1 / (1 + np.exp(-first))
    mass = p * (np.exp(page["x"][:, 0]) + 2)
    weight = np.exp(page["x"][:, 0]) + 2
    total = max(mass.sum(), 1e-6)

    def group(g):
        yes, all_ = np.zeros(g.max() + 1), np.zeros(g.max() + 1)
        np.add.at(yes, g, mass)
        np.add.at(all_, g, weight)
        others = all_[g] - weight
        return np.where(others < 1e-3, -1, (yes[g] - mass) / np.maximum(others, 1e-3)), yes[g] / total

    def shifted(k):
        i = np.arange(n) + k
        return np.where((i >= 0) & (i < n), first[np.clip(i, 0, n - 1)], -6.0)

    def window(reach):
        c, i = np.concatenate([[0], np.cumsum(p)]), np.arange(n)
        return (c[np.minimum(i + reach + 1, n)] - c[np.maximum(i - reach, 0)] - p) / (2 * reach)

    def from_(border):
        d = np.arange(n) - border
        return np.sign(d) * np.log1p(np.abs(d))

    yes = np.flatnonzero(first > 0)
    begin, end = (yes[0], yes[-1]) if len(yes) else (n, n)
    columns = [first, shifted(-1), shifted(1), shifted(-2), shifted(2), window(3), window(8)]
    for g in ("parent", "make", "node"):
        columns += group(page[g])
    columns += [np.cumsum(mass) / total, from_(begin), from_(end), np.full(n, p.max())]
    return np.concatenate([page["x"], np.stack(columns, 1)], 1).astype(np.float32)


def taken(page, logits, names):
    """The blocks that judge.rs takes for the article, but for what their words say."""
    offers = page["x"][:, [names.index(n) for n in ("h.promotion", "h.about", "h.comments")]].max(1) > 0
    return smooth(logits + LEAN - NAMED * (offers & (page["x"][:, names.index("known")] < 0.7)))


def smooth(logits):
    """The likeliest sequence of article and other blocks."""
    no = yes = 0.0
    ways = []
    for l in logits:
        ways.append((yes - SWITCH > no, yes >= no - SWITCH))
        no, yes = (yes - SWITCH if ways[-1][0] else no) - l / 2, (yes if ways[-1][1] else no - SWITCH) + l / 2
    state, out = yes > no, []
    for to_no, to_yes in reversed(ways):
        out.append(state)
        state = to_yes if state else to_no
    return out[::-1]


def scores(pages, logits):
    names, out = open(f"{FOLDER}/features.txt", encoding="utf-8").read().split("\n"), {}
    for name in sorted({p["set"] for p in pages}):
        precision, recall = [], []
        for page, logit in zip(pages, logits):
            if page["set"] != name:
                continue
            answer = taken(page, logit, names)
            g = shingles(page["gold"])
            p = shingles("\n".join(b["text"] for b, yes in zip(page["blocks"], answer) if yes))
            hits = sum((g & p).values())
            precision += [hits / sum(p.values())] if p else []
            recall += [hits / sum(g.values())] if g else []
        a, b = np.mean(precision), np.mean(recall)
        out[name] = f"{2 * a * b / (a + b):.4f} (P {a:.3f} R {b:.3f})"
    return out


def printed(model, head, path):
    """Complete trees of DEPTH levels: a branch that ends early is repeated to the last level."""

    def figures(value):
        text = f"{value:.5f}".rstrip("0").rstrip(".")
        return "0" if text in ("", "-0") else text

    lines = [HEAD.format(head), "base 0\n"]
    for tree in model.dump_model()["tree_info"]:
        level, splits = [tree["tree_structure"]], []
        for _ in range(DEPTH):
            below = []
            for node in level:
                if "split_feature" in node:
                    splits.append(f"{node['split_feature']}>{figures(node['threshold'])}")
                    below += [node["left_child"], node["right_child"]]
                else:
                    splits.append("0>999")
                    below += [node, node]
            level = below
        lines.append(" ".join(splits) + " | " + " ".join(figures(n["leaf_value"]) for n in level) + "\n")
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(lines)


def main():
    pages = read()
    xs = [p["x"] for p in pages]
    print(f"{len(pages)} pages, {sum(map(len, xs))} blocks", flush=True)
    first = held_out(pages, xs, 0)
    printed(fit(pages, xs, 0), "features.rs", f"{OUT}/block-trees.txt")
    printed(fit(pages, [second(p, l) for p, l in zip(pages, first)], 10), "judge.rs", f"{OUT}/block-trees-second.txt")
    # The figures come last: they take longest.
    for draw in range(0 if "--no-folds" in sys.argv else DRAWS):
        first = held_out(pages, xs, draw) if draw else first
        print("first look ", scores(pages, first), flush=True)
        both = held_out(pages, [second(p, l) for p, l in zip(pages, first)], draw + 10)
        print("second look", scores(pages, both), flush=True)
        print("mean       ", scores(pages, [(a + b) / 2 for a, b in zip(first, both)]), flush=True)


if __name__ == "__main__":
    main()
