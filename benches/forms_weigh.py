"""Learns how much each thing that is seen of a form speaks for each kind, from the develop half of the corpus.

    forms_meaning.py --no-peer --sheet SHEET    what is seen of each labelled form
    forms_weigh.py SHEET                        src/channel/form/weights.txt

Logistic regression over things that are there or not. Its one constant is chosen by cross-validation in which no
registered domain is on both sides.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy
from forms_split import domain
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

KINDS = ["contact", "search", "login", "registration", "password_recovery", "mailing_list", "order", "other"]
TABLE = Path(__file__).resolve().parents[1] / "src" / "channel" / "form" / "weights.txt"
# What is seen less often than this is chance.
RARE = 3


def main():
    sheet = [row for row in json.loads(Path(sys.argv[1]).read_text()) if row[2]]
    counts = Counter(name for _, _, seen in sheet for name in set(seen))
    names = sorted(name for name, n in counts.items() if n >= RARE)
    place = {name: i for i, name in enumerate(names)}
    x = numpy.zeros((len(sheet), len(names)))
    for row, (_, _, seen) in enumerate(sheet):
        for name in seen:
            if name in place:
                x[row, place[name]] = 1
    y = numpy.array([KINDS.index(kind) for kind, _, _ in sheet])
    groups = [domain(url) for _, url, _ in sheet]
    best = None
    for c in (0.05, 0.1, 0.2, 0.4, 0.8, 1.5):
        model = LogisticRegression(C=c, max_iter=4000)
        guess = cross_val_predict(model, x, y, groups=groups, cv=GroupKFold(8))
        f1 = f1_score(y == 0, guess == 0)
        print(f"C {c}: contact F1 {f1:.3f}, kind right {(guess == y).mean():.3f}")
        wrong = [(sheet[i][1], KINDS[y[i]], KINDS[guess[i]]) for i in range(len(y)) if (y[i] == 0) != (guess[i] == 0)]
        score = (f1 + (guess == y).mean()) / 2
        if best is None or score > best[0] + 0.004:
            best = (score, c, wrong)
    print("chosen", best[1])
    for row in best[2]:
        print("   ", *row)
    model = LogisticRegression(C=best[1], max_iter=4000).fit(x, y)
    lines = [
        "# Written by benches/forms_weigh.py: how much each thing that is seen of a form speaks for each kind.",
        "# " + "\t".join(["seen", *KINDS]),
    ]
    rows = [("always", model.intercept_)] + [(name, model.coef_[:, i]) for name, i in place.items()]
    for name, weights in rows:
        lines.append("\t".join([name, *(f"{w:.2f}".replace("-0.00", "0.00") for w in weights)]))
    TABLE.write_text("\n".join(lines) + "\n")
    print(len(names), "things,", TABLE.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
