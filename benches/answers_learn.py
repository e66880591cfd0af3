#!/usr/bin/env python3
"""Learns src/coding/answers/weights/{kinds,right,pairs}.txt from tests/answers/{develop,learn}.jsonl.

    benches/answers_bonds.py signs.jsonl --bonds src/coding/answers/weights/bonds.txt tests/answers/{develop,learn}.jsonl
    benches/answers_learn.py signs.jsonl src/coding/answers/weights       (needs numpy and scikit-learn)

Signs are of replies whose clauses were weighed by what was learnt without them. The records of learn.jsonl have more contradictions and
fewer replies that do not answer than companies send: each kind and each relation counts so much that its share is that of
develop.jsonl, and figures are given for develop.jsonl alone and for all with these shares.

Beside the records themselves those with another reply's answer as the reference are learnt from (`id#channel`): what contradicts
that reply is then wrong. Replies are also shown alone, without a reference, and without the phrases of `cues/`, so that
the weights do not lean on what a stranger's reply lacks. Prints what eight-fold cross-validation by record says; what a pair's
signs take from kinds and right are there predicted by models that have not seen the record.
"""
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score

warnings.filterwarnings("ignore")
FOLDS = 8
KINDS = ["acknowledgement", "answer", "clarification", "not_known", "off_point", "partial", "redirect", "refusal"]
RIGHT = ["correct", "na", "partly", "wrong"]
PAIRS = ["agree", "contradict", "incomparable"]
# Places of signs: of the phrases of `cues/`; of the other replies and the reference; of the reference alone.
CUES = list(range(14, 24)) + [28, 29]
BESIDE = list(range(33, 55))
REFERENCE = list(range(33, 46))


class Model:
    """Logistic regression; signs are scaled by their spread, those that are rare less."""

    def __init__(self, strength):
        self.strength = strength

    def fit(self, x, y, weights):
        self.mean = x.mean(0)
        self.spread = np.maximum(x.std(0), 0.25)
        self.spread[x.std(0) < 1e-9] = np.inf
        model = LogisticRegression(C=self.strength, max_iter=400, tol=1e-3)
        model.fit((x - self.mean) / self.spread, y, sample_weight=weights)
        self.codes = list(model.classes_)
        self.rows = model.coef_ / self.spread
        self.bias = model.intercept_ - self.rows @ self.mean
        return self

    def likely(self, x):
        sums = x @ self.rows.T + self.bias
        shares = np.exp(sums - sums.max(1, keepdims=True))
        return shares / shares.sum(1, keepdims=True)

    def write(self, path, what):
        def line(values):
            return "0" if not np.any(np.abs(values) >= 0.0005) else " ".join("%.3f" % (v + 0.0) for v in values)

        rows = [self.rows[:, sign] for sign in range(self.rows.shape[1])]
        with open(path, "w", encoding="utf-8") as out:
            out.write("# %s: %s. Learnt: benches/answers_learn.py\n" % (what, " ".join(self.codes)))
            out.writelines(line(row) + "\n" for row in rows)
            out.write(line(self.bias) + "\n")


def without(x, places):
    x = x.copy()
    x[:, places] = 0
    return x


def crossed(folds_of, x, y, weights, tests, test_folds, strength):
    """What models say of tests that have not seen their records."""
    likely = None
    for fold in range(FOLDS):
        seen = folds_of != fold
        model = Model(strength).fit(x[seen], y[seen], weights[seen])
        if likely is None:
            likely = np.zeros((len(tests), len(model.codes)))
        likely[test_folds == fold] = model.likely(tests[test_folds == fold])
    return likely


def tilts(likely, labels, codes):
    """How much more each code should count than its odds, for the mean of F1 over the codes."""
    tilt = np.ones(len(codes))
    best = f1_score(labels, np.array(codes)[(likely * tilt).argmax(1)], average="macro")
    for _ in range(3):
        for code in [codes.index("off_point"), codes.index("partial")]:
            for value in (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0):
                tried = tilt.copy()
                tried[code] = value
                score = f1_score(labels, np.array(codes)[(likely * tried).argmax(1)], average="macro")
                if score > best + 1e-4:
                    best, tilt = score, tried
    return tilt, best


