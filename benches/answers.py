#!/usr/bin/env python3
"""Answers coded by the rules: ours beside measures of similarity, over labelled corpora, and a million pairs.

Our own corpus is tests/answers/develop.jsonl. Two others are read where they are given: --policy FILE has JSON
lines {"lang", "question", "agree", "contradict", "non_answers"}, the latter three lists of texts; --evouna FILE
has {"question", "gold", "answers", "correct"}, the last a verdict (or null) on each answer. The peers are strsim and
rapidfuzz's token_set_ratio, which is fetched with pip into a folder that goes with it (--scratch DIR keeps it).

A figure is the area under the ROC curve (AUC) unless its name says otherwise. Our score is the number `right` of a reply
and `same` of a pair, which `shopper explain answers` prints too; in rows of "verdicts" it is code and confidence, so that what is
unsure stands in the middle. The others' is how unlike the texts are. The weights of our numbers were learnt on one half of
EVOUNA, by the hash of the question; both halves have rows.

    benches/answers.py [--policy FILE] [--evouna FILE] [--pairs N] [--channels N..] [--turns N]
                       [--scratch DIR]
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
from bisect import bisect_left, bisect_right
from pathlib import Path

from common import ROOT, median, python_with, run, say, show_table

BENCH = ["cargo", "bench", "--locked", "--quiet", "--bench", "answers", "--"]
PEER = ROOT / "benches" / "answers_peers.py"
# Of these the first has the largest value for what is most alike.
MEASURES = {"levenshtein": "Levenshtein", "dice": "Sorensen-Dice", "token_set": "token-set"}
TOOLS = ["shopper", *MEASURES.values()]
ANSWERS = ("answer", "partial")
# A reply that does not say it is not right, but nor does it say what is wrong.
WRONG = {"wrong": 1, "na": 0.5, "partly": -0.5, "correct": -1}
CONFLICT = {"contradict": 1, "agree": -1}
WANTED_CPU = 120


def auc(scores, labels):
    """How likely one that is has a larger score than one that is not; a tie counts half."""
    without = sorted(s for s, label in zip(scores, labels, strict=True) if not label)
    within = [s for s, label in zip(scores, labels, strict=True) if label]
    if not within or not without:
        return float("nan")
    wins = sum(bisect_left(without, s) + bisect_right(without, s) for s in within)
    return wins / (2 * len(within) * len(without))


class Found:
    """What of two lists of equal length is, and is found."""

    def __init__(self, found, labels):
        self.found, self.labels = sum(found), sum(labels)
        self.both = sum(f and label for f, label in zip(found, labels, strict=True))

    @property
    def precision(self):
        return self.both / max(self.found, 1)

    @property
    def recall(self):
        return self.both / max(self.labels, 1)

    @property
    def f1(self):
        return 2 * self.both / max(self.found + self.labels, 1)


def is_each(codes, code):
    return [c == code for c in codes]


def macro_f1(codes, labels):
    return sum(Found(is_each(codes, c), is_each(labels, c)).f1 for c in set(labels)) / len(set(labels))


def kappa(codes, labels):
    """Cohen's; a code that no label is, such as unsure, agrees with nothing."""
    n = len(labels)
    seen = sum(c == label for c, label in zip(codes, labels, strict=True)) / n
    chance = sum(codes.count(c) * labels.count(c) for c in set(labels)) / n**2
    return (seen - chance) / (1 - chance)


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def pairs_of(count):
    return [(a, b) for a in range(count) for b in range(a + 1, count)]


def unit(question, texts, pairs, right=(), **more):
    return {"question": question, "texts": texts, "pairs": pairs, "right": list(right)} | more


