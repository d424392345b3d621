#!/usr/bin/env python3
"""Fits the trees that score pairs of articles (crates/engine/data/events: plain.txt and strict.txt, and *.TAG.txt for two articles
of a language that has trees of its own) and prints held-out figures.

Two schools. The strict trees are fitted with the labels of the stricter guide as well, groups that readers parted above all; they
judge dated pairs that are not both Hindi. The plain trees judge the others: no group is undated, hardly one is Hindi.

Called by `cargo xtask train-events` as: events.py PAIRS GOLD OWN OUT. PAIRS holds the features of each set, GOLD and OWN the labels.
Needs lightgbm and numpy. Held-out figures: each set is split by its clusters into four folds, and a pair is scored by trees that saw
no cluster of the fold of either article; gva is split into halves, each scored and clustered alone by trees that saw the other half.
One threshold for all sets.
"""
import collections
import heapq
import json
import math
import os
import sys

import lightgbm as lgb
import numpy as np

import trees

PAIRS, GOLD, OWN, OUT = sys.argv[1:5]
HEAD = (
    "Gradient-boosted trees over the features of events/features.rs: FEATURE THRESHOLD LEFT RIGHT, = VALUE; own work, CC0.",
    "Written by cargo xtask train-events.",
)
# Weight of each set: its kind's share of what is read, less for narrow or undated ones.
WEIGHT = {
    "events-hi": 2.5, "events-multi": 1.0, "storyline": 0.5, "gva": 2.0, "ecbplus-train": 1.0, "allsides": 2.5,
    "hi-2020": 2.0, "naidunia-2025": 2.0, "ednil": 1.2, "rss-in": 1.0, "rss-in-3": 1.0, "rss-world": 0.7,
    "rss-in-4": 1.0, "thehindu": 1.0, "rss-world-2": 0.4, "groups": 2.0,
    "events-hi+u": 0.5, "gva+u": 0.4, "hi-2020+u": 0.7, "rss-world+u": 0.7, "naidunia-2025+u": 1.0,
    "rss-in+n": 0.4, "rss-in-3+n": 0.4, "rss-in-4+n": 0.4, "naidunia-2025+n": 0.4,
}
# Only the strict trees see these, and their variants.
STRICT = ["rss-in-4", "thehindu", "rss-world-2", "groups"]
for part in os.environ.get("WEIGHTS", "").split():
    WEIGHT[part.split("=")[0]] = float(part.split("=")[1])
# Never trained on.
TEST = ["ecbplus", "rss-in-2"]
# Groups that a reader parted; `joins` is never trained on.
GROUPS = {"groups": f"{OWN}/groups.jsonl", "joins": f"{GOLD}/joins/judged.jsonl"}
FOLDS = 4
TREES = int(os.environ.get("TREES", 300))
# Each school is the mean of two fits, one with other weights: what one fit makes of a small set moves by several points.
# Another seed shows what chance does.
SEED = int(os.environ.get("SEED", 7))
VOICES = [(0, {}), (1, {"gva": 1.5, "ecbplus-train": 1.5, "rss-world": 1.43})]
# Two articles of one of these languages are judged by trees of their own beside those for all (places as in events/trees.rs): the
# sets that weigh more there, and words in the names of features that the trees do not see. Directions help across topics and
# languages, not inside a topic of which all Hindi papers write.
OWN_TREES = [
    ("hi", ["events-hi", "hi-2020", "naidunia-2025", "ednil"], ("vector", "_late_", "hubness", "mean_idf", "unlike")),
    ("en", ["events-multi", "gva", "ecbplus-train", "allsides", "rss-in", "rss-in-3", "rss-in-4", "rss-world", "rss-world-2", "thehindu",
            "groups"], ()),
]
# Two articles of these are never judged by strict trees: hardly one of the groups is in them.
NEVER_STRICT = ["hi"]
# Trees for a first look, which do not see late interaction, and the log-odds below which they have the last word, as in score.rs.
FIRST_TREES, LATE = 60, ("_late_", "unlike")
DOUBT = float(os.environ.get("DOUBT", -4.0))
OWN_WEIGHT = float(os.environ.get("OWN_WEIGHT", 3))
OWN_NUMBER = int(os.environ.get("OWN_NUMBER", 600))
LEAVES = int(os.environ.get("LEAVES", 14))
RATE = float(os.environ.get("RATE", 0.12))
THRESHOLD = float(os.environ.get("THRESHOLD", 0.38))
TIGHTENING = float(os.environ.get("TIGHTENING", 0.01))
UNSCORED = float(os.environ.get("UNSCORED", 0.5))
# As in events/score.rs: off the log-odds of pairs without dates; cosines below all of which a pair of one language, and
# of two, is not looked at.
CAUTION = (1.75, 3.0)
LEAST = {"latin": 0.2, "lead_vector": 0.25, "all": 0.08, "lead_in_all_max": 0.12}
LEAST_FOREIGN = {"latin": 0.2, "lead_vector": 0.2, "title_vector": 0.2}
RISING = (
    "title lead all bigrams entities decay figures_agree decay_all title_people root_title root_lead root_all root_bigrams rare title_vector lead_vector phonetic days_agree quantities "
    "all_quantities lead_entities title_in_lead_max title_in_lead_min copy shared_lead shared_lead_share shared_all shared_all_share shared_bigrams shared_bigrams_share rare_count title_in_all_max "
    "title_in_all_min lead_in_all_max lead_in_all_min places_shared places_share people_shared people_share bodies_shared bodies_share measured_shared measured_share text_days_shared text_days_share first_vector text_vector title_lead_vector_max "
    "title_lead_vector_min title_first_vector_max lead_text_vector_max lead_text_vector_min title_late_max title_late_min lead_late_max lead_late_min headlines_late_max headlines_late_min title_names_shared latin latin_share latin_shared latin_best latin_vector latin_title_vector "
    "latin_lead_vector latin_figures_agree sections_agree"
).split()
FALLING = (
    "hours gap gap_all gap_log figures_differ title_figures_differ places_differ people_differ days_differ hubness_max hubness_min title_hubness_max title_hubness_min latin_figures_differ "
    "sections_differ companion_one"
).split()