def show_pairs(among, likely, labels, counts, signs):
    """Precision and recall of what is said of pairs, by what is asked of it."""

    def figures(said, label):
        there = labels == label
        both = (counts * (said & there)).sum()
        precision, recall = both / max(1e-9, (counts * said).sum()), both / (counts * there).sum()
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), said.sum()

    agree, contradict, incomparable = likely.T
    for bar in np.arange(0.28, 0.6, 0.04):
        said = (agree > bar) & (agree >= contradict) & (incomparable < FAR)
        print("%s: agree above %.2f: P %.3f R %.3f F1 %.3f (%d)" % (among, bar, *figures(said, "agree")))
    answer, off, apart, known = signs[:, 3], signs[:, 5], signs[:, 7], signs[:, 12] > 0.5
    for least, most, bar_apart in GUARDS:
        guard = (answer > least) & (off < most) & (~known | (apart > bar_apart)) & (contradict > agree)
        for bar in np.arange(0.5, 0.96, 0.05):
            print("%s: contradict above %.2f, %s: P %.3f R %.3f F1 %.3f (%d)"
                  % (among, bar, (least, most, bar_apart), *figures(guard & (contradict > bar), "contradict")))


# Of a contradiction: how likely both answer at least, how likely one is off the point at most, how likely one is right and one wrong.
GUARDS = ((0.0, 1.0, 0.0), (0.5, 0.3, 0.2), (0.7, 0.1, 0.3), (0.8, 0.1, 0.4))
FAR = 0.5


