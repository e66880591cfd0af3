"""Kappa and alpha of hundreds of random tables: ours against scikit-learn's and krippendorff's, to 1e-9.

The arguments are the command that reads tables (see benches/agreement.rs). Needs scikit-learn and krippendorff;
tests/real/agreement.sh installs them.
"""

import json
import math
import random
import subprocess
import sys
import warnings

import krippendorff
import numpy
from sklearn.metrics import cohen_kappa_score

TABLES = 900
NEAR = 1e-9


def tables():
    """Tables of every size and kind, among them such as have one category, or hardly any code."""
    chance = random.Random(2014)
    for _ in range(TABLES):
        coders = chance.choice([2, 2, 2, 3, 4, 5])
        categories = chance.choice([1, 2, 2, 3, 5, 8])
        missing = chance.choice([0, 0, 0.1, 0.4, 0.9])
        # How often a coder says what is so, rather than anything.
        sharp = chance.choice([0, 0.5, 0.8, 1])
        values = chance.sample(range(chance.choice([10, 1000, 1_000_000])), categories)
        table = []
        for _ in range(chance.choice([1, 2, 5, 20, 100, 400])):
            true = chance.choice(values)
            row = [true if chance.random() < sharp else chance.choice(values) for _ in range(coders)]
            table.append([None if chance.random() < missing else code for code in row])
        yield {"metric": chance.choice(["nominal", "interval"]), "table": table}


def kappa(table):
    """Cohen's, of the units that both coded; None where it is not defined."""
    both = [row for row in table["table"] if None not in row]
    if len(table["table"][0]) != 2 or not both:
        return None
    first, second = zip(*both)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(cohen_kappa_score(first, second))


def alpha(table):
    """Krippendorff's; None where it is not defined."""
    data = numpy.array(table["table"], dtype=float).T
    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return float(krippendorff.alpha(reliability_data=data, level_of_measurement=table["metric"]))
        except (ValueError, AssertionError):
            # It refuses tables with one category, and such as have no unit that was coded twice.
            return None


def raw(table):
    """The share of pairs of codes that are equal, by its definition."""
    equal = pairs = 0
    for row in table["table"]:
        codes = [code for code in row if code is not None]
        for at, one in enumerate(codes):
            for two in codes[at + 1 :]:
                equal, pairs = equal + (one == two), pairs + 1
    return equal / pairs if pairs else None


def undefined(value):
    return value is None or math.isnan(value)


def main():
    asked = list(tables())
    lines = "".join(json.dumps(table) + "\n" for table in asked)
    answer = subprocess.run(sys.argv[1:], input=lines, text=True, stdout=subprocess.PIPE, check=True)
    ours = [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("{")]
    assert len(ours) == len(asked), f"{len(ours)} answers to {len(asked)} tables"
    compared, empty, wrong, worst = {}, {}, 0, 0.0
    for table, found in zip(asked, ours):
        for name, theirs in (("kappa", kappa(table)), ("alpha", alpha(table)), ("raw", raw(table))):
            mine = found[name]
            if undefined(theirs) or mine is None:
                empty[name] = empty.get(name, 0) + 1
                same = undefined(theirs) and mine is None
            else:
                compared[name] = compared.get(name, 0) + 1
                worst = max(worst, abs(mine - theirs))
                same = abs(mine - theirs) <= NEAR
            if not same:
                wrong += 1
                print(f"{name}: ours {mine}, theirs {theirs}, {table['metric']} {str(table['table'])[:200]}")
        low, value, high = found["alpha_low"], found["alpha"], found["alpha_high"]
        if low is not None and not low <= high:
            wrong += 1
            print(f"interval {low} to {high} of {value}")
    print(f"equal: {compared}, both undefined: {empty}, largest difference {worst:.1e}, {wrong} wrong")
    few = [name for name in ("kappa", "alpha", "raw") if compared.get(name, 0) < 60]
    assert not few, f"hardly anything was compared of {few}"
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