class Read:
    """What each tool made of units: `codes`, `scores` of `texts` and `pairs`, flat over all units."""

    def __init__(self, python, units):
        told = "".join(json.dumps(u) + "\n" for u in units)
        ours = list(map(json.loads, run(*BENCH, "verdicts", cwd=ROOT, stdin=told).splitlines()))
        found = run(python, PEER, "verdicts", stdin=told)
        for said, peer in zip(ours, map(json.loads, found.splitlines()), strict=True):
            said |= peer

        def flat(key):
            return [one for said in ours for one in said[key]]

        self.kinds = [code for code, _ in flat("kinds")]
        self.corrects = [code for code, _ in flat("corrects")]
        self.relations = [code for code, _ in flat("relations")]
        self.text_verdicts = {"shopper": [WRONG.get(c, 0) * sure for c, sure in flat("corrects")]}
        self.pair_verdicts = {"shopper": [CONFLICT.get(c, 0) * sure for c, sure in flat("relations")]}
        self.texts = {"shopper": [0 if right is None else -right for right in flat("rights")]}
        self.pairs = {"shopper": [-same for same in flat("sames")]}
        for key, name in MEASURES.items():
            self.texts[name] = [-near for said in ours for near in said[key][0]]
            self.pairs[name] = [-near for said in ours for near in said[key][1]]


class Table:
    """Rows of figures by tool, some with what was asked of ours."""

    def __init__(self):
        self.rows, self.fine = [["", "of", *TOOLS, "asked"]], True

    def row(self, name, of, cells, asked=None):
        short = asked is not None and not cells["shopper"] >= asked
        self.fine &= not short
        figures = [f"{cells[tool]:.3f}" if tool in cells else "-" for tool in TOOLS]
        wanted = "" if asked is None else f"{asked:.2f}" + (" (short)" if short else "")
        self.rows.append([name, str(of), *figures, wanted])

    def aucs(self, name, scores, labels, asked=None):
        """Of what has a label, where a label of None is none."""
        at = [n for n, label in enumerate(labels) if label is not None]
        known = [labels[n] for n in at]
        cells = {tool: auc([of[n] for n in at], known) for tool, of in scores.items()}
        self.row(f"{name}, AUC", f"{sum(known)}+{len(known) - sum(known)}", cells, asked)

    def conflicts(self, name, read, labels, asked=(None, None)):
        """Hard conflicts among what has a label."""
        known = [(c == "contradict", bool(label)) for c, label in zip(read.relations, labels, strict=True)
                 if label is not None]  # fmt: skip
        found = Found([f for f, _ in known], [label for _, label in known])
        self.row(f"{name}, precision", found.found, {"shopper": found.precision}, asked[0])
        self.row(f"{name}, recall", found.labels, {"shopper": found.recall}, asked[1])


def own_units(records):
    return [
        unit(r["question"], list(r["answers"].values()), pairs_of(len(r["answers"])),
             [r["reference"]] if "reference" in r else [], language=r["lang"], expects=r["expects"])
        for r in records
    ]  # fmt: skip


def own(table, python, records):
    """Our own corpus."""
    read = Read(python, own_units(records))
    kinds = [kind for r in records for kind in (r["kind"][channel] for channel in r["answers"])]
    known = ["reference" in r for r in records for _ in r["answers"]]
    corrects = [code for r in records for code in (r["correct"][channel] for channel in r["answers"])]
    relations = []
    for r in records:
        channels = list(r["answers"])
        relations += [r["relation"][f"{channels[a]}-{channels[b]}"] for a, b in pairs_of(len(channels))]
    opposed = [{"contradict": True, "agree": False}.get(relation) for relation in relations]
    table.aucs("ours: contradict or agree", read.pairs, opposed)
    table.aucs("ours: contradict or agree, verdicts", read.pair_verdicts, opposed)
    # A conflict between replies of which one says nothing is a false one.
    table.conflicts("ours: conflicts", read, is_each(relations, "contradict"))
    agree = Found(is_each(read.relations, "agree"), is_each(relations, "agree"))
    table.row("ours: agree, F1", agree.labels, {"shopper": agree.f1})
    table.row("ours: kind, macro F1", len(kinds), {"shopper": macro_f1(read.kinds, kinds)})
    codes, labels = zip(*((c, w) for c, w, k in zip(read.corrects, corrects, known, strict=True) if k), strict=True)
    table.row("ours: correct, kappa", len(labels), {"shopper": kappa(codes, labels)})
    table.aucs("ours: answer wrong", read.texts, [{"wrong": True, "correct": False}.get(c) for c in corrects])