def main():
    records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    out = sys.argv[2] if len(sys.argv) > 2 else None
    develop = Path(__file__).resolve().parent.parent / "tests" / "answers" / "develop.jsonl"
    develop = {json.loads(line)["id"] for line in develop.read_text(encoding="utf-8").splitlines()}
    names = sorted({r["id"].split("#")[0] for r in records})
    order = np.random.RandomState(5).permutation(len(names))
    fold = {names[place]: nth % FOLDS for nth, place in enumerate(order)}

    def flat(key, labels):
        rows = [(r["id"], c, label, signs) for r in records for c, (label, signs) in r[key].items() if label in labels]
        ids = np.array([r[0] for r in rows])
        x = np.array([r[3] for r in rows], dtype=float)
        own = np.array(["#" not in i for i in ids])
        folds = np.array([fold[i.split("#")[0]] for i in ids])
        return rows, x, np.array([r[2] for r in rows]), own, folds

    # Kinds.
    rows, x, y, own, folds = flat("kinds", KINDS)
    o = np.where(own)[0]
    parts = [(x[o], 1.0), (without(x[o], CUES), CUE_SHARE), (without(x[o], BESIDE), 0.3), (without(x[o], REFERENCE), 0.2)]
    mine = np.array([rows[n][0] in develop for n in o])
    share = {code: (y[o][mine] == code).mean() / max(1e-9, (y[o][~mine] == code).mean()) for code in KINDS}
    even = np.where(mine, 1.0, np.array([share[code] for code in y[o]]))
    xs = np.concatenate([p[0] for p in parts])
    ws = np.concatenate([p[1] * even for p in parts])
    ys, fs = np.tile(y[o], len(parts)), np.tile(folds[o], len(parts))
    kinds = crossed(fs, xs, ys, ws, x, folds, KIND_STRENGTH)
    tilt, macro = tilts(kinds[o], y[o], KINDS)
    for name, likely in (("kinds", kinds[o]), ("kinds, tilted", kinds[o] * tilt)):
        for among, which in (("all", mine | True), ("develop", mine)):
            told, said = y[o][which], np.array(KINDS)[likely[which].argmax(1)]
            print(name, among, "macro F1 %.3f accuracy %.3f" % (f1_score(told, said, average="macro"), (said == told).mean()),
                  dict(zip(KINDS, np.round(f1_score(told, said, labels=KINDS, average=None), 2).tolist())))
    blind = crossed(fs, xs, ys, ws, without(x[o], CUES), folds[o], KIND_STRENGTH) * tilt
    print("kinds without phrases: macro F1 %.3f" % f1_score(y[o], np.array(KINDS)[blind.argmax(1)], average="macro"))
    print("tilt", dict(zip(KINDS, tilt.tolist())))
    kind_of = {(r[0], r[1]): kinds[n] for n, r in enumerate(rows)}
    if out:
        Model(KIND_STRENGTH).fit(xs, ys, ws).write(out + "/kinds.txt", "What a reply is")

    # How right.
    rows, x, y, own, folds = flat("right", RIGHT)
    ws = np.where(own, 1.0, 0.5)
    all_rows, all_x, _, all_own, all_folds = flat("right", RIGHT + ["?"])
    rights = crossed(folds, x, y, ws, all_x, all_folds, RIGHT_STRENGTH)
    for among in ("all", "develop"):
        mine = [n for n, r in enumerate(all_rows) if all_own[n] and (among == "all" or r[0] in develop)]
        labels = np.array([all_rows[n][2] for n in mine])
        said = np.array(RIGHT)[rights[mine].argmax(1)]
        print("right %s kappa %.3f accuracy %.3f" % (among, cohen_kappa_score(labels, said), (said == labels).mean()),
              dict(zip(RIGHT, np.round(f1_score(labels, said, labels=RIGHT, average=None), 2).tolist())))
    right_of = {(r[0], r[1]): rights[n] for n, r in enumerate(all_rows)}
    # Beside what the kind says.
    forced = []
    for n in mine:
        kind = KINDS[(kind_of[all_rows[n][:2]] * tilt).argmax()]
        code = np.array(RIGHT)[rights[n].argmax()]
        if kind not in ("answer", "partial"):
            code = "na"
        elif code == "na":
            code = RIGHT[max((0, 2, 3), key=lambda c: rights[n][c])]
        forced.append(code)
    print("right where kinds agree: kappa %.3f" % cohen_kappa_score(labels, forced))
    if out:
        Model(RIGHT_STRENGTH).fit(x, y, ws).write(out + "/right.txt", "How right a reply is")

    # Pairs.
    rows, x, y, own, folds = flat("pairs", PAIRS)
    an, pa, of = KINDS.index("answer"), KINDS.index("partial"), KINDS.index("off_point")
    for n, (i, pair, _, _) in enumerate(rows):
        a, b = pair.split("-")
        ka, kb = kind_of[i, a], kind_of[i, b]
        known = (i, a) in right_of and (i, b) in right_of
        ra, rb = (right_of[i, a], right_of[i, b]) if known else (np.full(4, 0.25), np.full(4, 0.25))
        says = (ka[an] + ka[pa], kb[an] + kb[pa])
        x[n, :13] = [ka[an] * kb[an], says[0] * says[1], min(says), min(ka[an], kb[an]), max(ka[pa], kb[pa]), max(ka[of], kb[of]),
                     ra[0] * rb[0], ra[0] * rb[3] + rb[0] * ra[3], max(ra[2], rb[2]), max(ra[1], rb[1]), max(ra[3], rb[3]),
                     ra[3] * rb[3], float(known)]
    old = np.array([r[0].split("#")[0] in develop for r in rows])
    share = {code: (y[old & own] == code).mean() / max(1e-9, (y[~old & own] == code).mean()) for code in PAIRS}
    even = np.where(old, 1.0, np.array([share[code] for code in y]))
    ws = np.where(own, 1.0, PAIR_AUG) * even
    o = np.where(own)[0]
    likely = crossed(folds, x, y, ws, x[o], folds[o], PAIR_STRENGTH)
    for among, which in (("all", old[o] | True), ("develop", old[o])):
        show_pairs(among, likely[which], y[o][which], even[o][which], x[o][which])
    if out:
        Model(PAIR_STRENGTH).fit(x, y, ws).write(out + "/pairs.txt", "How two replies stand to each other")


KIND_STRENGTH, RIGHT_STRENGTH, PAIR_STRENGTH = 0.005, 0.05, 0.02
CUE_SHARE, PAIR_AUG = 0.5, 0.1
if __name__ == "__main__":
    main()
