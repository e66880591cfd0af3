#!/usr/bin/env python3
"""Proves the test's own machinery without the product: Python's smtplib and imaplib take its place.

Every way in (plain, STARTTLS, implicit TLS; PLAIN, LOGIN, XOAUTH2) lets the right secret in and no
other; every behaviour of the scripted companies brings back what the truth says it does; and the
servers' times agree with their log.
"""

import base64
import email
import email.policy
import imaplib
import smtplib
import ssl
import sys
import time
from email.message import EmailMessage

import responder
import truth
from servers import MX, OFFSET, Servers, domain, login

NAME = "main"
BEHAVIOURS = [each for each in responder.BEHAVIOURS if each != "late"]
DOMAIN = domain(NAME)
LOGIN = login(NAME)
CHECKS = []


def check(what, holds):
    """One fact; all of them are counted, the first that does not hold ends the test."""
    if not holds:
        raise AssertionError(what)
    CHECKS.append(what)


def refused(action, *errors):
    """Whether an action fails in one of the expected ways."""
    try:
        action()
    except errors:
        return True
    return False


def submission(servers, way, context):
    """An SMTP connection, protected as `way` says, before the login."""
    port = servers.port[f"submit_{way}"]
    if way == "tls":
        return smtplib.SMTP_SSL("localhost", port, context=context, timeout=20)
    client = smtplib.SMTP("localhost", port, timeout=20)
    if way == "starttls":
        client.starttls(context=context)
    client.ehlo()
    return client


def mailbox(servers, way, context):
    """An IMAP connection, protected as `way` says, before the login."""
    if way == "tls":
        return imaplib.IMAP4_SSL("localhost", servers.port["imaps"], ssl_context=context, timeout=20)
    client = imaplib.IMAP4("localhost", servers.port["imap"], timeout=20)
    if way == "starttls":
        client.starttls(context)
    return client


def bearer(token):
    """What a client says to XOAUTH2."""
    return f"user={LOGIN}\1auth=Bearer {token}\1\1"


def smtp_login(client, mechanism, secret):
    client.user, client.password = LOGIN, secret
    if mechanism == "xoauth2":
        code, reply = client.docmd("AUTH", "XOAUTH2 " + base64.b64encode(bearer(secret).encode()).decode())
        if code == 334:
            code, reply = client.docmd("")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, reply)
    else:
        client.auth(mechanism, getattr(client, f"auth_{mechanism}"))


def imap_login(client, mechanism, secret):
    if mechanism == "xoauth2":
        # A refusal comes as a challenge that the client answers with nothing (RFC 7628, 3.2.3).
        answers = iter([bearer(secret).encode(), b""])
        client.authenticate("XOAUTH2", lambda _: next(answers))
    elif mechanism == "plain":
        client.authenticate("PLAIN", lambda _: f"\0{LOGIN}\0{secret}".encode())
    else:
        client.login(LOGIN, secret)


def ways_in(servers, context):
    for way in ("plain", "starttls", "tls"):
        for mechanism in ("plain", "login", "xoauth2"):
            good = servers.token(LOGIN) if mechanism == "xoauth2" else servers.password
            for connect, let_in, error in (
                (submission, smtp_login, smtplib.SMTPAuthenticationError),
                (mailbox, imap_login, imaplib.IMAP4.error),
            ):
                name = f"{connect.__name__} {way} {mechanism}"
                let_in(connect(servers, way, context), mechanism, good)
                check(f"{name}: the right secret", True)
                client = connect(servers, way, context)
                check(
                    f"{name}: a wrong secret",
                    refused(lambda: let_in(client, mechanism, good[:-4] + "AAAA"), error),
                )
    for way in ("starttls", "tls"):
        check(
            f"submission {way}: an unknown authority",
            refused(
                lambda: submission(servers, way, ssl.create_default_context()), ssl.SSLError
            ),
        )
    bare = smtplib.SMTP("localhost", servers.port["submit_starttls"], timeout=20)
    bare.ehlo()
    check("no login offered before STARTTLS", "auth" not in bare.esmtp_features)
    check(
        "no mail without login",
        submission(servers, "plain", context).docmd("MAIL FROM:<a@shop.test>")[0] == 250
        and refused(
            lambda: submission(servers, "plain", context).sendmail(
                "a@shop.test", ["b@company1.example"], "x"
            ),
            smtplib.SMTPRecipientsRefused,
        ),
    )


