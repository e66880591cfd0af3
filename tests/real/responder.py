"""The companies behind the real mail servers: a scripted SMTP server that answers like they do.

Postfix delivers the panel's mail here. The script says what becomes of each question; the replies
go back through Postfix to the address that asked. Everything that arrived and everything that was
sent is written down, for the truth. Python 3.11's standard library only.
"""

import asyncio
import email
import email.message
import email.policy
import html
import smtplib
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, getaddresses

# What a company does with a question.
BEHAVIOURS = (
    "answer",
    "html_only",
    "windows_1252",
    "base64",
    "other_sender",
    "new_subject",
    "no_thread",
    "ack_then_answer",
    "away_then_answer",
    "greylisted",
    "wrong_date",
    "attachment",
    "twice",
    "wrong_answer",
    "late",
    "silent",
    "ack_only",
    "bounce",
    "bounce_later",
)


@dataclass
class Part:
    """One question to one company: how to know it, and what is done with it."""

    to: str
    text: str
    behaviour: str
    answer: str
    name: str = ""
    arrivals: list = field(default_factory=list)
    """Received header of Postfix, one an arrival: more than one is a question put twice."""
    replies: list = field(default_factory=list)
    """(message id, kind) of each reply; kind is `ack`, `answer` or `bounce`."""
    refusals: int = 0


def plain(text):
    """Text as it is compared: every run of white space is one space."""
    return " ".join(text.split())


def body_of(message):
    """The text of a message, whatever its type and charset."""
    part = message.get_body(("plain", "html"))
    return "" if part is None else part.get_content()


def fields(pairs):
    """A block of header fields, such as a delivery status is made of."""
    block = email.message.Message()
    for name, value in pairs.items():
        block[name] = value
    return block