def hashed(text):
    h = 5381
    for c in text:
        h = (h * 33 + ord(c)) & 0xFFFFFFFF
    return h >> 3


class Set:
    def __init__(self, name):
        self.name = name
        base = name.split("+")[0]
        own = f"{OWN}/{base}.jsonl"
        labels = own if os.path.exists(own) else f"{GOLD}/{base}/labels.jsonl"
        rows = [json.loads(l) for l in open(labels)]
        scored = [r for r in rows if r.get("scored", True) and not r.get("dup_of")]
        self.label = {r["id"]: r["cluster"] or "s:" + r["id"] for r in scored}
        self.doubt = {r["id"]: r.get("doubtful", False) for r in scored}
        near = {r["id"]: set(r.get("near", [])) for r in scored}
        with open(f"{PAIRS}/{name}.ids") as f:
            self.names = f.readline().split()[2:]
            pairs = [tuple(l.split()) for l in f]
        x = np.fromfile(f"{PAIRS}/{name}.f32", "<f4").reshape(len(pairs), len(self.names)).astype(float)
        self.pairs, self.x = pairs, x
        self.docs = [r["id"] for r in rows]
        # Clusters of one topic (ECB+ `12_ecb`, `12_plus`) fall into one fold.
        self.fold = {d: hashed(c.split("_")[0] if "ecb" in base else c) % FOLDS for d, c in self.label.items()}
        self.halves = 2 if base == "gva" else FOLDS
        self.y = np.array([float(self.label.get(a) == self.label.get(b)) for a, b in self.pairs])
        self.w = np.zeros(len(self.pairs))
        for k, (a, b) in enumerate(self.pairs):
            if a not in self.label or b not in self.label:
                continue
            # A coarser reader would join them.
            if self.label[a] in near[b] or self.label[b] in near[a]:
                continue
            self.w[k] = 0.4 if self.doubt[a] or self.doubt[b] else 1.0
        # Of pairs that share next to nothing each sixth stands for all: they are most of the pairs and teach little.
        plain = (self.y == 0) & (self.x[:, self.names.index("all")] < 0.12) & (self.x[:, self.names.index("lead_vector")] < 0.6)
        self.w[plain & (np.arange(len(self.y)) % 6 == 0)] *= 6
        self.w[plain & (np.arange(len(self.y)) % 6 != 0)] = 0
        self.folds = np.array([(self.fold.get(a, 0), self.fold.get(b, 0)) for a, b in self.pairs]).reshape(-1, 2) % self.halves
        self.far_or_copied()

    def far_or_copied(self):
        """Pairs that the program does not look at, and those that are one event because one is copied from the other."""
        i = {n: k for k, n in enumerate(self.names)}
        x = self.x
        foreign = x[:, i["cross_language"]] > 0.5
        least, least_foreign = (np.array([l.get(n, np.inf) for n in self.names]) for l in (LEAST, LEAST_FOREIGN))
        near = np.where(foreign, (x >= least_foreign).any(1), (x >= least).any(1))
        self.far = ~near & (x[:, i["copy"]] == 0)
        self.copied = (x[:, i["copy"]] >= 0.5) & (x[:, i["gap"]] <= 0.2) & (x[:, i["same_outlet"]] < 0.5)

    def probability(self, scores):
        """As in events/score.rs, from log-odds."""
        i = {n: k for k, n in enumerate(self.names)}
        x = self.x
        long = np.clip((x[:, i["length_min"]] - 0.4) * 4, 0, 1)
        caution = CAUTION[0] * x[:, i["half_undated"]] + CAUTION[1] * x[:, i["undated"]] * long
        p = 1 / (1 + np.exp(-(scores - caution)))
        return np.where(self.copied, np.maximum(p, 0.98), np.where(self.far, 0, p))

    def training(self, without):
        keep = self.w > 0
        if without is not None:
            keep &= (self.folds != without % self.halves).all(1)
        w = self.w[keep]
        return self.x[keep], self.y[keep], w / w.sum() * WEIGHT.get(self.name, 1)


