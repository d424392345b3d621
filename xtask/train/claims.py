#!/usr/bin/env python3
"""Fits the trees that say which propositions share a fact, and which are at odds (crates/engine/data/claims/*.trees.txt).

Called by `cargo xtask train-claims` as: claims.py FOLDER SHARED OUT. FOLDER holds the pairs of each set with their features, and our
own labels laid out beside their articles; SHARED the gold sets. Needs lightgbm and numpy. Besides the trees that ship it writes, for
each fold, trees that saw no event of that fold: FOLDER/folds/K.link.txt, K.differ.txt, K.phrase.txt and folds.json.

A pair shares a fact if both of its propositions hold a span of one gold claim; the label falls from 1 to a half the more other
claims the two hold, so that a pair that shares one fact of many counts less than one that says the same. Pairs judged one by one are
drawn where the scorer is unsure.

Two phrases tell the same part of a fact if both lie on spans of one gold claim, with the same labels. They are scored by their own
features, those of their propositions, and the probability that these share a fact, which comes from trees of other events.
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
    bagging_freq=1, lambda_l2=5, verbose=-1, num_threads=1, deterministic=True, seed=SEED, use_missing=False,
)
LINK_TREES = 220
DIFFER = dict(LINK, learning_rate=0.04, num_leaves=6, min_data_in_leaf=25, lambda_l2=10)
DIFFER_TREES = 150
PHRASE_TREES = 200
# Sets whose facts are labelled as spans, so that phrases can be learned from them.
SPANS = ("claims", "claims-2", "events")


def overlap(a, b):
    n = min(a[1], b[1]) - max(a[0], b[0])
    return n > 0 and 2 * n >= min(a[1] - a[0], b[1] - b[0])


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def shared(a, b):
    """How far two passages share a fact, by the gold claims that each holds."""
    return 0.5 + 0.5 * len(a & b) / len(a | b) if a & b else 0.0


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
            self.shared[i] = shared(set(a), set(b))
            for k in both:
                if g["claims"][k]["standing"] in CONFLICTS and not a[k] & b[k]:
                    self.conflict[i] = 1

    def phrases(self, likely):
        """Features, labels and events of pairs of phrases; `likely` has the probability of each row."""
        row_of = {r[1:]: i for i, r in enumerate(self.rows)}
        titles = {d["id"]: len(d["title"] or "") for d in lines(f"{SETS[self.name]}/docs.jsonl")}
        spans = collections.defaultdict(list)
        for g in self.gold:
            for k, c in enumerate(g["claims"]):
                for s in c["spans"]:
                    base = 0 if s["field"] == "title" else titles[s["article"]] + 2
                    spans[s["article"]].append(((base + s["start"], base + s["end"]), k))
        values, labels, events = [], [], []
        with open(f"{FOLDER}/{self.name}.phrases.tsv", encoding="utf-8") as f:
            f.readline()
            for line in f:
                p = line.rstrip("\n").split("\t")
                sides = [(p[k + 4], *map(int, p[k:k + 4])) for k in (1, 6)]
                held = [{k for span, k in spans[s[0]] if overlap(s[3:], span)} for s in sides]
                row = row_of[sides[0][:3], sides[1][:3]]
                values.append(np.concatenate([np.array(p[11:], dtype=np.float32), self.x[row], [likely[row]]]))
                labels.append(shared(*held))
                events.append(p[0])
        return np.array(values, dtype=np.float32), np.array(labels), events

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


def fit(x, labels, conflict, weight):
    keep = weight > 0
    link = lgb.train(LINK, lgb.Dataset(x[keep], labels[keep], weight=weight[keep]), LINK_TREES)
    likely = link.predict(x)
    keep &= likely >= CANDIDATE
    seen = np.hstack([x, likely[:, None].astype(np.float32)])
    differ = lgb.train(DIFFER, lgb.Dataset(seen[keep], conflict[keep], weight=weight[keep]), DIFFER_TREES)
    return link, differ


def main():
    sets = [Set(*s) for s in SETS.items()]
    x = np.vstack([s.x for s in sets])
    labels, conflict, weight = (np.concatenate([getattr(s, k) for s in sets]) for k in ("shared", "conflict", "weight"))
    events = [f"{s.name}:{g['event']}" for s in sets for g in s.gold]
    np.random.RandomState(SEED).shuffle(events)
    fold_of = {e: i % FOLDS for i, e in enumerate(events)}
    fold = np.array([fold_of[f"{s.name}:{r[0]}"] for s in sets for r in s.rows])
    used = int((weight > 0).sum())
    print(f"{len(events)} events, {used} pairs, {int((labels > 0).sum())} that share a fact, {int(conflict.sum())} at odds")
    os.makedirs(f"{FOLDER}/folds", exist_ok=True)
    head = ["Written by cargo xtask train-claims from labelled pairs of propositions (learned weights only); own work, CC0."]
    likely = np.zeros(len(x))
    for k in range(FOLDS):
        out = fold != k
        link, differ = fit(x[out], labels[out], conflict[out], weight[out])
        likely[~out] = link.predict(x[~out])
        write(link, f"{FOLDER}/folds/{k}.link.txt", head)
        write(differ, f"{FOLDER}/folds/{k}.differ.txt", head)
    starts = np.cumsum([0] + [len(s.rows) for s in sets])
    parts = [(s.name, s.phrases(likely[at:])) for s, at in zip(sets, starts) if s.name in SPANS]
    px = np.vstack([p[0] for _, p in parts])
    py = np.concatenate([p[1] for _, p in parts])
    pfold = np.array([fold_of[f"{name}:{e}"] for name, p in parts for e in p[2]])
    print(f"{len(py)} pairs of phrases, {int((py > 0).sum())} that share a fact")

    def fit_phrases(keep):
        return lgb.train(LINK, lgb.Dataset(px[keep], py[keep]), PHRASE_TREES)

    for k in range(FOLDS):
        write(fit_phrases(pfold != k), f"{FOLDER}/folds/{k}.phrase.txt", head)
    with open(f"{FOLDER}/folds/folds.json", "w", encoding="utf-8") as f:
        json.dump(fold_of, f)
    if os.environ.get("FOLDS_ONLY"):
        return
    link, differ = fit(x, labels, conflict, weight)
    write(link, f"{OUT}/link.trees.txt", head)
    write(differ, f"{OUT}/differ.trees.txt", head)
    write(fit_phrases(np.ones(len(py), dtype=bool)), f"{OUT}/phrase.trees.txt", head)


main()
