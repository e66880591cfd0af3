#!/usr/bin/env python3
"""Planning, and scoring from the ledger to CSV, of 10,000 to 1,000,000 enquiries.

Printed: seconds and most memory of each, and the exponent of time over size (the slope of the
least-squares line through the logarithms): 1 is linear. The ledger is opened by the product and
filled here, as a wave of 58 % answers would have left it.
"""

import argparse
import math
import random
import sqlite3
import tempfile
import time
from pathlib import Path

from common import DOMAIN, Study, need_binary, say


def exponent(sizes, seconds):
    """Slope of the least-squares line through (log size, log seconds)."""
    xs, ys = [math.log(n) for n in sizes], [math.log(s) for s in seconds]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - mx) ** 2 for x in xs
    )


def fill(ledger, sent_at):
    """Every enquiry sent; of a hundred, 30 acknowledged, 58 answered, 3 bounced."""
    chance = random.Random(1)
    con = sqlite3.connect(ledger)
    con.execute("PRAGMA synchronous = OFF")
    rows = con.execute("SELECT id, token FROM enquiry ORDER BY id").fetchall()
    # The product has tried in vain to open its wave to a server that is not there.
    con.executemany(
        "INSERT INTO attempt (enquiry, number, phase, at, transport, own_id, result, reply) "
        "VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
        (
            row
            for key, token in rows
            for row in (
                (key, "intent", sent_at, "auto", f"{token}.1@{DOMAIN}", None, None),
                (key, "outcome", sent_at, None, None, "accepted", f"250 2.0.0 Ok: queued as {key:X}"),
            )
        ),
    )

    def replies():
        for key, token in rows:
            lot = chance.random()
            if lot < 0.03:
                yield key, token, "bounce_hard", 1
                continue
            if lot < 0.33:
                yield key, token, "acknowledgement", 60
            if chance.random() < 0.58:
                yield key, token, "answer", int(chance.lognormvariate(10, 1))

    number = 0
    inbounds, responses = [], []
    for key, token, kind, after in replies():
        number += 1
        at = sent_at + after
        inbounds.append(
            (number, number.to_bytes(32, "big"), "bench", "INBOX", 1, number, at, at, 0, b"x\x9c\x03\x00\x00\x00\x00\x01")
        )  # fmt: skip
        responses.append(
            (number, key, "[]", "address_token", kind, "bench", "[]", at, "received", at, 0,
             "care@company.example", "Re: Question", token, "It takes three days, and costs nothing. " * 4, "en", at)
        )  # fmt: skip
    con.executemany("INSERT INTO inbound VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", inbounds)
    con.executemany(
        "INSERT INTO response (inbound, enquiry, candidates, tied_by, kind, rule, evidence, answered_at, "
        "time_source, date_header, skew_seconds, sender, subject, token, text, language, read_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        responses,
    )
    con.execute(
        "INSERT INTO cursor (account, mailbox, uid_validity, last_uid, at) VALUES ('bench', 'INBOX', 1, ?, ?)",
        (number, int(time.time())),
    )
    con.commit()
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--turns", type=int, default=3, help="the fastest counts")
    options = parser.parse_args()
    need_binary()
    took = {"plan": [], "report": []}
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        say(f"{'enquiries':>10}  {'stage':<8}{'seconds':>8}{'cpu s':>8}{'MB':>7}")
        for size in options.sizes:
            # Port 9 has no server: the wave is opened and nothing is sent.
            study = Study(Path(folder) / str(size), size)
            study.run("lock")
            study.run("send", "--yes", codes=(0, 1))
            fill(study.ledger, int(time.time()) - 600)
            for stage, command in (("plan", ("plan", "--format", "csv")), ("report", ("report",))):
                turns = [study.run(*command) for _ in range(options.turns)]
                best = min(turns, key=lambda child: child.wall)
                memory = max(child.memory for child in turns) / 1e6
                took[stage].append(best.wall)
                say(f"{size:>10}  {stage:<8}{best.wall:>8.2f}{best.cpu:>8.2f}{memory:>7.0f}")
        for stage, seconds in took.items():
            if len(seconds) > 1:
                say(
                    f"{stage}: time grows as n^{exponent(options.sizes, seconds):.2f}, "
                    f"between the two largest as n^{exponent(options.sizes[-2:], seconds[-2:]):.2f}"
                )


if __name__ == "__main__":
    main()
