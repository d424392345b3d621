#!/usr/bin/env python3
"""Fits the trees that say how likely two events belong to one story (crates/engine/data/storylines/trees.txt) and prints
held-out figures.

Called by `cargo xtask train-storylines` as: storylines.py PAIRS LABELS OUT. PAIRS holds the features of all compared pairs of
events, LABELS pairs of articles that readers judged. Needs lightgbm and numpy. Held-out figures: judged pairs are parted into five
folds that leave whole stories out (events that judged pairs connect), the mean over four draws of folds and trees.
"""
import json
import sys
import zlib

import lightgbm as lgb
import numpy as np

import trees

PAIRS, LABELS, OUT = sys.argv[1:4]
FOLDS, DRAWS, TREES = 5, 4, 100
HEAD = (
    "Gradient-boosted trees over the features of storylines/likeness.rs: FEATURE THRESHOLD LEFT RIGHT, = VALUE; own",
    "work, CC0. Written by cargo xtask train-storylines.",
)
# What readers were unsure of counts as apart, but weighs less.
UNSURE = 0.4
RISING = set(
    "names words pair refers title_vector lead_vector text_vector people people_share places places_share bodies bodies_share "
    "title_names title_names_share person_best place_best body_best rarest_name told told_share told_best title title_share "
    "title_best rare_words bigrams bigram_best".split()
)


def read():
    """The features of the judged pairs, labels, weights, and a number for the story of each."""
    lines = open(f"{PAIRS}/pairs.ids").read().splitlines()
    names, pairs = lines[0].split(), [tuple(l.split()) for l in lines[1:]]
    x = np.fromfile(f"{PAIRS}/pairs.f32", "<f4").reshape(len(pairs), len(names)).astype(float)
    at, event = {}, {}
    for k, (a, b) in enumerate(pairs):
        at[a, b] = at[b, a] = k
        for e in (a, b):
            event.update((article, e) for article in e.split(","))
    rows, y, w, ends = [], [], [], []
    judged = [json.loads(l) for l in open(LABELS)]
    for pair in judged:
        a, b = event.get(pair["a"][0]), event.get(pair["b"][0])
        k = at.get((a, b))
        if k is not None:
            rows.append(k)
            y.append(float(pair["same"] == "yes"))
            w.append(UNSURE if pair["same"] == "unsure" else 1.0)
            ends.append((a, b))
    print(f"{len(judged)} judged pairs, {len(rows)} of them are compared")
    root = {}

    def find(e):
        while root.setdefault(e, e) != e:
            e = root[e]
        return e

    for a, b in ends:
        root[find(a)] = find(b)
    return names, x[rows], np.array(y), np.array(w), [find(a) for a, _ in ends]


def fit(names, x, y, w, seed):
    params = dict(
        objective="binary", learning_rate=0.08, num_leaves=8, min_data_in_leaf=12, lambda_l2=3.0, feature_fraction=0.4,
        bagging_fraction=0.8, bagging_freq=1, max_bin=63, seed=seed, deterministic=True, force_row_wise=True, num_threads=2,
        verbose=-1, monotone_constraints=[int(n in RISING) for n in names],
    )
    return lgb.train(params, lgb.Dataset(x, y, weight=w, feature_name=names), TREES)


def main():
    names, x, y, w, story = read()
    sure, rows = w == 1, []
    for seed in range(DRAWS):
        fold = np.array([zlib.crc32(f"{s}{seed}".encode()) % FOLDS for s in story])
        p = np.zeros(len(y))
        for k in range(FOLDS):
            p[fold == k] = fit(names, x[fold != k], y[fold != k], w[fold != k], seed).predict(x[fold == k])
        rows.append([[y[sure][p[sure] >= t].mean(), y[sure][p[sure] >= t].sum() / y[sure].sum()] for t in THRESHOLDS])
    print("threshold  right  found   (held out, sure pairs)")
    for t, (right, found) in zip(THRESHOLDS, np.mean(rows, axis=0)):
        print(f"{t:9.2f} {right:6.3f} {found:6.3f}")
    trees.write(OUT, HEAD, [(fit(names, x, y, w, 1), range(len(names)))])


THRESHOLDS = (0.4, 0.5, 0.6, 0.65, 0.7, 0.8)
if __name__ == "__main__":
    main()