def policy(table, python, records):
    """Statements that agree, that contradict those, and that say nothing."""
    pairs, opposed, alone, hollow = [], [], [], []
    for r in records:
        same, other, none = r["agree"], r["contradict"], r["non_answers"]
        both = [(same[a], same[b], False) for a, b in pairs_of(len(same))]
        both += [(a, b, True) for a in same for b in other]
        # They are no replies of one company, of which each is read beside the others.
        for a, b, label in both:
            pairs.append(unit(r["question"], [a, b], [(0, 1)], language=r["lang"]))
            opposed.append(label)
        alone += [unit(r["question"], [text], [], language=r["lang"]) for text in (*same, *other, *none)]
        hollow += [False] * (len(same) + len(other)) + [True] * len(none)
    read = Read(python, pairs)
    table.aucs("policy: contradict or agree", read.pairs, opposed, 0.93)
    table.aucs("policy: contradict or agree, verdicts", read.pair_verdicts, opposed)
    table.conflicts("policy: conflicts", read, opposed, (0.97, 0.75))
    found = Found([kind not in ANSWERS for kind in Read(python, alone).kinds], hollow)
    table.row("policy: non-answers, F1", found.labels, {"shopper": found.f1}, 0.95)


def is_learnt(question):
    """Whether the weights of `right` and `same` were learnt on a question's half."""
    return int(hashlib.sha256(question.encode()).hexdigest(), 16) % 2 == 0


def evouna(table, python, records):
    """Answers of five systems to what people searched for, each with a person's verdict."""
    for name, half in (("learnt half", True), ("held half", False)):
        units, wrong, differ = [], [], []
        for r in (r for r in records if is_learnt(r["question"]) == half):
            judged = [(text, right) for text, right in zip(r["answers"], r["correct"], strict=True)
                      if text is not None and right is not None]  # fmt: skip
            pairs = pairs_of(len(judged))
            wrong += [not right for _, right in judged]
            for a, b in pairs:
                # Two that are wrong may be so each in its own way.
                both_wrong = not judged[a][1] and not judged[b][1]
                differ.append(None if both_wrong else judged[a][1] != judged[b][1])
            units.append(unit(r["question"], [text for text, _ in judged], pairs, r["gold"]))
        read = Read(python, units)
        table.aucs(f"EVOUNA, {name}: answer wrong", read.texts, wrong, 0.97)
        table.aucs(f"EVOUNA, {name}: channels differ", read.pairs, differ, 0.92)
        wrongs = Found(is_each(read.corrects, "wrong"), wrong)
        table.row(f"EVOUNA, {name}: wrong, precision", wrongs.found, {"shopper": wrongs.precision})
        rights = Found(is_each(read.corrects, "correct"), [not w for w in wrong])
        table.row(f"EVOUNA, {name}: correct, precision", rights.found, {"shopper": rights.precision})
        table.row(f"EVOUNA, {name}: correct, recall", rights.labels, {"shopper": rights.recall})


def with_channels(units, channels):
    """The same questions with replies of so many channels, in which the texts come round again; no text meets itself."""
    if not channels:
        return units
    more = []
    for u in units:
        n = len(u["texts"])
        pairs = [(a, b) for a, b in pairs_of(channels) if (b - a) % n]
        more.append(u | {"texts": [u["texts"][at % n] for at in range(channels)], "pairs": pairs})
    return more


