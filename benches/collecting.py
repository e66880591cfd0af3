#!/usr/bin/env python3
"""Collecting a mailbox of 20,000 messages from Dovecot, against mbsync merely downloading it.

The product fetches, parses, ties and stores every message; mbsync writes files. Both begin with
nothing each turn. mbsync runs twice: as it is (it asks the disk to hold each file) and without.
"""

import argparse
import os
import shutil
import sqlite3
import tempfile
import time
from email.utils import format_datetime
from pathlib import Path

from common import DOMAIN, Child, Study, median, need_binary, say, spread
from sending import Sink
from servers import USER, Servers, free_ports, login
from study import now

REPLY = """\
Return-Path: <care@company{company}.example>
Delivered-To: anna.reed+{token}@{domain}
Received: from mx.shop.test ([127.0.0.1])
\tby mail.shop.test with LMTP id {number}
\tfor <anna.reed+{token}@{domain}>; {date}
Received: from companies.example (localhost [127.0.0.1])
\tby mx.shop.test (Postfix) with ESMTP id 4R{number:08X}
\tfor <anna.reed+{token}@{domain}>; {date}
From: Customer Service <care@company{company}.example>
To: Anna Reed <anna.reed+{token}@{domain}>
Subject: Re: Question
Date: {date}
Message-ID: <{number}.reply@company{company}.example>
In-Reply-To: <{token}.1@{domain}>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Dear customer,

It takes {days} days. You will find more about it on our pages, and if
anything is still unclear, simply reply to this message; we are glad to
help and there is somebody at this desk from Monday to Saturday.

Kind regards,
Jo Park

On {date}, Anna Reed wrote:
{quote}
"""
QUOTE = "\n".join(f"> line {n} of the question as it was asked, with a few words more" for n in range(20))


def fill(maildir, tokens):
    """Writes a reply to each token as a file of the Maildir."""
    date = format_datetime(now())
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True, exist_ok=True)
    size = 0
    for number, token in enumerate(tokens):
        text = REPLY.format(
            company=number // 10, token=token, domain=DOMAIN, number=number, date=date,
            days=number % 30, quote=QUOTE,
        ).encode()  # fmt: skip
        size += len(text)
        (maildir / "cur" / f"{int(time.time())}.{number:06}.bench:2,").write_bytes(text)
    return size // len(tokens)


def mbsync(folder, servers, sync):
    """A fresh download of the mailbox."""
    target = folder / "mbsync"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    config = folder / "mbsyncrc"
    config.write_text(
        f"""FSync {"yes" if sync else "no"}
IMAPAccount bench
Host 127.0.0.1
Port {servers.port["imap"]}
User {login("bench")}
Pass {servers.password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account bench

MaildirStore near
Path {target}/
Inbox {target}/INBOX
SubFolders Verbatim

Channel bench
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
"""
    )
    done = Child(["mbsync", "-q", "-c", config, "bench"])
    got = sum(1 for _ in (target / "INBOX" / "cur").iterdir()) + sum(
        1 for _ in (target / "INBOX" / "new").iterdir()
    )
    return done, got


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=20_000, help="messages in the mailbox")
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    need_binary()
    if not shutil.which("mbsync"):
        raise SystemExit("mbsync is not there: apt-get install isync")
    with Servers(only_dovecot=True) as servers:
        folder = servers.dir / "bench"
        folder.mkdir()
        [port] = free_ports(1)
        study = Study(folder / "study", options.count, smtp_port=port,
                      imap_port=servers.port["imap"], imap_user=login("bench"))  # fmt: skip
        study.env["IMAP_PASSWORD"] = servers.password
        study.run("lock")
        with Sink(port):
            study.run("send", "--yes")
        with sqlite3.connect(study.ledger) as ledger:
            tokens = [token for (token,) in ledger.execute("SELECT token FROM enquiry ORDER BY id")]
            ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = fill(servers.maildir("bench"), tokens)
        for root, folders, files in os.walk(servers.dir / "dovecot" / "mail"):
            for name in (".", *folders, *files):
                shutil.chown(os.path.join(root, name), USER, USER)
        fresh = folder / "sent.db"
        shutil.copy(study.ledger, fresh)
        # Dovecot builds its index on the first visit; that is nobody's time here.
        _, got = mbsync(folder, servers, sync=False)
        say(f"collecting {got} messages of {size} bytes")
        ours, durable, loose = [], [], []
        for _ in range(options.turns):
            for name in ("shopper.db", "shopper.db-wal", "shopper.db-shm"):
                (study.dir / name).unlink(missing_ok=True)
            shutil.copy(fresh, study.ledger)
            ours.append(study.run("collect").wall)
            with sqlite3.connect(study.ledger) as ledger:
                [(stored, tied)] = ledger.execute(
                    "SELECT (SELECT count(*) FROM inbound), "
                    "(SELECT count(*) FROM response WHERE enquiry IS NOT NULL)"
                )
            if (stored, tied) != (options.count, options.count):
                raise SystemExit(f"{stored} stored and {tied} tied of {options.count}")
            durable.append(mbsync(folder, servers, sync=True)[0].wall)
            loose.append(mbsync(folder, servers, sync=False)[0].wall)
        say(f"mbsync              {spread(durable)} s")
        say(f"mbsync, no fsync    {spread(loose)} s")
        say(
            f"shopper             {spread(ours)} s, {median(durable) / median(ours):.2f} times as fast as "
            f"mbsync (wanted: 1.00), {median(loose) / median(ours):.2f} times without fsync"
        )


if __name__ == "__main__":
    main()
