"""rapidfuzz's token_set_ratio over units of replies, in the shape of benches/answers.rs. Called by benches/answers.py.

answers_peers.py verdicts < UNITS
answers_peers.py speed COMPANIES < UNITS
"""

import json
import sys
import time

import rapidfuzz
from rapidfuzz import fuzz, process, utils


def verdicts(units):
    """The nearest to a right answer by text, and that of each pair."""
    for unit in units:
        texts = [utils.default_process(text) for text in unit["texts"]]
        right = [utils.default_process(text) for text in unit["right"]]
        nearest = [max((fuzz.token_set_ratio(t, r) for r in right), default=0.0) for t in texts]
        pairs = [fuzz.token_set_ratio(texts[a], texts[b]) for a, b in unit["pairs"]]
        print(json.dumps({"token_set": (nearest, pairs)}))


def speed(units, companies):
    """All pairs of so many companies on all processors. Making the texts ready for it is not counted."""
    texts = [[utils.default_process(text) for text in unit["texts"]] for unit in units]
    pairs = [(t[a], t[b]) for t, unit in zip(texts, units, strict=True) for a, b in unit["pairs"]]
    left, right = ([pair[side] for pair in pairs] * companies for side in (0, 1))
    began, before = time.perf_counter(), time.process_time()
    process.cpdist(left, right, scorer=fuzz.token_set_ratio, workers=-1)
    seconds, cpu = time.perf_counter() - began, time.process_time() - before
    print(json.dumps({"version": rapidfuzz.__version__, "pairs": len(left), "seconds": seconds, "cpu": cpu}))


if __name__ == "__main__":
    given = [json.loads(line) for line in sys.stdin]
    if sys.argv[1] == "verdicts":
        verdicts(given)
    else:
        speed(given, int(sys.argv[2]))
