#!/usr/bin/env python3
"""Learns where answers stand: src/coding/answers/weights/bonds.txt, from replies of which the words that answer are marked.

    benches/answers_bonds.py SIGNS [--bonds FILE] [--bench COMMAND] CORPUS..            (needs numpy and scipy)

Two conditional logits. The first weighs every clause of a reply against the others and against none: a few signs, and bonds between
a word of the question (or what it expects) and a word of the clause. The second weighs the likeliest clauses again by what the
other replies and the reference say. Eight times they are learnt without an eighth of the records, and the signs of that eighth are read
with what was learnt of the others: SIGNS gets these, and answers_learn.py learns from them as from strangers. --bonds FILE gets
what was learnt of all. COMMAND is `cargo bench --bench answers --` unless given.
"""

import argparse
import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

FOLDS = 8
# What the rest of its sentence says counts so much beside what a clause says itself; as in site.rs.
AROUND = 0.4
# A bond is learnt where so many records have it; smaller weights are left out, in thousandths.
LEAST, SMALL = 3, 15
SIGN_PENALTY, BOND_PENALTY, BESIDE_PENALTY = 3.0, 6.0, 1.0
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def folds(names):
    """Which eighth each record is of; the same in answers_learn.py."""
    names = sorted(names)
    order = np.random.RandomState(5).permutation(len(names))
    return {names[place]: nth % FOLDS for nth, place in enumerate(order)}


def bond(asked, said):
    """The number of a bond, as in site.rs."""
    return ((((asked << 32) | said) * 0x9E3779B97F4A7C15) & (2**64 - 1)) >> 33


def base36(number):
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if not number:
            return text


def conditional(sums, groups, count):
    """The share of each of the rivals of a group, and of none, which has a sum of nothing."""
    most = np.zeros(count)
    np.maximum.at(most, groups, sums)
    odds = np.exp(sums - most[groups])
    all_odds = np.exp(-most) + np.bincount(groups, odds, count)
    return odds / all_odds[groups], np.exp(-most) / all_odds


def learn_clauses(signs, bonds, marked, groups):
    count = groups.max() + 1
    spread = np.maximum(signs.std(0), 0.1)
    spread[0] = 1
    scaled, turned, wide = signs / spread, bonds.T.tocsr(), signs.shape[1]
    any_marked = np.bincount(groups, marked, count) > 0

    def loss(weights):
        shares, none = conditional(scaled @ weights[:wide] + bonds @ weights[wide:], groups, count)
        right = np.bincount(groups, shares * marked, count)
        told = np.where(any_marked, right, none) + 1e-12
        off = shares - np.where(any_marked[groups], shares * marked / (right[groups] + 1e-12), 0)
        penalty = SIGN_PENALTY * (weights[:wide] ** 2).sum() + BOND_PENALTY * (weights[wide:] ** 2).sum()
        slope = np.r_[scaled.T @ off + SIGN_PENALTY * weights[:wide], turned @ off + BOND_PENALTY * weights[wide:]]
        return penalty / 2 - np.log(told).sum(), slope

    start = np.zeros(wide + bonds.shape[1])
    weights = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    weights[:wide] /= spread
    return weights


def learn_beside(signs, marked, groups):
    count = groups.max() + 1
    before = np.zeros(signs.shape[1])
    before[0] = 1

    def loss(weights):
        sums = signs @ weights
        most = np.full(count, -np.inf)
        np.maximum.at(most, groups, sums)
        odds = np.exp(sums - most[groups])
        shares = odds / np.bincount(groups, odds, count)[groups]
        right = np.bincount(groups, shares * marked, count) + 1e-12
        apart = weights - before
        off = shares - shares * marked / right[groups]
        return BESIDE_PENALTY / 2 * (apart**2).sum() - np.log(right).sum(), signs.T @ off + BESIDE_PENALTY * apart

    return minimize(loss, before, jac=True, method="L-BFGS-B").x


