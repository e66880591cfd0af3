#!/usr/bin/env python3
"""Learns the weights of src/coding/answers/{right,same}.rs from one half of EVOUNA, by the hash of the question, and prints them.

    benches/answers_words.py EVOUNA units > units.jsonl
    cargo bench --bench answers -- words < units.jsonl > signs.jsonl
    benches/answers_words.py EVOUNA weights signs.jsonl         (needs numpy and scikit-learn)

EVOUNA is JSON lines {"question", "gold", "answers", "correct"}, the last a verdict (or null) on each answer.
"""

import json
import sys

from answers import is_learnt, lines, pairs_of

SURE = 0.3


def judged(record):
    both = zip(record["answers"], record["correct"], strict=True)
    return [(text, right) for text, right in both if text is not None and right is not None]


def units(records):
    for record in records:
        texts = [text for text, _ in judged(record)]
        print(json.dumps({"question": record["question"], "texts": texts, "pairs": pairs_of(len(texts)), "right": record["gold"]}))


def learn(signs, labels):
    """A weight a sign; the first sign is always one and takes the rest."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scale = StandardScaler().fit(signs)
    model = LogisticRegression(C=SURE, max_iter=5000).fit(scale.transform(signs), labels)
    weights = model.coef_[0] / scale.scale_
    weights[0] = model.intercept_[0] - (weights[1:] * scale.mean_[1:]).sum()
    return np.round(weights, 2)


def show(name, weights):
    print(name)
    for start in range(0, len(weights), 8):
        print("    " + " ".join(f"{w + 0.0:.2f}," for w in weights[start : start + 8]))


def weights(records, signs):
    import numpy as np

    answers, same, labels = [], [], []
    for record, found in zip(records, signs, strict=True):
        if not is_learnt(record["question"]):
            continue
        rights = [right for _, right in judged(record)]
        answers += zip(map(np.array, found["right"]), rights, strict=True)
        for (a, b), row in zip(pairs_of(len(rights)), found["same"], strict=True):
            # Two that are wrong may be so each in its own way.
            if rights[a] or rights[b]:
                same.append(row)
                labels.append(rights[a] == rights[b])

    # Of several right answers the one that fits best counts: at first by the phrase and the shares, then by the weights.
    best = [rows[np.argmax(3 * rows[:, 1] + rows[:, 2] + rows[:, 3] + rows[:, 8])] for rows, _ in answers]
    for _ in range(2):
        learnt = learn(np.array(best), [right for _, right in answers])
        best = [rows[np.argmax(rows @ learnt)] for rows, _ in answers]
    show("right.rs", learnt)
    show("same.rs", learn(np.array(same), labels))


if __name__ == "__main__":
    if sys.argv[2] == "units":
        units(lines(sys.argv[1]))
    else:
        weights(lines(sys.argv[1]), lines(sys.argv[3]))
