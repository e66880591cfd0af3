#!/usr/bin/env python3
"""The whole report of a wave beside matplotlib, which draws its charts alone.

A ledger of 3,000 enquiries on four channels is made as benches/scale.py makes it, and its answers are coded by a first
report. Then, in one run, `shopper report` writes everything anew (tables, charts as SVG and PNG, page, workbook, summary),
and matplotlib (PyPI) draws as many charts of the same kinds and the same size from the same tables, as PNG. Its time is
given with and without what importing it takes; the ratio is to the time without. Asked: a tenth.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from common import Study, need_binary, python_with, run, say, show_table
from scale import CHANNELS, fill

PEER = """
import json, sys, time
began = time.perf_counter()
import csv, pathlib, struct
import matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot
imported = time.perf_counter()
report, out = map(pathlib.Path, sys.argv[1:])

def table(name):
    with open(report / "data" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))

def number(text):
    return float(text) if text else float("nan")

tables = {name: table(name) for name in ("enquiries", "estimates", "league")}
channels = sorted({row["channel"] for row in tables["enquiries"]})

def rates(figure, metric="answered"):
    rows = [e for e in tables["estimates"] if e["metric"] == metric and e["subject_kind"] != "company" and e["value"]
            and e["denominator"] in ("all_companies", "enquiries_answered", "answers_coded")]
    grid = figure.subplots(1, len(channels), sharey=True)
    for axes, channel in zip(grid, channels):
        shown = sorted((e for e in rows if e["channel"] == channel), key=lambda e: number(e["value"]))
        for y, e in enumerate(shown):
            axes.plot([number(e["low"]), number(e["high"])], [y, y], color="#0072b2")
            axes.plot([number(e["value"])], [y], "o", color="#0072b2")
            axes.text(1.02, y, f"{number(e['value']):.0%}")
        axes.set_yticks(range(len(shown)), [e["subject"] or "all" for e in shown])
        axes.set_title(channel)

def curves(figure):
    grid = figure.subplots(len(channels), 1, sharex=True)
    for axes, channel in zip(grid, channels):
        rows = [e for e in tables["enquiries"] if e["channel"] == channel and e["hours_observed"]]
        waits = sorted((number(e["hours_observed"]), e["censored"] == "true") for e in rows)
        left, share, xs, ys = len(waits), 1.0, [0.0], [1.0]
        for hours, is_censored in waits:
            if not is_censored:
                share *= 1 - 1 / left
                xs.append(hours)
                ys.append(share)
            left -= 1
        axes.step(xs, ys, where="post", color="#0072b2")
        axes.fill_between(xs, [max(0, y - .05) for y in ys], [min(1, y + .05) for y in ys], step="post", color="#cfe3f1")
        axes.set_title(channel)

def league(figure):
    axes = figure.subplots()
    rows = sorted((row for row in tables["league"] if row["score"]), key=lambda row: -number(row["score"]))
    for y, row in enumerate(rows):
        axes.plot([number(row["low"]), number(row["high"])], [-y, -y], color="#0072b2")
        axes.plot([number(row["score"])], [-y], "o", color="#0072b2")
        axes.text(101, -y, f"{number(row['score']):.1f}")
    axes.set_yticks([-y for y in range(len(rows))], [row["company"] for row in rows])

def heat(figure):
    axes = figure.subplots()
    at = {}
    for row in tables["enquiries"]:
        at.setdefault((row["company"], row["channel"]), []).append(row["disposition"] in ("answered", "correct"))
    names = sorted({company for company, _ in at})
    cells = [[sum(at.get((n, c), [0])) / len(at.get((n, c), [0])) for c in channels] for n in names]
    axes.imshow(cells, cmap="Blues", aspect="auto")
    for y, row in enumerate(cells):
        for x, share in enumerate(row):
            axes.text(x, y, f"{share:.0%}", ha="center", va="center")
    axes.set_xticks(range(len(channels)), channels)
    axes.set_yticks(range(len(names)), names)

KINDS = (("still-waiting", curves), ("curve", curves), ("league", league), ("heat", heat), ("compan", heat), ("", rates))
drawn = []
for path in sorted((report / "charts").glob("*.png")):
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    figure = pyplot.figure(figsize=(width / 192, height / 192), dpi=192, layout="constrained")
    kind = next(kind for part, kind in KINDS if part in path.stem)
    kind(figure)
    figure.suptitle(path.stem)
    figure.savefig(out / path.name)
    pyplot.close(figure)
    drawn.append(path.stem)
ended = time.perf_counter()
print(json.dumps({"import": imported - began, "draw": ended - imported, "charts": drawn}))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--enquiries", type=int, default=3_000)
    parser.add_argument("--questions", type=int, default=10, help="to each company on each channel")
    parser.add_argument("--turns", type=int, default=3, help="the fastest counts")
    parser.add_argument("--python", help="one that has matplotlib")
    options = parser.parse_args()
    need_binary()
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as scratch:
        scratch = Path(scratch)
        python = options.python
        if python is None:
            python = python_with(scratch)
            run(python, "-m", "pip", "install", "--quiet", "matplotlib==3.*")
        study = Study(scratch / "study", options.enquiries, channels=CHANNELS, questions=options.questions, planned=True)
        study.run("lock")
        study.run("send", "--yes")
        fill(study.ledger)
        study.run("report")
        [page] = study.dir.rglob("report.html")
        peer = scratch / "peer.py"
        peer.write_text(PEER)
        (scratch / "drawn").mkdir()
        ours, theirs = [], []
        for _ in range(options.turns):
            ours.append(study.run("report"))
            theirs.append(json.loads(run(python, peer, page.parent, scratch / "drawn")))
        mine = min(ours, key=lambda child: child.wall)
        other = min(theirs, key=lambda one: one["draw"])
        sizes = [f"{file.name} {file.stat().st_size / 1e6:.1f} MB" for file in (page, page.with_suffix(".xlsx"))]
        rows = [
            ["", "seconds", "MB"],
            ["the whole report", f"{mine.wall:.2f}", f"{max(child.memory for child in ours) / 1e6:.0f}"],
            [f"matplotlib, {len(other['charts'])} charts", f"{other['draw']:.2f}", ""],
            ["matplotlib's import", f"{other['import']:.2f}", ""],
        ]
        show_table(rows)
        say("; ".join(sizes))
        ratio = mine.wall / other["draw"]
        say(f"the report takes {ratio:.2f} of the time that matplotlib draws: {', '.join(other['charts'])}")
    return 1 if ratio > 0.1 else 0


if __name__ == "__main__":
    sys.exit(main())