class Corpus:
    """The clauses of all replies."""

    def __init__(self, records):
        seen = Counter()
        for record in records:
            said = {s for _, clauses in record["replies"].values() for clause in clauses for s in clause[2]}
            seen.update((asked, s) for asked in record["asked"] for s in said)
        self.places = {pair: nth for nth, pair in enumerate(sorted(p for p, n in seen.items() if n >= LEAST))}
        signs, marked, groups, self.names = [], [], [], []
        rows, columns, values = [], [], []
        for record in records:
            for _, clauses in record["replies"].values():
                if not clauses:
                    continue
                for is_marked, own, says, around, _, _ in clauses:
                    weights = Counter()
                    for words, factor in ((says, 1.0), (around, AROUND)):
                        for pair in ((asked, said) for said in words for asked in record["asked"]):
                            if pair in self.places:
                                weights[self.places[pair]] += factor
                    rows += [len(signs)] * len(weights)
                    columns += weights.keys()
                    values += weights.values()
                    signs.append(own)
                    marked.append(float(is_marked))
                    groups.append(len(self.names))
                self.names.append(record["id"])
        self.signs, self.marked, self.groups = np.array(signs), np.array(marked), np.array(groups)
        self.bonds = sparse.csr_matrix((values, (rows, columns)), shape=(len(signs), len(self.places)))

    def learn(self, which):
        _, groups = np.unique(self.groups[which], return_inverse=True)
        return learn_clauses(self.signs[which], self.bonds[which], self.marked[which], groups)

    def write(self, path, weights, beside):
        wide = self.signs.shape[1]
        lines = ["# Where answers stand: the signs of a clause; those that others give of it; bonds. Learnt: benches/answers_bonds.py"]
        lines += [" ".join("%d" % round(w * 1000) for w in row) for row in (weights[:wide], beside)]
        found = {bond(*pair): round(weights[wide + nth] * 1000) for pair, nth in self.places.items()}
        lines += ["%s %d" % (base36(n), w) for n, w in sorted(found.items()) if abs(w) >= SMALL]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("signs", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+", metavar="CORPUS")
    parser.add_argument("--bonds", type=Path)
    parser.add_argument("--bench", default="cargo bench --quiet --bench answers --")
    options = parser.parse_args()
    lines = [line for path in options.corpora for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    fold = folds([json.loads(line)["id"] for line in lines])

    def read(chosen, *words):
        told = subprocess.run(options.bench.split() + [str(w) for w in words], input="\n".join(chosen), text=True, check=True, capture_output=True)
        return told.stdout.splitlines()

    parts = [[line for line in lines if fold[json.loads(line)["id"]] == k] for k in range(FOLDS)]
    corpus = Corpus([json.loads(line) for line in read(lines, "sites")])
    of = np.array([fold[name] for name in corpus.names])[corpus.groups]
    plain = np.zeros(1)
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / ("bonds%d.txt" % k) for k in range(FOLDS)]
        learnt = [corpus.learn(of != k) for k in range(FOLDS)]
        sums, wide = np.zeros(len(of)), corpus.signs.shape[1]
        for k, weights in enumerate(learnt):
            sums[of == k] = corpus.signs[of == k] @ weights[:wide] + corpus.bonds[of == k] @ weights[wide:]
            corpus.write(paths[k], weights, plain)
        signs, marked, groups, reply_folds = [], [], [], []
        for k in range(FOLDS):
            for reply in map(json.loads, read(parts[k], "spots", paths[k])):
                if any(is_marked for is_marked, _ in reply):
                    for is_marked, own in reply:
                        signs.append(own)
                        marked.append(float(is_marked))
                        groups.append(len(reply_folds))
                    reply_folds.append(k)
        signs, marked, groups = np.array(signs), np.array(marked), np.array(groups)
        row_folds = np.array(reply_folds)[groups]
        told = np.zeros(len(signs))
        for k in range(FOLDS):
            _, others = np.unique(groups[row_folds != k], return_inverse=True)
            told[row_folds == k] = signs[row_folds == k] @ learn_beside(signs[row_folds != k], marked[row_folds != k], others)
        beside = learn_beside(signs, marked, groups)
        # Only replies of which some clause answers count.
        answers = np.bincount(groups, marked * (signs[:, 9] == 0)) > 0
        for name, sums in (("alone", signs[:, 0]), ("beside others", told)):
            most = np.full(len(reply_folds), -np.inf)
            np.maximum.at(most, groups, sums)
            right = np.bincount(groups, marked * (sums >= most[groups])) > 0
            print("the clause that answers, %s: right in %.3f of %d" % (name, right[answers].mean(), answers.sum()))
        for k, weights in enumerate(learnt):
            corpus.write(paths[k], weights, beside)
        with options.signs.open("w", encoding="utf-8") as out:
            for k in range(FOLDS):
                out.writelines(line + "\n" for line in read(parts[k], "signs", paths[k]))
    if options.bonds:
        corpus.write(options.bonds, corpus.learn(np.ones(len(of), bool)), beside)


if __name__ == "__main__":
    main()