def flow(servers, context):
    parts = [
        responder.Part(
            to=f"care@company{number}.example",
            text=f"What are your {topic} hours, and do you charge £{number}?",
            behaviour=name,
            answer=f"We are open from 9:00 to 17:30; it costs €{number}.",
        )
        for number, name in enumerate(BEHAVIOURS, 1)
        for topic in ("opening", "delivery")
    ]
    dead = {"care@gone.example"}
    parts.append(responder.Part("care@gone.example", "Are you there?", "answer", "Yes."))
    with responder.Responder(
        parts, servers.port["responder"], servers.port["mx"], dead=dead, pause=1.5
    ) as companies:
        for number, part in enumerate(parts):
            way = ("plain", "starttls", "tls")[number % 3]
            message = EmailMessage()
            address = f"anna.reed+t{number:03}@{DOMAIN}"
            message["From"] = f"Anna Reed <{address}>"
            message["To"] = part.to
            message["Subject"] = "A question"
            message["Message-ID"] = f"<t{number:03}@{DOMAIN}>"
            message["Date"] = email.utils.localtime()
            message.set_content(f"Hello,\n\n{part.text}\n\nKind regards,\nAnna Reed\n")
            with submission(servers, way, context) as client:
                smtp_login(client, "plain", servers.password)
                client.send_message(message, address)
        alive = [p for p in parts if p.behaviour != "bounce" and p.to not in dead]
        companies.wait_for(lambda: all(p.arrivals for p in alive), what="delivery of the questions")
        companies.wait_until_idle()
        servers.wait_until_delivered()
        check("nothing came that is not in the script", not companies.strays)
        check("every question came once", all(len(p.arrivals) == 1 for p in alive))
        check("greylisting made Postfix come twice", all(p.refusals == 1 for p in parts if p.behaviour == "greylisted"))
    times = truth.arrivals(servers.maildir(NAME), servers.maillog, MX, OFFSET)
    for part in parts:
        row = truth.row(part, times, dead, None)
        name = f"{part.behaviour} of {part.to}"
        check(f"{name}: an answer has its time", bool(row["answered_at"]) == (row["disposition"] == "answered"))
        if part.behaviour.endswith("_then_answer"):
            check(f"{name}: acknowledged first", "" < row["acknowledged_at"] < row["answered_at"])
    return parts, times, dead


def delivered(servers, context, parts, times, dead):
    """What the mailbox holds, read by IMAP as the product will."""
    client = mailbox(servers, "tls", context)
    imap_login(client, "plain", servers.password)
    client.select("INBOX", readonly=True)
    _, found = client.search(None, "ALL")
    tokens, reports = {}, 0
    for number in found[0].split():
        _, data = client.fetch(number, "(INTERNALDATE BODY.PEEK[])")
        raw = data[0][1]
        message = email.message_from_bytes(raw, policy=email.policy.default)
        token = message["Delivered-To"].split("+")[1].split("@")[0]
        tokens.setdefault(token, []).append(message)
        reports += message.get_content_type() == "multipart/report"
        stamp = truth.stamped(email.message_from_bytes(raw), MX)[0]
        internal = time.mktime(imaplib.Internaldate2tuple(data[0][0]))
        check("INTERNALDATE is near Received", abs(stamp.timestamp() - internal) <= 5)
    for number, part in enumerate(parts):
        came = tokens.pop(f"t{number:03}", [])
        bounced = part.to in dead or part.behaviour in ("bounce", "bounce_later")
        check(
            f"{part.behaviour}: replies came to the address of their question",
            len(came) == (1 if bounced else len(part.replies)),
        )
        if bounced:
            check(f"{part.behaviour}: a report", came[0].get_content_type() == "multipart/report")
    check("no mail to unknown tokens", not tokens)
    check("a report for each bounce", reports == 6 - 1)
    client.select("Junk", readonly=True)
    client.logout()


def main():
    began = time.monotonic()
    with Servers() as servers:
        context = ssl.create_default_context(cafile=servers.ca)
        ways_in(servers, context)
        delivered(servers, context, *flow(servers, context))
        print(
            f"{len(CHECKS)} checks passed in {time.monotonic() - began:.1f} s, "
            f"the servers were up after {servers.startup_seconds:.1f} s"
        )


if __name__ == "__main__":
    sys.exit(main())
