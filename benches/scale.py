#!/usr/bin/env python3
"""Planning, and scoring from the ledger to the report, of 10,000 to 1,000,000 enquiries: 1,000 companies at the million,
250 questions to each on four channels, which is as many as a study may plan of companies that take 1,000 contacts.

Printed: seconds and most memory of each stage, and the exponent of time over size (the slope of the least-squares line
through the logarithms): 1 is linear. `code` is the first report, which codes every answer and keeps the codes; `report`
is the next one, which finds them kept, scores and writes; `score` is scoring alone, from the ledger to every number
about every company, sector and channel (benches/scale.rs; the league's replicates are in benches/league.py). Beside it
DuckDB (PyPI), which reads the same rows of the same file with its SQLite scanner and computes no more than counts, shares
and medians by company, sector and channel. A reply's codes stand in one row, from which DuckDB takes what it needs with
one regular expression, in less time than when each code was a row.

The ledger is opened by the product and filled here, as a wave of 58 % answers would have left it.
"""

import argparse
import json
import math
import random
import sqlite3
import tempfile
import zlib
from pathlib import Path

from common import DOMAIN, ROOT, Child, Study, need_binary, python_with, run, say

CHANNELS = ("email", "web-form", "web-search", "chat")
QUESTIONS = 250
# The newest whose extensions are on PyPI too.
DUCKDB = ("duckdb==1.5.5", "duckdb-extensions==1.5.5", "duckdb-extension-sqlite-scanner==1.5.5")
BUILD = ["cargo", "bench", "--locked", "--quiet", "--bench", "scale", "--no-run", "--message-format=json"]
GREETINGS = ("Dear Anna,", "Hello,", "Dear customer,", "Hi Anna,", "")
CLOSINGS = ("Kind regards,\nJane Smith\nCustomer care", "Best wishes\nThe team", "Yours sincerely\nTom", "")
ANSWERS = (
    "It takes {right} days.",
    "Thank you for your question. Number {n} takes {right} days, and costs nothing.",
    "We are sorry for the delay. You can expect number {n} within {right} days of your order.",
    "This usually takes {wrong} days.",
    "I have looked into this for you: it is done in {wrong} days at the latest.",
    "That depends on where you live. Please see https://www.company.example/help for more.",
    "Please call us on 0800 123 456, and we will be happy to help.",
)
RECEIPT = "Thank you for your message. We will come back to you within two working days."
# What the peer computes: of each enquiry whether it left, when its answer came, and whether that is coded right; then
# counts, shares and medians by company and channel, by sector and channel, and by channel.
PEER = """
import json, sys, time, duckdb, pathlib
ledger, companies, threads = sys.argv[1:]
began = time.perf_counter()
con = duckdb.connect()
con.execute(f"SET threads = {threads}")
import duckdb_extensions
duckdb_extensions.import_extension("sqlite_scanner", con=con)
con.execute(f"ATTACH '{ledger}' AS l (TYPE sqlite, READ_ONLY)")
con.execute(f"CREATE VIEW company AS SELECT row_number() OVER () - 1 AS place, id, sector FROM read_csv('{companies}')")
con.execute('''
CREATE TABLE wave AS
WITH sent AS (SELECT enquiry, min("at") AS began FROM l.attempt WHERE phase = 'outcome' AND result = 'accepted' GROUP BY enquiry),
     answer AS (SELECT enquiry, min(answered_at) AS came FROM l.response WHERE kind = 'answer' GROUP BY enquiry),
     known AS (SELECT enquiry, max(regexp_extract(codes, '(?:^| )c=([a-z_]+)', 1)) AS code FROM l.codes GROUP BY enquiry)
SELECT e.company, c.sector, e.channel, sent.began AS sent, (answer.came - sent.began) / 3600.0 AS hours, (known.code = 'correct')::INT AS correct
FROM l.enquiry e JOIN company c ON c.place = e.company
LEFT JOIN sent ON sent.enquiry = e.id LEFT JOIN answer ON answer.enquiry = e.id LEFT JOIN known ON known.enquiry = e.id
''')
rows = 0
for by in ("company", "sector", "TRUE"):
    rows += len(con.execute(f'''SELECT {by}, channel, count(*), count(sent), count(hours) / count(sent), avg(correct),
        median(hours) FROM wave GROUP BY GROUPING SETS (({by}, channel), ({by}))''').fetchall())
print(json.dumps({"seconds": time.perf_counter() - began, "rows": rows}))
"""