class Groups(Set):
    """Groups of articles that the program joined and a reader parted: only pairs inside of a group are judged."""

    def __init__(self, name):
        self.name, self.halves = name, FOLDS
        of, part, doubtful = {}, {}, []
        for number, line in enumerate(open(GROUPS[name])):
            group = json.loads(line)
            doubtful.append(group.get("doubtful", False))
            for k, members in enumerate([group["articles"]] if group["right"] else group["parts"]):
                for a in members:
                    of[a], part[a] = number, k
        with open(f"{PAIRS}/{name}.ids") as f:
            self.names = f.readline().split()[2:]
            pairs = [tuple(l.split()) for l in f]
        keep = [k for k, (a, b) in enumerate(pairs) if a in of and b in of and of[a] == of[b]]
        x = np.fromfile(f"{PAIRS}/{name}.f32", "<f4").reshape(len(pairs), len(self.names))
        self.x, self.pairs = x[keep].astype(float), [pairs[k] for k in keep]
        self.y = np.array([float(part[a] == part[b]) for a, b in self.pairs])
        group = np.array([of[a] for a, _ in self.pairs])
        self.sure = ~np.array(doubtful)[group]
        # A large group has many pairs that say the same.
        self.w = np.where(self.sure, 1.0, 0.4) / np.sqrt(np.bincount(group)[group])
        self.folds = np.repeat([[hashed(f"{g}g") % FOLDS] for g in group], 2, axis=1)
        self.far_or_copied()


def boosted(sets, names, without, trees, seed, blind, weight):
    """Trees, and the columns that they see: all but those whose names hold a word of `blind`."""
    columns = [i for i, n in enumerate(names) if n != "own_trees" and not any(b in n for b in blind)]
    seen = [names[i] for i in columns]
    parts = [s.training(without) for s in sets]
    x, y = (np.concatenate([p[i] for p in parts]) for i in range(2))
    w = np.concatenate([p[2] * weight(s) for s, p in zip(sets, parts)])
    sign = [1 if n in RISING else -1 if n in FALLING else 0 for n in seen]
    params = dict(objective="binary", learning_rate=RATE, num_leaves=LEAVES, min_data_in_leaf=40, min_sum_hessian_in_leaf=2e-2, lambda_l2=2.0, feature_fraction=0.4, bagging_fraction=0.8, bagging_freq=1,
                  monotone_constraints=sign, max_bin=63, seed=seed, deterministic=True, force_row_wise=True, num_threads=2, verbose=-1)
    w = w / w.sum() * len(w)
    return lgb.train(params, lgb.Dataset(x[:, columns], y, weight=w, feature_name=seen), trees), columns


def fit(sets, names, without):
    """The plain and the strict trees, each as a list: those for all pairs and those of each language; then those for a first look.
    Each is a list of what every voice fitted."""
    base = lambda s: s.name.split("+")[0]
    schools = []
    for school in ([s for s in sets if base(s) not in STRICT], sets):
        own = [o for o in OWN_TREES if o[0] not in NEVER_STRICT or school is not sets]
        row = []
        for front, blind, trees, more in [([], (), TREES, 0), *((front, blind, OWN_NUMBER, 1) for _, front, blind in own)]:
            voices = []
            for voice, weights in VOICES:
                weight = lambda s: weights.get(s.name, 1) * (OWN_WEIGHT if base(s) in front else 1)
                voices.append(boosted(school, names, without, trees, SEED + voice + more, blind, weight))
            row.append(voices)
        schools.append(row)
    return [*schools, [[boosted(sets, names, without, FIRST_TREES, SEED, LATE, lambda _: 1)]]]


def predict(fitted, names, x):
    """Log-odds, as in events/trees.rs."""
    at = lambda name: x[:, names.index(name)]
    place = at("own_trees")
    voices = lambda list: np.mean([model.predict(x[:, columns], raw_score=True) for model, columns in list], axis=0)
    plain, strict, (first,) = ([voices(list) for list in school] for school in fitted)
    mean = lambda every, own: np.where(place == 0, every, (every + own) / 2)
    plain = mean(plain[0], np.where(place == 1, plain[1], plain[2]))
    foreign = (at("cross_language") > 0.5) & (at("length_min") >= 0.45)
    out = np.where((place == 1) | (at("undated") + at("half_undated") > 0) | foreign, plain, mean(*strict))
    return np.where((first < DOUBT) & (at("copy") == 0), first, out)


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
    """Pair F1, precision, recall and BCubed F1 of documents -> cluster."""
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
    return np.array([2 * p * r / max(p + r, 1e-9), p, r, 2 * bp * br / (bp + br)])


