"""Processor seconds of the best of three rounds in which indic-nlp-library normalises the texts on standard input (one JSON
string a line), splits them into sentences and these into words."""
import json
import sys
import time

from indicnlp.normalize.indic_normalize import IndicNormalizerFactory
from indicnlp.tokenize import indic_tokenize, sentence_tokenize

texts = [json.loads(line) for line in sys.stdin]
normalizer = IndicNormalizerFactory().get_normalizer("hi")
best = None
for _ in range(3):
    start = time.process_time()
    for text in texts:
        for sentence in sentence_tokenize.sentence_split(normalizer.normalize(text), "hi"):
            indic_tokenize.trivial_tokenize(sentence, "hi")
    spent = time.process_time() - start
    best = spent if best is None else min(best, spent)
print(best)
