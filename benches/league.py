#!/usr/bin/env python3
"""Ranking a league with bootstrap intervals: ours beside numpy, which draws, ranks and takes the quantiles of the same.

Each company has so many components of forty units that have a property or not; a replicate draws them anew. numpy
is installed with pip into a folder that goes with it, unless --python names one that has it. Ours uses all
processors, numpy one. A ratio above 1 means that ours is faster.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from common import ROOT, python_with, run, say, show_table

BENCH = ["cargo", "bench", "--locked", "--quiet", "--bench", "statistics", "--"]
# What numpy does: binomial draws, their mean, the order of each row and the order of that, two quantiles.
NUMPY = """
import sys, time, numpy
companies, replicates, components = map(int, sys.argv[1:])
began = time.perf_counter()
random = numpy.random.default_rng(1)
share = (numpy.arange(companies)[:, None] * 7 + numpy.arange(components) * 13) % 41 / 40
score = numpy.zeros((replicates, companies))
for component in range(components):
    score += random.binomial(40, share[:, component], size=(replicates, companies)) / 40
ranks = numpy.argsort(numpy.argsort(-score, axis=1), axis=1) + 1
limits = numpy.quantile(ranks, [0.025, 0.975], axis=0)
assert limits.shape == (2, companies)
print(time.perf_counter() - began)
"""


def ours(command, league):
    return json.loads(run(*command, "--league", *league, cwd=ROOT))["seconds"]


def theirs(python, league):
    return float(run(python, "-c", NUMPY, *league))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", help="one that has numpy")
    parser.add_argument("--program", help="the bench target `statistics`, when it is built already")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many counts (default: 3)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        python = asked.python
        if python is None:
            python = python_with(Path(scratch))
            run(python, "-m", "pip", "install", "--quiet", "numpy==2.*")
        command = [asked.program] if asked.program else BENCH
        rows, slow = [["companies", "replicates", "components", "ours, s", "numpy, s", "ratio"]], []
        for league in ((1_000, 10_000, 1), (1_000, 10_000, 5), (100, 10_000, 5)):
            mine = min(ours(command, league) for _ in range(asked.runs))
            other = min(theirs(python, league) for _ in range(asked.runs))
            seconds = (f"{mine:.2f}", f"{other:.2f}", f"{other / mine:.1f}")
            rows.append([*(f"{number:,}" for number in league), *seconds])
            if mine > other:
                slow.append(league)
    show_table(rows)
    if slow:
        say(f"slower than numpy: {slow}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
