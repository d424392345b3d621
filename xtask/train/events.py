#!/usr/bin/env python3
"""Fits the trees that score pairs of articles (crates/engine/data/events/trees.txt) and prints held-out figures.

Called by `cargo xtask train-events` as: events.py PAIRS GOLD OUT [--report]. PAIRS holds one TSV of features a set, GOLD the
labels. Needs lightgbm and numpy. Held-out figures: each set is split by its clusters into halves (gva, allsides, ecbplus-train)
or five folds (the small sets); a fold is scored by trees that saw none of its clusters, with one set of thresholds for all sets.
"""
import collections
import heapq
import json
import math
import os
import sys

import lightgbm as lgb
import numpy as np

PAIRS, GOLD, OUT = sys.argv[1:4]
TRAIN = ["events-hi", "events-multi", "storyline", "gva", "ecbplus-train", "allsides", "events-hi+u", "gva+u"]
WEIGHT = {"events-hi": 1.0, "events-multi": 1.0, "storyline": 0.7, "gva": 1.5, "ecbplus-train": 0.7, "allsides": 0.7, "events-hi+u": 0.3, "gva+u": 0.3}
FOLDS = 4
TREES = int(os.environ.get("TREES", 110))
THRESHOLD = float(os.environ.get("THRESHOLD", 0.37))
TIGHTENING = float(os.environ.get("TIGHTENING", 0.01))
UNSCORED = float(os.environ.get("UNSCORED", 0.5))
CAUTION = float(os.environ.get("CAUTION", 1.3))
RISING = "title lead all bigrams entities decay figures_agree decay_all title_people root_title root_lead root_all root_bigrams rare title_vector lead_vector sounds days_agree quantities all_quantities lead_entities title_in_lead_max title_in_lead_min copy".split()
IGNORED = []
FALLING = "gap gap_all figures_differ title_figures_differ places_differ people_differ days_differ".split()


def hashed(text):
    h = 5381
    for c in text:
        h = (h * 33 + ord(c)) & 0xFFFFFFFF
    return h >> 3


class Set:
    def __init__(self, name):
        self.name = name
        base = name.split("+")[0]
        self.label, self.doubt = {}, {}
        for r in map(json.loads, open(f"{GOLD}/{base}/labels.jsonl")):
            if r.get("scored", True):
                self.label[r["id"]] = r["cluster"]
                self.doubt[r["id"]] = r.get("doubtful", False)
        self.docs = [json.loads(l)["id"] for l in open(f"{GOLD}/{base}/docs.jsonl")]
        with open(f"{PAIRS}/{name}.tsv") as f:
            self.names = f.readline().rstrip("\n").split("\t")[2:]
            rows = [l.rstrip("\n").split("\t") for l in f]
        self.pairs = [(r[0], r[1]) for r in rows]
        self.x = np.array([[float(v) for v in r[2:]] for r in rows])
        self.x[:, [self.names.index(n) for n in IGNORED]] = 0
        # Clusters of one topic (ECB+ `12_ecb`, `12_plus`) fall into one fold.
        self.fold = {d: hashed(c.split("_")[0] if "ecb" in base else c) % FOLDS for d, c in self.label.items()}

    def training(self, without):
        keep = [k for k, (a, b) in enumerate(self.pairs) if a in self.label and b in self.label and (without is None or (self.fold[a] != without and self.fold[b] != without))]
        y = np.array([self.label[self.pairs[k][0]] == self.label[self.pairs[k][1]] for k in keep], float)
        w = np.array([0.4 if self.doubt[self.pairs[k][0]] or self.doubt[self.pairs[k][1]] else 1.0 for k in keep])
        return self.x[keep], y, w / w.sum() * WEIGHT.get(self.name, 1)


def fit(sets, names, without):
    parts = [s.training(without) for s in sets]
    x, y, w = (np.concatenate([p[i] for p in parts]) for i in range(3))
    sign = [1 if n in RISING else -1 if n in FALLING else 0 for n in names]
    params = dict(objective="binary", learning_rate=0.06, num_leaves=12, min_data_in_leaf=40, min_sum_hessian_in_leaf=1e-3 * 20, lambda_l2=2.0, feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1,
                  monotone_constraints=sign, max_bin=63, seed=7, deterministic=True, force_row_wise=True, num_threads=2, verbose=-1)
    weights = linear(x, y, w, names)
    w = w / w.sum() * len(w)
    return lgb.train(params, lgb.Dataset(x, y, weight=w, feature_name=names), TREES), weights


def linear(x, y, w, names, ridge=3e-3, rounds=40):
    """Weights of a logistic regression (Newton's method): the smooth half of the score, for pages unlike those seen."""
    off = [names.index(n) for n in IGNORED + ["copy", "first_day_gap", "length_ratio"]]
    x = x.copy()
    x[:, off] = 0
    b = np.zeros(x.shape[1])
    pull = ridge * np.array([0 if n == "bias" else 1 for n in names])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ b))
        slope = x.T @ (w * (p - y)) + pull * b
        bend = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(pull + 1e-6)
        step = np.linalg.solve(bend, slope)
        b -= step
        if np.abs(step).max() < 1e-5:
            break
    b[off] = 0
    return b


def predict(model, x):
    """Log-odds: the mean of trees and logistic regression."""
    trees, weights = model
    return (trees.predict(x, raw_score=True) + x @ weights) / 2


