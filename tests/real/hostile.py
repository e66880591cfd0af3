#!/usr/bin/env python3
"""Answers and names that try to break a report, in real Chromium.

    tests/real/hostile.py [--keep DIR]

A study whose companies, and whose companies' replies, are script, markup, styles, turned writing, words without end and
formulas. The program opens the ledger and writes the report; the replies are put into the ledger here, as a wave would
have left them. Then the page must run nothing and keep its layout, every figure must be derived, and CSV and workbook
must hold no formula. The product is the release build, or the program named by SHOPPER. Python 3.11's standard library
only, and what pages.py needs.
"""

import argparse
import csv
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import traceable
from study import SECTORS, Failure, Study, need_binary, past_wave, say

HERE = Path(__file__).resolve().parent
NAMES = [
    "<script>window.pwned1 = 1; document.title = 'PWNED'</script>",
    "=cmd|' /C calc'!A0",
    "\"><img src=x onerror='window.pwned2 = 1'>",
    "שלום \u202eמסעדה\u202c Ltd",
    "+31 20 @SUM(1+1)*cmd|' /C calc'!A0",
    "A" * 200,
    "株式会社とても長い名前のお店",
    "</title></style></main><style>body{display:none}</style>",
]
REPLIES = [
    "<script>window.pwned3 = 1; document.title = 'PWNED'</script>",
    "<img src=x onerror=\"window.pwned4 = 1\"> <svg onload='window.pwned5 = 1'>",
    "</blockquote></div></main></body></html><style>* { display: none !important }</style>",
    "javascript:window.pwned6=1 <a href=\"javascript:window.pwned7=1\">click</a> http://evil.example/?q=1",
    "<base href='http://127.0.0.1:9/'><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "\u202e\u2066\u200fIt takes 3 days\u202c, not 7.\u0000\u0007\ufffe",
    "W" * 1_000_000,
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\tTab first",
    "\rReturn first",
    "\n" * 20_000 + "It takes 3 days.",
    "{{ 7 * 7 }} {% for x in range(1000000000) %}x{% endfor %} { $n } %s ${7*7}",
    "a" + "\u0301" * 5_000 + " It takes three days.",
    "]]><![CDATA[ --> <!-- <!DOCTYPE html [<!ENTITY a 'b'>]>",
    "It takes 3 days. " * 60_000,
]


def write_study(folder):
    study = Study(folder, "hostile")
    study.init()
    opens, cut_off, patience = past_wave(timedelta(days=2), timedelta(days=20))
    server = {"host": "127.0.0.1", "port": 9, "security": "plain"}
    panel = [
        {
            "id": f"c{number:02}",
            "name": name,
            "sector": SECTORS[number % len(SECTORS)],
            "country": "GB",
            "language": "en",
            "email": f"care@company{number}.example",
        }
        for number, name in enumerate(NAMES, 1)
    ]
    study.write(
        smtp=server, imap=server | {"user": "nobody", "password.env": "NOBODY"}, mailboxes=["INBOX"],
        domain="shopper.example", panel=panel, questions={"email": 10}, opens=opens, cut_off=cut_off,
        patience=patience, seed=3, passwords={"NOBODY": "none"},
    )  # fmt: skip
    return study


def fill(ledger, sent_at):
    """Every enquiry sent and answered."""
    con = sqlite3.connect(ledger)
    rows = con.execute("SELECT id, token FROM enquiry ORDER BY id").fetchall()
    for number, (key, token) in enumerate(rows, 1):
        con.execute("DELETE FROM attempt WHERE enquiry = ?", (key,))
        for phase, transport, own, result, reply in (
            ("intent", "auto", f"{token}.1@shopper.example", None, None),
            ("outcome", None, None, "accepted", "250 2.0.0 Ok"),
        ):
            con.execute(
                "INSERT INTO attempt (enquiry, number, phase, at, transport, own_id, result, reply) VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
                (key, phase, sent_at, transport, own, result, reply),
            )
        at = sent_at + 600 * number
        text = REPLIES[number % len(REPLIES)]
        con.execute(
            "INSERT INTO inbound (id, sha256, account, mailbox, uid_validity, uid, internal_date, collected_at, size, raw) "
            "VALUES (?, ?, 'test', 'INBOX', 1, ?, ?, ?, 0, ?)",
            (number, number.to_bytes(32, "big"), number, at, at, b"x\x9c\x03\x00\x00\x00\x00\x01"),
        )
        con.execute(
            "INSERT INTO response (inbound, enquiry, candidates, tied_by, kind, rule, evidence, answered_at, time_source, "
            "date_header, skew_seconds, sender, subject, token, text, language, read_at) "
            "VALUES (?, ?, '[]', 'address_token', 'answer', 'test', '[]', ?, 'received', ?, 0, ?, ?, ?, ?, 'en', ?)",
            (number, key, at, at, "care@company.example", text[:100], token, text, at),
        )
    con.execute(
        "INSERT INTO cursor (account, mailbox, uid_validity, last_uid, at) VALUES ('test', 'INBOX', 1, ?, ?)",
        (len(rows), int(time.time())),
    )
    con.commit()
    con.close()
    return len(rows)


def inert(folder):
    """Cells of CSV tables that a spreadsheet would compute."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            csv.field_size_limit(10_000_000)
            for number, row in enumerate(csv.reader(file), 1):
                for cell in row:
                    is_number = cell.lstrip("-").replace(".", "", 1).isdigit()
                    if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number:
                        found.append(f"{path.name}, line {number}: {cell[:40]!r}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, help="where to leave pictures of the page")
    args = parser.parse_args()
    need_binary()
    wrong = []
    with tempfile.TemporaryDirectory(prefix="shopper-hostile-") as folder:
        study = write_study(folder)
        study.run("lock")
        study.run("send", "--yes", codes=(0, 1))
        answers = fill(study.dir / "shopper.db", int(time.time()) - 86_400)
        study.run("report")
        [page] = study.dir.glob("reports/**/report.html")
        report = page.parent
        size = page.stat().st_size
        say(f"{answers} hostile answers, report.html has {size:,} bytes")
        if size > 10_000_000:
            wrong.append(f"report.html has {size} bytes")
        if not any("pwned3" in p.read_text() for p in [page, *report.glob("answers/*.html")]):
            wrong.append("the answers are not in the report: nothing was tried")
        wrong += inert(report / "data")
        for name, found in traceable.check(report, say).items():
            wrong += [f"{name}: {line}" for line in found]
        command = [sys.executable, "-B", HERE / "pages.py", report, "--hostile"]
        if args.keep:
            command += ["--pictures", args.keep]
        if subprocess.run(command).returncode:
            wrong.append("the page does not hold in Chromium")
    for line in wrong[:30]:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"failed: {failure}")