def speed(python, units, pairs, turns):
    """So many pairs, ours and the peer's in turns; whether all that was asked is so."""
    told = "".join(json.dumps(u) + "\n" for u in units)
    companies = -(-pairs // sum(len(u["pairs"]) for u in units))
    ours, peer = [], []
    counts = sorted({len(u["texts"]) for u in units})
    say(f"\n{len(units)} questions, {companies} companies, replies on {' or '.join(map(str, counts))} channels")
    rows = [["", "pairs", "replies", "seconds", "CPU s", "pairs/s", "pairs/CPU s", "load"]]

    def row(tool, said):
        rows.append([tool, f"{said['pairs']:,}", f"{said['replies']:,}" if "replies" in said else "-",
                     f"{said['seconds']:.1f}", f"{said['cpu']:.1f}", f"{said['pairs'] / said['seconds']:,.0f}",
                     f"{said['pairs'] / said['cpu']:,.0f}", f"{os.getloadavg()[0]:.1f}"])  # fmt: skip

    for _ in range(turns):
        ours.append(json.loads(run(*BENCH, "speed", companies, cwd=ROOT, stdin=told)))
        row("shopper", ours[-1])
        peer.append(json.loads(run(python, PEER, "speed", companies, stdin=told)))
        row("token-set", peer[-1])
    show_table(rows)
    hashes = {said["hash"] for said in ours}
    ratio = median([o["pairs"] / o["seconds"] * p["seconds"] / p["pairs"] for o, p in zip(ours, peer, strict=True)])
    cpu = median([said["cpu"] for said in ours])
    reading = median([said["reading"] for said in ours])
    each = reading * cpu / ours[0]["replies"] * 1e6, (1 - reading) * cpu / ours[0]["pairs"] * 1e6
    say(f"reading a reply takes {each[0]:.0f} us of CPU, {100 * reading:.1f} % of it all; a pair {each[1]:.2f} us")
    say(f"{cpu:.1f} s of CPU (asked: {WANTED_CPU} at most); {ratio:.2f} times the pairs a second of rapidfuzz "
        f"{peer[0]['version']} (asked: more than 1)")  # fmt: skip
    say(f"verdicts of {turns} runs: {'the same bytes' if len(hashes) == 1 else 'DIFFER'} ({', '.join(sorted(hashes))})")
    return cpu <= WANTED_CPU and ratio > 1 and len(hashes) == 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--policy", type=Path, help="a file of statements on policies")
    parser.add_argument("--evouna", type=Path, help="a file of answers with verdicts")
    parser.add_argument("--pairs", type=int, default=1_000_000, help="so many for the speed; 0 for none")
    parser.add_argument("--channels", type=int, nargs="+", default=[0, 20],
                        help="so many replies to a question for the speed; 0 for those of the corpus")  # fmt: skip
    parser.add_argument("--turns", type=int, default=2, help="so many times for the speed")
    parser.add_argument("--scratch", type=Path, help="keeps the peer there")
    options = parser.parse_args()
    records = lines(ROOT / "tests" / "answers" / "develop.jsonl")
    table, fine = Table(), True
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as temporary:
        scratch = (options.scratch or Path(temporary)).resolve()
        scratch.mkdir(parents=True, exist_ok=True)
        python = python_with(scratch)
        run(python, "-m", "pip", "install", "--quiet", "rapidfuzz", "numpy")
        own(table, python, records)
        for name, path, part in (("policy", options.policy, policy), ("evouna", options.evouna, evouna)):
            if path:
                part(table, python, lines(path))
            else:
                say(f"left out: --{name} FILE was not given")
        show_table(table.rows)
        if options.pairs:
            # As the corpus is, and where a reply meets many others.
            for channels in options.channels:
                units = with_channels(own_units(records), channels)
                fine &= speed(python, units, options.pairs, options.turns)
    sys.exit(0 if fine and table.fine else 1)


if __name__ == "__main__":
    main()
