"""Pairs that datasketch names among the texts on standard input (one JSON string a line), and the processor seconds it took."""
import json
import sys
import time

from datasketch import MinHash, MinHashLSH

SHINGLE, RESEMBLANCE, HASHES = 3, 0.4, 128

texts = [json.loads(line) for line in sys.stdin]
start = time.process_time()
lsh = MinHashLSH(threshold=RESEMBLANCE, num_perm=HASHES)
hashes, pairs = [], []
for i, text in enumerate(texts):
    words = text.lower().split()
    shingles = {" ".join(words[k:k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)}
    m = MinHash(num_perm=HASHES)
    m.update_batch([s.encode() for s in shingles])
    hashes.append(m)
    pairs += [(j, i) for j in lsh.query(m) if m.jaccard(hashes[j]) >= RESEMBLANCE]
    lsh.insert(i, m)
print(json.dumps({"pairs": pairs, "seconds": time.process_time() - start}))
