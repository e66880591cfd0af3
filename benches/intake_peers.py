"""Runs one Python peer over folders of mails; benches/intake.py calls it in the peers' own Python.

    intake_peers.py NAME SPEED_FOLDER FOLDER [TALON_SOURCE]

Prints JSON: what the peer makes of each mail of FOLDER (a reply text, or whether it is a bounce), and
how many of SPEED_FOLDER it reads in a second of its processor, from raw bytes.
"""

import email
import html
import json
import re
import sys
import time
import types
from pathlib import Path

NAME, SPEED, FOLDER = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
NOTHING = re.compile(r"(?is)<(style|script|head)\b.*?</\1>")
BREAK = re.compile(r"(?i)<br\s*/?>|</?(div|p|blockquote|hr|tr|td|table|li|ul)\b[^>]*>")


def html_text(text):
    text = BREAK.sub("\n", NOTHING.sub("", text))
    return html.unescape(re.sub(r"(?s)<[^>]*>", "", text)).replace("\xa0", " ")


def body(message):
    """The first plain part, else the first HTML part: (kind, text)."""
    for kind in ("plain", "html"):
        for part in message.walk():
            if part.get_content_type() == f"text/{kind}" and not part.get_filename():
                raw = part.get_payload(decode=True) or b""
                charset = part.get_content_charset() or "utf-8"
                try:
                    text = raw.decode(charset, "replace")
                except LookupError:
                    text = raw.decode("latin-1")
                return kind, text.replace("\r\n", "\n")
    return "plain", ""


def talon(with_signature):
    sys.path.insert(0, sys.argv[4])
    # Its machine learning is not needed for quotations, nor is its faster charset detection.
    sys.modules.setdefault(
        "cchardet", types.SimpleNamespace(detect=lambda _: {"encoding": "utf-8"})
    )
    import lxml.html.clean  # noqa: F401
    package = types.ModuleType("talon.signature")
    package.__path__ = [sys.argv[4] + "/talon/signature"]
    sys.modules["talon.signature"] = package
    from talon import quotations
    from talon.signature import bruteforce

    def read(kind, text):
        if kind == "html":
            reply = quotations.extract_from_html(text)
            return html_text(reply.decode() if isinstance(reply, bytes) else reply)
        reply = quotations.extract_from_plain(text)
        return bruteforce.extract_signature(reply)[0] if with_signature else reply

    return read


def quotequail():
    import quotequail

    def read(kind, text):
        quote = quotequail.quote if kind == "plain" else quotequail.quote_html
        reply = "".join(f"{part}\n" for own, part in quote(text, quote_intro_line=True) if own)
        return reply if kind == "plain" else html_text(reply)

    return read


def email_reply_parser():
    from email_reply_parser import EmailReplyParser

    return lambda kind, text: EmailReplyParser.parse_reply(html_text(text) if kind == "html" else text)


def mail_parser_reply():
    from mailparser_reply import EmailReplyParser

    parser = EmailReplyParser(languages=["en", "de", "fr", "nl"])
    return lambda kind, text: parser.parse_reply(text=html_text(text) if kind == "html" else text)


def flufl_bounce():
    from flufl.bounce import all_failures

    return lambda message: [bool(found) for found in all_failures(message)]


PEERS = {
    "talon": lambda: talon(False),
    "talon, signed": lambda: talon(True),
    "quotequail": quotequail,
    "email_reply_parser": email_reply_parser,
    "mail-parser-reply": mail_parser_reply,
}


def main():
    if NAME == "flufl.bounce":
        scan = flufl_bounce()

        def verdict(raw):
            return scan(email.message_from_bytes(raw))
    else:
        read = PEERS[NAME]()

        def verdict(raw):
            return read(*body(email.message_from_bytes(raw)))

    found, failed = {}, 0
    for file in sorted(FOLDER.iterdir()):
        try:
            found[file.name] = verdict(file.read_bytes())
        except Exception:
            # What breaks on a mail has not read it.
            failed += 1
            found[file.name] = None
    mails = [file.read_bytes() for file in sorted(SPEED.iterdir())]
    best = 0
    for _ in range(3):
        began, count = time.process_time(), 0
        while time.process_time() - began < 1:
            for raw in mails:
                try:
                    verdict(raw)
                except Exception:
                    failed += 1
            count += len(mails)
        best = max(best, count / (time.process_time() - began))
    json.dump({"found": found, "speed": best, "failed": failed}, sys.stdout)


main()
