#!/usr/bin/env python3
"""Learns the weights of src/coding/answers/{signs,relate}.rs from tests/answers/develop.jsonl and prints them as Rust rows.

    cargo bench --bench answers -- signs < tests/answers/develop.jsonl > signs.jsonl
    python3 benches/answers_weigh.py signs.jsonl            (needs numpy and scikit-learn)

The weights of pairs are learnt from pairs whose replies the rules take for answers: learn and put in those of kinds first, then
make the signs again. Also prints what eight-fold cross-validation by record says of the kinds.
"""
import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

KINDS = ["answer", "acknowledgement", "redirect", "refusal", "clarification", "off_point", "not_known"]
PAIRS = ["agree", "contradict", "incomparable"]
SAYS = ("answer", "partial")
# A judgement of a reply against the reference counts as a pair; "partly" teaches nothing.
RIGHT = {"correct": "agree", "wrong": "contradict", "na": "incomparable"}


def rows(model, labels):
    """The weights against those of the first label, a row a sign."""
    weights = model.coef_[[list(model.classes_).index(label) for label in labels]]
    weights = weights - weights[0]
    return "".join(
        "    [%s],\n" % ", ".join("%.2f" % (w + 0.0) if abs(w) >= 0.005 else "0.0" for w in weights[1:, sign])
        for sign in range(weights.shape[1])
    )


def learn(signs, labels, strength, weights=None):
    model = LogisticRegression(C=strength, max_iter=5000, fit_intercept=False, class_weight=weights)
    return model.fit(np.array(signs), np.array(labels))


def main():
    records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    signs, labels, ids = [], [], []
    for record in records:
        for label, values in (kind[:2] for kind in record["kinds"]):
            signs.append(values)
            # A part of an answer has a rule of its own.
            labels.append("answer" if label == "partial" else label)
            ids.append(record["id"])
    counts = {kind: labels.count(kind) for kind in KINDS}
    weights = {kind: (counts["answer"] / counts[kind]) ** 0.5 for kind in KINDS}
    names = sorted(set(ids))
    fold = {names[place]: nth % 8 for nth, place in enumerate(np.random.RandomState(5).permutation(len(names)))}
    folds = np.array([fold[one] for one in ids])
    said = np.array(labels, dtype=object)
    for part in range(8):
        rest = [nth for nth in range(len(ids)) if folds[nth] != part]
        model = learn([signs[n] for n in rest], [labels[n] for n in rest], 0.3, weights)
        said[folds == part] = model.predict(np.array(signs)[folds == part])
    scores = f1_score(labels, list(said), labels=KINDS, average=None)
    print("kinds, cross-validated:", {k: round(float(s), 2) for k, s in zip(KINDS, scores)})
    print("signs.rs:\n" + rows(learn(signs, labels, 0.3, weights), KINDS))
    signs, labels = [], []
    for record in records:
        for label, values, one, other in record["pairs"]:
            if one in SAYS and other in SAYS:
                signs.append(values)
                labels.append(label)
        for label, values, says in record["right"]:
            if label in RIGHT and says in SAYS:
                signs.append(values)
                labels.append(RIGHT[label])
    print("relate.rs:\n" + rows(learn(signs, labels, 0.3), PAIRS))


if __name__ == "__main__":
    main()