def exponent(sizes, seconds):
    """Slope of the least-squares line through (log size, log seconds)."""
    xs, ys = [math.log(n) for n in sizes], [math.log(s) for s in seconds]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)


def visit(company, found, chance):
    """What a visit to a site cost, and its record."""
    clicks, seconds = chance.randint(1, 6), chance.randint(5, 90) / 10
    record = {
        "site": f"https://company{company}.example/web-search", "query": "number days", "found": found,
        "found_by": "search" if found else None, "address": f"https://company{company}.example/help",
        "passage": "It takes some days.", "offered_first": found, "clicks": clicks, "pages": [],
        "bytes": 50_000, "seconds": seconds, "software": "", "ended": "found",
    }  # fmt: skip
    return clicks, seconds, zlib.compress(json.dumps(record).encode(), 1)


def fill(ledger):
    """Every enquiry sent when it is due; of a hundred, 30 acknowledged, 58 answered, 3 bounced."""
    chance = random.Random(1)
    con = sqlite3.connect(ledger)
    con.execute("PRAGMA synchronous = OFF")
    con.execute("PRAGMA cache_size = -200000")
    rows = con.execute("SELECT id, token, due_at, company, question, channel FROM enquiry ORDER BY id").fetchall()
    con.executemany(
        "INSERT INTO attempt (enquiry, number, phase, at, transport, own_id, result, reply) "
        "VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
        (
            row
            for key, token, due, *_ in rows
            for row in (
                (key, "intent", due, "auto", f"{token}.1@{DOMAIN}", None, None),
                (key, "outcome", due + 1, None, None, "accepted", f"250 2.0.0 Ok: queued as {key:X}"),
            )
        ),
    )

    def replies():
        for key, token, due, company, question, channel in rows:
            lot = chance.random()
            if lot < 0.03:
                yield key, token, "bounce_hard", due + 1, "The mailbox does not exist."
                continue
            if lot < 0.33:
                yield key, token, "acknowledgement", due + 60, RECEIPT
            if chance.random() < 0.58:
                text = chance.choice(ANSWERS).format(right=question, wrong=question + 2 + company % 3, n=question)
                text = f"{chance.choice(GREETINGS)}\n\n{text}\n\n{chance.choice(CLOSINGS)}".strip()
                yield key, token, "answer", due + int(chance.lognormvariate(10, 1)), text

    number = 0
    inbounds, responses = [], []

    def flush():
        con.executemany(
            "INSERT INTO inbound (id, sha256, account, mailbox, uid_validity, uid, internal_date, collected_at, size, raw) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            inbounds,
        )
        con.executemany(
            "INSERT INTO response (inbound, enquiry, candidates, tied_by, kind, rule, evidence, answered_at, "
            "time_source, date_header, skew_seconds, sender, subject, token, text, language, read_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            responses,
        )
        inbounds.clear()
        responses.clear()

    for key, token, kind, at, text in replies():
        number += 1
        inbounds.append(
            (number, number.to_bytes(32, "big"), "bench", "INBOX", 1, number, at, at, 0, b"x\x9c\x03\x00\x00\x00\x00\x01")
        )  # fmt: skip
        responses.append(
            (number, key, "[]", "address_token", kind, "bench", "[]", at, "received", at, 0,
             "care@company.example", "Re: Question", token, text, "en", at)
        )  # fmt: skip
        if len(inbounds) >= 10_000:
            flush()
    flush()
    visits = (
        (key, due, *visit(company, chance.random() < 0.6, chance))
        for key, _, due, company, _, channel in rows
        if channel == "web-search"
    )
    for number, (key, due, clicks, seconds, record) in enumerate(visits, 1):
        con.execute(
            "INSERT INTO exhibit (id, enquiry, number, kind, media_type, address, at, size, body) "
            "VALUES (?, ?, 1, 'record', 'application/json', '', ?, 10000, ?)",
            (number, key, due, record),
        )
        con.execute(
            "INSERT INTO effort (enquiry, exhibit, clicks, seconds) VALUES (?, ?, ?, ?)",
            (key, number, clicks, json.dumps(seconds)),
        )
    # Everything was looked at until long after the last answer.
    con.execute(
        "INSERT INTO cursor (account, mailbox, uid_validity, last_uid, at) SELECT 'bench', 'INBOX', 1, ?, max(due_at) + 9999999 "
        "FROM enquiry",
        (number,),
    )
    con.commit()
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()