class Responder:
    """Listens on a port of loopback, in a thread of its own, from `start` to `stop`."""

    def __init__(self, parts, port, relay_port, dead=(), pause=2.0, late=None):
        """`pause` is the seconds between two replies; `late` the moment after which `late` answers."""
        self.port, self.relay_port, self.pause, self.late = port, relay_port, pause, late
        self.by_address = {}
        for part in parts:
            self.by_address.setdefault(part.to.lower(), []).append(part)
        self.parts = list(parts)
        self.dead = {address.lower() for address in dead}
        self.strays = []
        self.errors = []
        self.pending = 0
        self.counter = 0
        self.connections = set()
        self.changed = threading.Condition()
        self.loop = None
        self.relay = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def start(self):
        ready = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(ready,), daemon=True)
        self.thread.start()
        if not ready.wait(10) or self.loop is None:
            raise RuntimeError("the responder did not start")
        return self

    def stop(self):
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join(10)

    def run(self, ready):
        async def serve():
            self.ended = asyncio.Event()
            # Replies leave one after the other, in the order in which they are due.
            self.outbox = asyncio.Queue()
            sender = asyncio.create_task(self.send_replies())
            server = await asyncio.start_server(
                self.converse, "127.0.0.1", self.port, limit=1 << 20
            )
            self.loop = asyncio.get_running_loop()
            ready.set()
            await self.ended.wait()
            server.close()
            sender.cancel()
            for task in self.connections:
                task.cancel()
            await asyncio.gather(sender, *self.connections, return_exceptions=True)

        try:
            asyncio.run(serve())
        finally:
            ready.set()

    # What the harness asks.

    def arrived(self):
        """How many questions have arrived, each counted as often as it came."""
        with self.changed:
            return sum(len(part.arrivals) for part in self.parts)

    def wait_for(self, test, seconds=60, what="the responder"):
        """Waits until `test()` holds; it is tried whenever something happened."""
        with self.changed:
            over = self.changed.wait_for(lambda: self.errors or test(), seconds)
            if self.errors:
                raise RuntimeError(f"the responder failed: {self.errors}")
            if not over:
                raise RuntimeError(f"{what}: not after {seconds} s")

    def wait_until_idle(self, seconds=60):
        """Waits until every reply that is due has been handed to Postfix."""
        self.wait_for(lambda: self.pending == 0, seconds, "replies are still to be sent")

    # The SMTP server (RFC 5321), as much of it as Postfix speaks.

    async def converse(self, reader, writer):
        task = asyncio.current_task()
        self.connections.add(task)
        try:
            await self.session(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        except Exception as error:  # noqa: BLE001 - a fault of the harness, told to whoever waits
            self.fail(f"in a session: {error!r}")
        finally:
            self.connections.discard(task)
            writer.close()

    async def session(self, reader, writer):
        async def say(*lines):
            for number, line in enumerate(lines, 1):
                code, text = line.split(" ", 1)
                writer.write(f"{code}{' ' if number == len(lines) else '-'}{text}\r\n".encode())
            await writer.drain()

        sender, recipients = None, []
        await say("220 companies.example ESMTP")
        while True:
            line = (await reader.readuntil(b"\n")).decode("latin-1").strip()
            verb = line.split(" ", 1)[0].upper()
            if verb in ("EHLO", "HELO"):
                await say("250 companies.example", "250 PIPELINING", "250 8BITMIME", "250 SIZE")
            elif verb == "MAIL":
                sender, recipients = line.split("<", 1)[1].split(">", 1)[0], []
                await say("250 2.1.0 go on")
            elif verb == "RCPT":
                address = line.split("<", 1)[1].split(">", 1)[0].lower()
                if address in self.dead:
                    self.refuse(self.by_address.get(address, ()))
                    await say(f"550 5.1.1 <{address}>: no such mailbox")
                else:
                    recipients.append(address)
                    await say("250 2.1.5 go on")
            elif verb == "DATA" and recipients:
                await say("354 end with a dot")
                lines = []
                while (data := await reader.readuntil(b"\n")) not in (b".\r\n", b".\n"):
                    lines.append(data[1:] if data.startswith(b".") else data)
                await say(self.take(sender, recipients, b"".join(lines)))
                sender, recipients = None, []
            elif verb == "DATA":
                await say("554 5.5.1 no valid recipients")
            elif verb == "RSET":
                sender, recipients = None, []
                await say("250 2.0.0 forgotten")
            elif verb == "QUIT":
                await say("221 2.0.0 bye")
                return
            else:
                await say("250 2.0.0 yes" if verb == "NOOP" else "502 5.5.2 what?")

    def refuse(self, parts):
        with self.changed:
            for part in parts:
                part.refusals += 1
            self.changed.notify_all()

    def take(self, sender, recipients, raw):
        """Decides on one message; returns the reply to DATA."""
        message = email.message_from_bytes(raw, policy=email.policy.default)
        text = plain(body_of(message))
        found = [
            part
            for address in recipients
            for part in self.by_address.get(address, ())
            if plain(part.text) in text
        ]
        if len(found) != 1:
            with self.changed:
                self.strays.append((sender, recipients, str(message["Subject"]), len(found)))
                self.changed.notify_all()
            return "250 2.0.0 taken"
        part = found[0]
        if part.behaviour == "greylisted" and part.refusals == 0:
            self.refuse([part])
            return "451 4.7.1 greylisted, come again"
        if part.behaviour == "bounce":
            self.refuse([part])
            return "554 5.2.2 mailbox full"
        replies = list(self.replies(part, sender, message))
        with self.changed:
            part.arrivals.append(str(message["Received"]))
            self.pending += len(replies)
            self.changed.notify_all()
        for delay, *reply in replies:
            self.loop.call_later(delay, self.outbox.put_nowait, (part, *reply))
        return "250 2.0.0 taken"

    # The replies.

    def replies(self, part, envelope_sender, question):
        """(delay, envelope sender, message, kind) of what a company sends back."""
        later = self.pause
        match part.behaviour:
            case "silent":
                return
            case "ack_only":
                yield 0, "", self.holding_reply(part, question), "ack"
            case "ack_then_answer":
                yield 0, "", self.holding_reply(part, question), "ack"
                yield later, part.to, self.answer(part, question), "answer"
            case "away_then_answer":
                yield 0, "", self.away(part, question), "ack"
                yield later, part.to, self.answer(part, question), "answer"
            case "bounce_later":
                yield later, "", self.report(part, envelope_sender, question), "bounce"
            case "twice":
                yield 0, part.to, self.answer(part, question), "answer"
                yield later, part.to, self.answer(part, question), "answer"
            case "late":
                left = (self.late - datetime.now(timezone.utc)).total_seconds()
                yield max(left, 0) + later, part.to, self.answer(part, question), "answer"
            case _:
                yield 0, part.to, self.answer(part, question), "answer"

    def reply(self, part, question, sender=None):
        """A reply without its body."""
        self.counter += 1
        sender = sender or part.to
        domain = sender.split("@")[1]
        message = email.message.EmailMessage(policy=email.policy.SMTP)
        message["From"] = f"{part.name or 'Customer Service'} <{sender}>"
        message["To"] = str(question["Reply-To"] or question["From"])
        message["Subject"] = f"Re: {question['Subject']}"
        message["Date"] = format_datetime(datetime.now(timezone.utc))
        message["Message-ID"] = f"<{self.counter}.{id(part):x}@{domain}>"
        message["In-Reply-To"] = str(question["Message-ID"])
        message["References"] = str(question["Message-ID"])
        return message

    def answer(self, part, question):
        name = part.behaviour
        sender = f"desk@{part.to.split('@')[1].split('.')[0]}-support.example"
        message = self.reply(part, question, sender if name == "other_sender" else None)
        if name in ("no_thread", "other_sender"):
            del message["In-Reply-To"]
            del message["References"]
        if name in ("new_subject", "other_sender"):
            del message["Subject"]
            message["Subject"] = f"[Ticket {self.counter:06}] Your request"
        if name == "wrong_date":
            del message["Date"]
            message["Date"] = format_datetime(datetime.now(timezone.utc) - timedelta(days=3))
        own = f"Dear customer,\n\n{part.answer}\n\nKind regards,\nJo Park\n"
        quoted = "".join(f"> {line}\n" for line in body_of(question).splitlines())
        asked = f"On {question['Date']}, {question['From']} wrote:\n{quoted}"
        match name:
            case "html_only":
                paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in own.split("\n\n"))
                message.set_content(
                    f"<html><body>{paragraphs}<blockquote>{html.escape(body_of(question))}"
                    "</blockquote></body></html>",
                    subtype="html",
                )
            case "windows_1252":
                message.set_content(
                    own.replace("Jo Park", "José Müller – café team, £ and €"),
                    charset="windows-1252",
                    cte="quoted-printable",
                )
            case "base64":
                message.set_content(own + asked, charset="utf-8", cte="base64")
            case "attachment":
                message.set_content(own)
                message.add_attachment(
                    b"%PDF-1.4 " + bytes(range(256)) * 4096,
                    maintype="application",
                    subtype="pdf",
                    filename="terms.pdf",
                )
            case "other_sender":
                message.set_content(own)
            case _:
                message.set_content(own + "\n" + asked)
        return message

    def holding_reply(self, part, question):
        message = self.reply(part, question)
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
        message.set_content(
            "Thank you for your message. We have received it and will reply within two working days.\n"
        )
        return message

    def away(self, part, question):
        message = self.reply(part, question)
        del message["Subject"]
        message["Subject"] = f"Automatic reply: {question['Subject']}"
        message["Auto-Submitted"] = "auto-replied"
        message.set_content("I am out of the office and will read your message when I am back.\n")
        return message

    def report(self, part, envelope_sender, question):
        """A delivery status notification (RFC 3464) made by the company's own server."""
        message = self.reply(part, question)
        for name in ("From", "To", "Subject", "In-Reply-To", "References"):
            del message[name]
        domain = part.to.split("@")[1]
        message["From"] = f"Mail Delivery System <MAILER-DAEMON@{domain}>"
        message["To"] = envelope_sender
        message["Subject"] = "Undelivered Mail Returned to Sender"
        message["Auto-Submitted"] = "auto-replied"
        text = email.message.EmailMessage()
        text.set_content(f"Your message to {part.to} could not be delivered.\n")
        status = email.message.Message()
        status["Content-Type"] = "message/delivery-status"
        status.set_payload(
            [
                fields({"Reporting-MTA": f"dns; mail.{domain}"}),
                fields(
                    {
                        "Final-Recipient": f"rfc822; {part.to}",
                        "Action": "failed",
                        "Status": "5.1.1",
                        "Diagnostic-Code": "smtp; 550 5.1.1 no such user",
                    }
                ),
            ]
        )
        headers = email.message.Message()
        headers["Content-Type"] = "text/rfc822-headers"
        headers.set_payload(
            "".join(
                f"{name}: {question[name]}\n" for name in ("From", "To", "Subject", "Message-ID")
            )
        )
        message["MIME-Version"] = "1.0"
        message["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="=_report"'
        message.set_payload([text, status, headers])
        return message

    async def send_replies(self):
        loop = asyncio.get_running_loop()
        while True:
            part, sender, message, kind = await self.outbox.get()
            try:
                await loop.run_in_executor(None, self.hand_over, sender, message)
            except Exception as error:  # noqa: BLE001 - a fault of the harness, told to whoever waits
                self.fail(f"reply {message['Message-ID']} ({part.behaviour}): {error!r}")
                continue
            with self.changed:
                part.replies.append((str(message["Message-ID"]), kind))
                self.pending -= 1
                self.changed.notify_all()

    def fail(self, why):
        with self.changed:
            self.errors.append(why)
            self.changed.notify_all()

    def hand_over(self, sender, message):
        recipient = getaddresses([str(message["To"])])[0][1]
        if self.relay is None:
            self.relay = smtplib.SMTP("127.0.0.1", self.relay_port, "companies.example")
        try:
            self.relay.sendmail(sender, [recipient], message.as_bytes())
        except (OSError, smtplib.SMTPException):
            self.relay = None
            raise