def cluster(n, pairs, threshold, tightening, unscored):
    """Average linkage as in events/linkage.rs."""
    links = [dict() for _ in range(n)]
    for a, b, p in pairs:
        links[a][b] = [p, 1]
        links[b][a] = [p, 1]
    members, stamp, heap = [[i] for i in range(n)], [0] * n, []

    def offer(a, b, link):
        sa, sb = len(members[a]), len(members[b])
        mean = link[0] / (link[1] + unscored * (sa * sb - link[1]))
        if mean >= threshold + tightening * math.log((sa + sb) / 2):
            heapq.heappush(heap, (-mean, a, b, stamp[a], stamp[b]))

    for a in range(n):
        for b, link in links[a].items():
            if b > a:
                offer(a, b, link)
    while heap:
        _, a, b, x, y = heapq.heappop(heap)
        if stamp[a] != x or stamp[b] != y:
            continue
        members[a] += members[b]
        members[b] = []
        stamp[a] += 1
        stamp[b] += 1
        for c, link in links[b].items():
            links[c].pop(b, None)
            if c == a:
                continue
            own = links[a].get(c, [0, 0])
            links[a][c] = links[c][a] = [own[0] + link[0], own[1] + link[1]]
        links[b] = {}
        links[a].pop(b, None)
        for c, link in links[a].items():
            offer(min(a, c), max(a, c), link)
    return [m for m in members if m]


def figures(gold, have):
    """Pair precision, recall, F1 and BCubed F1 of documents -> cluster."""
    g, h, both = (collections.Counter() for _ in range(3))
    for d, c in gold.items():
        g[c] += 1
        h[have[d]] += 1
        both[c, have[d]] += 1
    two = lambda counts: sum(n * (n - 1) / 2 for n in counts.values())
    tp, hp, gp = two(both), two(h), two(g)
    p, r = tp / max(hp, 1), tp / max(gp, 1)
    bp = sum(n * n / h[k[1]] for k, n in both.items()) / len(gold)
    br = sum(n * n / g[k[0]] for k, n in both.items()) / len(gold)
    return 2 * p * r / max(p + r, 1e-9), p, r, 2 * bp * br / (bp + br)


def held_out(s, scores, threshold, tightening, unscored):
    """Scores over the folds: documents of one fold are clustered alone where the set is large, else all with the fold's trees."""
    at = {d: i for i, d in enumerate(s.docs)}
    i = {n: k for k, n in enumerate(s.names)}
    copied = (s.x[:, i["copy"]] >= 0.5) & (s.x[:, i["gap"]] <= 0.2) & (s.x[:, i["same_outlet"]] < 0.5)
    p = 1 / (1 + np.exp(-(scores - CAUTION * s.x[:, i["half_undated"]])))
    p = np.where(copied, np.maximum(p, 0.98), p)
    found = cluster(len(s.docs), [(at[a], at[b], float(q)) for (a, b), q in zip(s.pairs, p)], threshold, tightening, unscored)
    have = {s.docs[m]: k for k, c in enumerate(found) for m in c}
    gold = {d: c for d, c in s.label.items()}
    return figures(gold, have)


def oof(s, models, names):
    """Log-odds of each pair from trees that saw neither fold of its articles (from the first one's fold where they differ)."""
    out = np.zeros(len(s.pairs))
    folds = np.array([s.fold.get(a, 0) for a, _ in s.pairs])
    for f, m in enumerate(models):
        k = folds == f
        if k.any():
            out[k] = predict(m, s.x[k])
    return out


def write(model, path):
    lines = ["# Gradient-boosted trees over the features of events/score.rs (NAMES): FEATURE THRESHOLD LEFT RIGHT, = VALUE; w: weights of a logistic regression over them; own work, CC0.", "# Written by cargo xtask train-events."]
    trees, weights = model
    lines += ["w " + " ".join(f"{v:.4f}" for v in weights), ""]
    for tree in trees.dump_model()["tree_info"]:
        nodes = []

        def walk(n):
            at = len(nodes)
            nodes.append(None)
            if "leaf_value" in n:
                nodes[at] = f"= {n['leaf_value']:.5f}"
            else:
                left = walk(n["left_child"])
                right = walk(n["right_child"])
                nodes[at] = f"{n['split_feature']} {n['threshold']:.6g} {left} {right}"
            return at

        walk(tree["tree_structure"])
        lines += nodes + [""]
    open(path, "w").write("\n".join(lines))


def main():
    sets = [Set(n) for n in TRAIN + ["ecbplus"]]
    names = sets[0].names
    train = [s for s in sets if s.name != "ecbplus"]
    full = fit(train, names, None)
    write(full, OUT)
    if os.environ.get("REPORT") == "no":
        return
    models = [fit(train, names, f) for f in range(FOLDS)]
    scores = {s.name: predict(full, s.x) if s.name == "ecbplus" else oof(s, models, names) for s in sets}
    for threshold, tightening in [(THRESHOLD, TIGHTENING)] + [(t, TIGHTENING) for t in (0.3, 0.35, 0.4, 0.45, 0.5)]:
        row = {s.name: held_out(s, scores[s.name], threshold, tightening, UNSCORED) for s in sets}
        mean = np.mean([v[0] for v in row.values()])
        print(threshold, tightening, f"mean {mean:.4f}", " ".join(f"{n}:{v[0]:.3f}/{v[3]:.3f}" for n, v in row.items()), flush=True)
    gain = sorted(zip(full[0].feature_importance("gain"), names), reverse=True)
    print("gain", " ".join(f"{n}:{g:.0f}" for g, n in gain))


if __name__ == "__main__":
    main()
