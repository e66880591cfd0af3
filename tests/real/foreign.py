#!/usr/bin/env python3
"""Python's smtplib and imaplib against a running sandbox.

    foreign.py SMTP_PORT IMAP_PORT PASSWORD STUDY_DIR

Puts a question of its sector to every company that has an email address, reads what comes back, and
ends with status 1 and a message when anything differs from what must be. The sandbox must run fast (a
speed of 1000000), so that replies come within the seconds this waits.
"""

import argparse
import csv
import email
import email.policy
import email.utils
import imaplib
import pathlib
import re
import smtplib
import sys
import time
import tomllib

WAIT_SECONDS = 40
# At a speed of 1000000 the companies' longest pause, a weekend, takes a quarter of a second.
QUIET_SECONDS = 3


def need(condition, message):
    if not condition:
        sys.exit(f"foreign.py: {message}")


def tables(value):
    """Every table in a TOML document, outermost first."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from tables(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from tables(inner)


def first_wordings(folder):
    """A question of each sector: the first in its bank that has a text."""
    found = {}
    for file in sorted((folder / "questions").glob("*.toml")):
        bank = tomllib.loads(file.read_text("utf-8"))
        texts = (table["text"] for table in tables(bank["question"]) if isinstance(table.get("text"), str))
        found.setdefault(bank["bank"].get("sector"), next(texts))
    return found


def persona(folder):
    for table in tables(tomllib.loads((folder / "study.toml").read_text("utf-8"))):
        if "@" in str(table.get("email", "")) and "name" in table:
            return table["name"], table["email"]
    sys.exit("foreign.py: no persona in study.toml")


def companies(folder):
    with open(folder / "companies.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["email"]]


def check_smtp_rules(port, password, name):
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
        smtp.ehlo()
        for feature in ("pipelining", "8bitmime", "size", "auth"):
            need(smtp.has_extn(feature), f"EHLO does not offer {feature}")
        try:
            smtp.login("shopper", password + "x")
            sys.exit("foreign.py: a wrong password was taken")
        except smtplib.SMTPAuthenticationError as error:
            need(error.smtp_code == 535, f"a wrong password gives {error.smtp_code}, not 535")
    for mechanism in ("auth_plain", "auth_login"):
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
            smtp.ehlo()
            smtp.user, smtp.password = "shopper", password
            code, _ = smtp.auth(mechanism[5:].upper(), getattr(smtp, mechanism))
            need(code == 235, f"{mechanism} gives {code}")
            need(smtp.noop()[0] == 250 and smtp.rset()[0] == 250, "NOOP or RSET failed")
            need(smtp.mail(name)[0] == 250, "MAIL failed")
            need(smtp.rcpt("x@nowhere.invalid")[0] == 550, "an unknown domain is not refused by 550")


def send_all(port, password, shopper, panel, questions):
    """Returns the token of each company whose message was taken, and how many were not."""
    name, address = shopper
    local, domain = address.split("@")
    taken, refused, deferred = {}, 0, 0
    # Replies to an earlier run are not taken for replies to this one.
    run = time.time_ns()
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
        smtp.login("shopper", password)
        for company in panel:
            token = f"py{run}-{company['id']}"
            sender = f"{local}+{token}@{domain}"
            message = email.message.EmailMessage(policy=email.policy.SMTP)
            message["From"] = email.utils.formataddr((name, sender))
            message["To"] = company["email"]
            message["Subject"] = "A question"
            message["Message-ID"] = f"<{token}@{domain}>"
            text = questions[company["sector"]].replace("{company}", company["name"]).replace("{persona}", name)
            message.set_content(f"Hello,\n\n{text}\n\n.\nKind regards,\n{name}\n")
            try:
                smtp.send_message(message, sender, [company["email"]])
                taken[token] = company
            except smtplib.SMTPRecipientsRefused as error:
                (code, _), = error.recipients.values()
                need(code in (451, 550), f"{company['id']}: refused by {code}")
                refused += code == 550
                deferred += code == 451
        local_part = "nobody-here@" + panel[0]["email"].split("@")[1]
        smtp.mail(address)
        need(smtp.rcpt(local_part)[0] == 550, "an unknown mailbox is not refused by 550")
    need(taken, "no company took the message")
    return taken, refused, deferred


def open_imap(port, password):
    imap = imaplib.IMAP4("127.0.0.1", port, timeout=10)
    need("IDLE" in imap.capabilities, "IDLE is not offered")
    try:
        imap.login("shopper", password + "x")
        sys.exit("foreign.py: IMAP takes a wrong password")
    except imaplib.IMAP4.error:
        pass
    imap.login("shopper", password)
    return imap


def collect(imap, taken):
    """The messages of both mailboxes, once some are for our tokens and no more have come for a while."""
    until = time.monotonic() + WAIT_SECONDS
    tokens = [token.encode() for token in taken]
    previous, since = -1, time.monotonic()
    while True:
        found = []
        for mailbox in ("INBOX", "Junk"):
            status, data = imap.select(mailbox, readonly=True)
            need(status == "OK", f"SELECT {mailbox}: {data}")
            status, data = imap.uid("SEARCH", None, "ALL")
            need(status == "OK", f"SEARCH: {data}")
            uids = data[0].split()
            if uids:
                status, data = imap.uid("FETCH", b",".join(uids), "(INTERNALDATE RFC822.SIZE BODY.PEEK[])")
                need(status == "OK", f"FETCH: {data}")
                parts = [part for part in data if isinstance(part, tuple)]
                need(len(parts) == len(uids), f"{len(parts)} messages for {len(uids)} UIDs")
                found += parts
        ours = sum(any(token in raw for token in tokens) for _, raw in found)
        if ours != previous:
            previous, since = ours, time.monotonic()
        elif ours and time.monotonic() - since > QUIET_SECONDS:
            return found
        need(time.monotonic() < until, f"nothing settled within {WAIT_SECONDS} s; is the sandbox fast enough?")
        time.sleep(0.5)


def check_replies(found, taken, local):
    answers, bounces = 0, 0
    for head, raw in found:
        head = head.decode("ascii")
        size = int(re.search(r"RFC822\.SIZE (\d+)", head)[1])
        need(size == len(raw), f"RFC822.SIZE {size} for {len(raw)} bytes")
        message = email.message_from_bytes(raw, policy=email.policy.default)
        delivered = message["Delivered-To"]
        token = re.search(r"\+([^@]+)@", delivered or "")
        if not token or token[1] not in taken:
            continue
        need(delivered.startswith(local + "+"), f"Delivered-To: {delivered}")
        received = message.get_all("Received")
        stamped = email.utils.parsedate_to_datetime(received[0].rsplit(";", 1)[1].strip())
        internal = imaplib.Internaldate2tuple(head.encode("ascii"))
        need(stamped.timestamp() == time.mktime(internal), f"Received {stamped} but {head}")
        if message["Return-Path"] == "<>" and message.get_content_type() == "multipart/report":
            status = next(p for p in message.walk() if p.get_content_type() == "message/delivery-status")
            fields = {k.lower(): v for block in status.get_payload() for k, v in block.items()}
            need(fields["action"] == "failed" and fields["status"].startswith("5."), f"bounce: {fields}")
            bounces += 1
            continue
        body = message.get_body(("plain", "html"))
        need(body is not None, f"no readable body for {token[1]}")
        need(body.get_content().strip(), f"empty body for {token[1]}")
        need(not message.defects, f"{token[1]}: {message.defects}")
        answers += 1
    # Four of ten are silent or bounce.
    need(answers * 4 >= len(taken), f"only {answers} of {len(taken)} companies replied")
    return answers, bounces


def check_flags(imap):
    need(imap.select("INBOX")[0] == "OK", "SELECT")
    need(imap.store("1", "+FLAGS", r"(\Flagged)")[0] == "OK", "STORE")
    need(b"1" in imap.search(None, "FLAGGED")[1][0].split(), "SEARCH FLAGGED")
    need(imap.store("1", "-FLAGS", r"(\Flagged)")[0] == "OK", "STORE")
    need(b"1" not in imap.search(None, "FLAGGED")[1][0].split(), "SEARCH FLAGGED after taking it off")
    status, data = imap.status("INBOX", "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)")
    need(status == "OK" and b"UIDVALIDITY" in data[0], f"STATUS: {data}")
    need(imap.namespace()[0] == "OK", "NAMESPACE")
    names = [line.decode().rsplit(" ", 1)[1].strip('"') for line in imap.list()[1]]
    need({"INBOX", "Junk"} <= set(names), f"LIST: {names}")
    box = f"python-{time.time_ns()}"
    need(imap.create(box)[0] == "OK", "CREATE")
    need(imap.append(box, r"(\Seen)", None, b"Subject: kept\r\n\r\nbody\r\n")[0] == "OK", "APPEND")
    need(imap.select(box)[1] == [b"1"], "the appended message is not there")
    status, data = imap.fetch("1", "(FLAGS BODY[HEADER.FIELDS (SUBJECT)] BODY[TEXT]<1.3>)")
    texts = [part[1] for part in data if isinstance(part, tuple)]
    need(texts == [b"Subject: kept\r\n\r\n", b"ody"], f"FETCH of parts: {texts}")
    need(imap.store("1", "+FLAGS", r"(\Deleted)")[0] == "OK", "STORE")
    need(imap.expunge()[1] == [b"1"], "EXPUNGE")
    need(imap.close()[0] == "OK", "CLOSE")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("smtp", type=int)
    parser.add_argument("imap", type=int)
    parser.add_argument("password")
    parser.add_argument("study", type=pathlib.Path)
    options = parser.parse_args()
    shopper = persona(options.study)
    panel = companies(options.study)
    need(panel, "no company of the study has an email address")
    check_smtp_rules(options.smtp, options.password, shopper[1])
    taken, refused, deferred = send_all(options.smtp, options.password, shopper, panel, first_wordings(options.study))
    imap = open_imap(options.imap, options.password)
    found = collect(imap, taken)
    replies, bounces = check_replies(found, taken, shopper[1].split("@")[0])
    check_flags(imap)
    imap.logout()
    print(
        f"foreign.py: {len(taken)} taken, {refused} refused, {deferred} deferred; "
        f"{replies} replies and {bounces} bounces read and right"
    )


main()