def measured(s, scores, threshold, tightening, unscored, parts=1):
    """Pair F1, precision, recall, BCubed F1 of a set, and pair F1 without its doubtful articles; the mean over `parts` halves."""
    p = s.probability(scores)
    rows = []
    for part in range(parts):
        docs = s.docs if parts == 1 else [d for d in s.docs if s.fold.get(d, 0) % parts == part]
        at = {d: k for k, d in enumerate(docs)}
        found = cluster(len(docs), [(at[a], at[b], float(q)) for (a, b), q in zip(s.pairs, p) if a in at and b in at], threshold, tightening, unscored)
        have = {docs[m]: k for k, c in enumerate(found) for m in c}
        gold = {d: c for d, c in s.label.items() if d in at}
        sure = {d: c for d, c in gold.items() if not s.doubt[d]}
        rows.append([*figures(gold, have), figures(sure, have)[0]])
    return np.mean(rows, axis=0)


def held_out(s, models):
    """Log-odds of each pair from trees that saw neither article's fold: of the first article's where they differ."""
    out = np.zeros(len(s.pairs))
    for f in range(s.halves):
        k = s.folds[:, 0] == f
        if k.any():
            out[k] = predict(models[f], s.names, s.x[k])
    return out


def table(sets, scores, threshold, tightening=TIGHTENING, unscored=UNSCORED):
    return {s.name: measured(s, scores[s.name], threshold, tightening, unscored, s.halves if s.halves == 2 else 1) for s in sets}


def judged(groups, scores):
    """Of pairs that readers judged: precision of those from THRESHOLD on, and the share of the right ones that they are."""
    p = groups.probability(scores)
    row = []
    for which in (np.ones(len(p), bool), groups.sure):
        joined, right = (p >= THRESHOLD) & which, (groups.y > 0) & which
        row += [(joined & right).sum() / max(joined.sum(), 1), (joined & right).sum() / max(right.sum(), 1)]
    return row


def main():
    sets = [Groups(n) if n in GROUPS else Set(n) for n in [*WEIGHT, *TEST, "joins"]]
    names = sets[0].names
    train = [s for s in sets if s.name in WEIGHT]
    full = fit(train, names, None)
    endings = ["txt", *(f"{tag}.txt" for tag, _, _ in OWN_TREES)]
    strict = [e for e in endings if e.removesuffix(".txt") not in NEVER_STRICT]
    for name, school, endings in zip(("plain", "strict", "first"), full, (endings, strict, ["txt"])):
        for fitted, ending in zip(school, endings):
            trees.write(f"{OUT}/{name}.{ending}", HEAD, fitted)
    if os.environ.get("REPORT") == "no":
        return
    models = [fit(train, names, f) for f in range(FOLDS)]
    unseen = lambda s: predict(full, names, s.x) if s.name in [*TEST, "joins"] else held_out(s, models)
    scores = {s.name: unseen(s) for s in sets}
    if os.environ.get("SAVE"):
        np.savez(os.environ["SAVE"], **scores)
    for s in sets:
        if s.name in GROUPS:
            row = judged(s, scores[s.name])
            print(f"{s.name:16} pairs joined that are right {row[0]:.3f}, right pairs joined {row[1]:.3f}; sure ones {row[2]:.3f}, {row[3]:.3f}")
    sets = [s for s in sets if s.name not in GROUPS]
    print("set              pair F1  precision  recall  BCubed  sure pair F1   (held out)")
    for name, v in table(sets, scores, THRESHOLD).items():
        print(f"{name:16} {v[0]:7.3f} {v[1]:10.3f} {v[2]:7.3f} {v[3]:7.3f} {v[4]:9.3f}", flush=True)
    for threshold in map(float, os.environ.get("TRY", "").split()):
        row = table(sets, scores, threshold)
        print(threshold, f"mean {np.mean([v[0] for v in row.values()]):.4f}", " ".join(f"{n}:{v[0]:.3f}/{v[1]:.2f}" for n, v in row.items()), flush=True)
    for model, _ in [voice for school in full for voices in school for voice in voices]:
        gain = sorted(zip(model.feature_importance("gain"), model.feature_name()), reverse=True)
        print("gain", " ".join(f"{n}:{g:.0f}" for g, n in gain))


if __name__ == "__main__":
    main()