def built():
    """The bench target, made when it is not there."""
    lines = map(json.loads, run(*BUILD, cwd=ROOT).splitlines())
    found = [line["executable"] for line in lines if line.get("executable") and line["target"]["name"] == "scale"]
    return found[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--turns", type=int, default=3, help="of all stages but the first report the fastest counts")
    parser.add_argument("--python", help="one that has DuckDB and its SQLite scanner")
    parser.add_argument("--program", help="the bench target `scale`, when it is built already")
    parser.add_argument("--keep", type=Path, help="leave the studies in this folder, and use those that are there")
    options = parser.parse_args()
    need_binary()
    took = {stage: [] for stage in ("plan", "code", "report", "score", "duckdb")}
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as scratch:
        folder = options.keep or Path(scratch)
        python = options.python
        if python is None:
            python = python_with(Path(scratch))
            run(python, "-m", "pip", "install", "--quiet", *DUCKDB)
        peer = Path(scratch) / "peer.py"
        peer.write_text(PEER)
        program = options.program or built()
        say(f"{'enquiries':>10}  {'stage':<8}{'seconds':>8}{'cpu s':>8}{'MB':>7}")
        for size in options.sizes:
            place = folder / str(size)
            kept = place.exists()
            study = Study(place, size, channels=CHANNELS, questions=QUESTIONS, planned=True, kept=kept)
            if not kept:
                study.run("lock")
                study.run("send", "--yes")
                fill(study.ledger)
            best = {}
            stages = {
                "plan": lambda: study.run("plan", "--format", "csv"),
                "code": lambda: study.run("report"),
                "report": lambda: study.run("report"),
                "score": lambda: Child([program, study.dir]),
                "duckdb": lambda: Child([python, peer, study.ledger, study.dir / "companies.csv", "2"]),
            }
            for stage, command in stages.items():
                if stage == "code" and kept:
                    continue
                turns = [command() for _ in range(1 if stage == "code" else options.turns)]
                fastest = best[stage] = min(turns, key=lambda child: child.wall)
                memory = max(child.memory for child in turns) / 1e6
                took[stage].append(fastest.wall)
                say(f"{size:>10}  {stage:<8}{fastest.wall:>8.2f}{fastest.cpu:>8.2f}{memory:>7.0f}")
            ours, peers = best["score"], best["duckdb"]
            say(
                f"{size:>10}  score takes {ours.wall / peers.wall:.1f} times DuckDB's time, "
                f"and {ours.cpu / peers.cpu:.1f} times its processors' time"
            )
        for stage, seconds in took.items():
            if len(seconds) == len(options.sizes) > 1:
                say(
                    f"{stage}: time grows as n^{exponent(options.sizes, seconds):.2f}, "
                    f"between the two largest as n^{exponent(options.sizes[-2:], seconds[-2:]):.2f}"
                )


if __name__ == "__main__":
    main()
