#!/usr/bin/env python3
"""A wave on the web of others' making: contact forms, knowledge bases and chats equal the truth.

django-helpdesk from PyPI takes the forms, answers by mail through Postfix and Dovecot, and holds the
knowledge bases; deep-chat from npm is the chat, in real Chromium. A script plays staff and chat bots, and
the truth comes from the helpdesks' databases, the mailbox and the script's own notes. The product (release
build, or the program named by SHOPPER) is driven by its command line alone. Python 3.11's standard
library only.
"""

import argparse
import json
import random
import re
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from email.utils import getaddresses

import shops
import truth
from chat import Chats, Front, Talk
from desk import Helpdesk, packages
from responder import plain
from servers import MX, OFFSET, Servers, domain, free_ports, login, wait_for_port
from study import PERSONAS, Failure, Study, moment, need_binary, now, past_wave, say
from wave import PASSED, check

SHOPS = {
    "harbour": shops.HARBOUR,
    "meadow": shops.MEADOW,
    "northgate": shops.NORTHGATE,
    "quarry": shops.QUARRY,
}
SECTOR = "fashion retail"
# So many are asked of each company, by channel.
QUESTIONS = {"web-form": 5, "web-search": 10, "chat": 5}
TABLES = """
[channels.web-search]
pause = "1s"

[channels.chat]
patience = "8s"
"""
# What a person at the helpdesk does with a ticket.
REPLIES = ("answer", "silent", "resolve", "hold_then_answer", "note", "wrong_answer", "hold")
HOLD = "Thank you for your patience. We are looking into this and will come back to you."
NOTE = "Customer asks the usual, see the list of answers."
# What a chat does with a question, by company.
SAYS = {
    "harbour": ("answer", "silent", "later_then_answer", "wrong_answer", "call"),
    "meadow": ("agent", "later", "answer", "silent", "agent"),
}
# Between what a script does and when the product may have seen it.
SEEN = timedelta(seconds=15)


def exactly(time):
    """A moment that a server stamped."""
    return (time, time)


def about(time):
    """A moment that the product saw by its own clock."""
    return (time.replace(microsecond=0), time + SEEN)


class Market:
    """The companies with their sites, and the study that asks them."""

    def __init__(self, servers, folder, stack):
        self.servers = servers
        self.study = Study(folder, "web")
        self.study.init()
        self.bank = {key: q for key, q in self.study.questions().items() if key in shops.ABOUT}
        cached = packages()
        *ports, chat_port = free_ports(len(SHOPS) + 1)
        self.desks = {}
        for (name, shop), port in zip(SHOPS.items(), ports, strict=True):
            furniture = shops.furniture(shop, f"care@{name}.example", self.bank)
            desk = Helpdesk(cached, folder / f"desk-{name}", furniture, port, servers.port["mx"])
            self.desks[name] = stack.enter_context(desk)
        bundle = cached / "node_modules" / "deep-chat" / "dist" / "deepChat.bundle.js"
        fronts = [
            Front("harbour", SHOPS["harbour"]["name"], socket=False),
            Front("meadow", SHOPS["meadow"]["name"], socket=True, launcher="Chat with us"),
        ]
        self.chats = stack.enter_context(Chats(bundle, chat_port, fronts))
        wait_for_port(chat_port)
        self.opens, self.cut_off, self.patience = past_wave(timedelta(days=1))
        self.seed = 7
        self.plan()

    def panel(self):
        """Where each company is asked: on pages of different kinds."""
        desk, chats = self.desks, self.chats
        points = {
            # The form on a page of its own, the knowledge base below the site's root, an open chat.
            "harbour": {
                "web_form": desk["harbour"].address("tickets/submit/"),
                "web_search": desk["harbour"].address("kb/"),
                "chat": chats.address("harbour"),
            },
            # The home page, with other forms beside; a chat behind a button.
            "meadow": {
                "web_form": desk["meadow"].address(),
                "web_search": desk["meadow"].address(),
                "chat": chats.address("meadow"),
            },
            # Customers must log in; there is no page where the chat should be.
            "northgate": {
                "web_form": desk["northgate"].address("tickets/submit/"),
                "chat": chats.address("northgate"),
            },
            # A form made for a frame; one of its fields is pinned.
            "quarry": {
                "web_form": desk["quarry"].address("tickets/submit_iframe/"),
                "web_form_pins": SHOPS["quarry"]["pins"],
            },
        }
        return [
            {"id": key, "name": shop["name"], "sector": SECTOR, "country": "GB", "language": "en", **points[key]}
            for key, shop in SHOPS.items()
        ]

    def plan(self):
        """Writes the study so that everything in it is due already."""
        password = self.servers.password
        account = {"host": "127.0.0.1", "security": "plain", "user": login("web"), "password.env": "MAIL_PASSWORD"}
        while True:
            self.study.write(
                smtp={**account, "port": self.servers.port["submit_plain"]},
                imap={**account, "port": self.servers.port["imap"]},
                mailboxes=["INBOX"],
                domain=domain("web"),
                panel=self.panel(),
                questions=QUESTIONS,
                opens=self.opens,
                cut_off=self.cut_off,
                patience=self.patience,
                seed=self.seed,
                passwords={"MAIL_PASSWORD": password},
                more=TABLES,
            )
            self.enquiries = self.study.plan()
            dues = [moment(e["due_at"] or "") for e in self.enquiries]
            if all(due is None or due <= now() for due in dues):
                break
            self.seed += 1
        check("the plan crosses panel and questions", len(self.enquiries) == len(SHOPS) * sum(QUESTIONS.values()),
              str(len(self.enquiries)))  # fmt: skip
        chance = random.Random(7)
        self.cases = {}
        counts = {}
        for enquiry in self.enquiries:
            if enquiry["contact_point"]:
                case = Case(enquiry, self.bank[enquiry["question_id"]])
                nth = counts[case.place] = counts.get(case.place, -1) + 1
                case.choose(nth, chance)
                self.cases[case.id] = case
        self.chats.talks = [case.talk for case in self.cases.values() if case.talk is not None]

    def on(self, channel, *companies):
        """The cases of a channel, of all companies or of some."""
        return [
            c for c in self.cases.values() if c.channel == channel and (not companies or c.company in companies)
        ]


class Case:
    """One enquiry that can be put: what is asked, and what becomes of it."""

    def __init__(self, enquiry, question):
        self.id, self.channel, self.company = enquiry["enquiry_id"], enquiry["channel"], enquiry["company_id"]
        self.place = (self.company, self.channel)
        self.question, self.persona = question, enquiry["persona"]
        [wording] = [w for w in question["wording"] if w["id"] == enquiry["wording"]]
        self.subject, self.text = (self.filled(wording[key]) for key in ("subject", "text"))
        self.ticket = self.talk = None
        # What becomes of it: (earliest, latest) of each time, None for never.
        self.disposition, self.acknowledged, self.answered, self.correct = "not_sent", None, None, ""

    def filled(self, text):
        for place, filling in (("company", SHOPS[self.company]["name"]), ("persona", PERSONAS[self.persona])):
            text = text.replace(f"{{{place}}}", filling)
        return text

    def answer(self):
        """What is answered."""
        return self.question["rejected"][0] if self.behaviour == "wrong_answer" else self.question["reference"]

    def choose(self, nth, chance):
        """What the company does with it."""
        if self.channel == "web-form":
            self.behaviour = REPLIES[(nth + 3 * list(SHOPS).index(self.company)) % len(REPLIES)]
        elif self.channel == "chat" and self.company in SAYS:
            self.behaviour = SAYS[self.company][nth % len(SAYS[self.company])]
            self.talk = Talk(self.company, self.text, self.behaviour, self.answer())
        else:
            self.behaviour = ""

    def is_answered(self, times, right=True):
        """That it is, and when, and whether rightly."""
        self.disposition, self.answered, self.correct = "answered", times, "yes" if right else "no"


# Forms and tickets.


def tickets(market):
    """Exactly one ticket for each form, with everything in it as it should be."""
    addresses = []
    for name, desk in market.desks.items():
        expected = [] if name == "northgate" else market.on("web-form", name)
        left = desk.tickets()
        for case in expected:
            found = [t for t in left if plain(case.text) in plain(t["body"])]
            check(f"{case.id}: one ticket", len(found) == 1, f"{len(found)} tickets; {[t['title'] for t in left]}")
            case.ticket = found[0]
            left.remove(found[0])
            inspect(case)
            addresses.append(case.ticket["from"])
        check(f"{name}: no other ticket", not left, str(left))
    check("each ticket has an address of its own", len(addresses) == len(set(addresses)))
    say(f"  {len(addresses)} forms, each of them one ticket as it should be")


def inspect(case):
    """What a ticket holds."""
    ticket, shop, person = case.ticket, SHOPS[case.company], PERSONAS[case.persona]
    check(f"{case.id}: the title is the subject", ticket["title"] == case.subject,
          f"{ticket['title']!r}, not {case.subject!r}")  # fmt: skip
    body = [line.strip() for line in ticket["body"].strip().splitlines()]
    check(f"{case.id}: the message is whole", case.text in "\n".join(body) and body[-1] == person and body[0] != case.text,
          repr(ticket["body"]))  # fmt: skip
    local = person.lower().replace(" ", ".")
    address = rf"{local}\+[a-z0-9]{{10}}@{domain('web')}"
    check(f"{case.id}: the persona's address with a token", re.fullmatch(address, ticket["from"]), ticket["from"])
    queue = shop["queues"][ticket["queue"]]
    check(f"{case.id}: a sensible queue", queue in shops.ABOUT[case.question["id"]],
          f"{ticket['queue']!r} for {case.subject!r}")  # fmt: skip
    check(f"{case.id}: no file, no urgency", (ticket["files"], ticket["priority"]) == (0, 3), str(ticket))
    wanted = {"your-name": person, "privacy": "True", "purchase": "2026-01-05"}
    fields = {field["name"]: wanted[field["name"]] for field in shop["fields"]}
    check(f"{case.id}: the company's own fields", ticket["fields"] == fields, f"{ticket['fields']}, not {fields}")


def work(market):
    """The staff answer, some at once, some after a holding reply, some never."""
    first, then = {}, {}
    for case in market.on("web-form"):
        if case.ticket is None:
            continue
        reply = {"id": case.ticket["id"], "comment": case.answer(), "public": True, "resolved": False}
        desk = first.setdefault(case.company, [])
        match case.behaviour:
            case "answer" | "wrong_answer":
                desk.append(reply)
            case "resolve":
                desk.append({**reply, "resolved": True})
            case "hold":
                desk.append({**reply, "comment": HOLD})
            case "hold_then_answer":
                desk.append({**reply, "comment": HOLD})
                then.setdefault(case.company, []).append(reply)
            case "note":
                desk.append({**reply, "comment": NOTE, "public": False})
    for replies in (first, then):
        # Another second, so that what comes later is later by the stamps.
        time.sleep(1.1)
        for name, some in replies.items():
            market.desks[name].answer(some)
    market.servers.wait_until_delivered()


def mails(market):
    """(time, subject, text) of what came to each address, in order, by Dovecot and Postfix."""
    maildir = market.servers.maildir("web")
    times = truth.arrivals(maildir, market.servers.maillog, MX, OFFSET)
    found = {}
    for message in truth.messages(maildir):
        [(_, address)] = getaddresses([message["To"]])
        subject = str(make_header(decode_header(message["Subject"])))
        text = message.get_payload(0).get_payload(decode=True).decode()
        found.setdefault(address, []).append((times[message["Message-ID"].strip()], subject, text))
    return {address: sorted(each) for address, each in found.items()}


def forms_truth(market):
    """What became of the forms, from the mailbox."""
    came = mails(market)
    for case in market.on("web-form"):
        if case.ticket is None:
            continue
        case.disposition = "silent"
        if SHOPS[case.company].get("thanks"):
            # The page behind the form says so at once.
            case.acknowledged = about(datetime.fromisoformat(case.ticket["created"]))
            case.disposition = "acknowledged"
        for at, subject, text in came.pop(case.ticket["from"], []):
            check(f"{case.id}: the mail is about its ticket", case.ticket["number"] in subject, subject)
            if plain(case.answer()) in plain(text):
                case.is_answered(exactly(at), case.behaviour != "wrong_answer")
            elif case.acknowledged is None:
                case.acknowledged = exactly(at)
                case.disposition = "acknowledged"
        script = case.behaviour not in ("hold", "silent", "note")
        check(f"{case.id}: the staff did what the script says", (case.answered is not None) == script, case.behaviour)
    check("no mail to anybody else", not came, str(list(came)))


# Knowledge bases and chats.


def searches_truth(market, began, ended):
    """What stands in the knowledge bases is found, and nothing else."""
    for case in market.on("web-search"):
        shop = SHOPS[case.company]
        case.disposition = "silent"
        if case.question["id"] in shops.answered(shop):
            case.is_answered((began, ended), case.question["id"] not in shop.get("wrong", ()))


def chats_truth(market):
    """What was said in the chats."""
    check("chats: nothing was typed that was not to be asked", not market.chats.strays, str(market.chats.strays))
    for case in market.on("chat"):
        talk = case.talk
        if talk is None:
            # There is no such page.
            case.disposition = "undeliverable"
            continue
        check(f"{case.id}: asked once", len(talk.asked) == 1, f"{len(talk.asked)} times")
        case.disposition = "silent"
        for at, role, text in talk.said:
            if text == talk.answer:
                case.is_answered(about(at), case.behaviour != "wrong_answer")
            elif case.behaviour == "call":
                case.disposition = "redirected"
            elif role != "system" and case.acknowledged is None:
                # What the chat's software says, a place in the queue, is nobody's word.
                case.acknowledged = about(at)
                case.disposition = "acknowledged"


# The report.


def differences(said, case):
    """Where a row of enquiries.csv is not the truth."""
    if said["offered"] != "true":
        yield f"offered is {said['offered']}"
    disposition = said["disposition"]
    # Coding may refine an answer; then it must be right about it.
    if disposition in ("correct", "wrong"):
        disposition = "answered"
        if said["disposition"] != ("wrong" if case.correct == "no" else "correct"):
            yield f"coded {said['disposition']}, in truth correct is {case.correct}"
    if disposition == "in_doubt" and case.disposition == "silent" and not SHOPS[case.company].get("acknowledges"):
        # Neither page nor mail said that it was taken: then nobody can know, and nobody is asked again.
        disposition = "silent"
    if disposition != case.disposition:
        yield f"disposition is {said['disposition']}, in truth {case.disposition} ({case.behaviour})"
    for column, truly in (("acknowledged_at", case.acknowledged), ("answered_at", case.answered)):
        at = moment(said[column])
        if (at is None) != (truly is None) or (at is not None and not truly[0] <= at <= truly[1]):
            yield f"{column} is {said[column]!r}, in truth {truly and [truth.utc(t) for t in truly]} ({case.behaviour})"


# A search is no exact thing: of twenty so many may miss what stands there, of eight, or take something else for it;
# each shows in disposition and time. Which wordings are asked depends on the day.
MISSED = 5


def is_missed(line):
    """Whether a difference is about what a search found."""
    return ".web-search: " in line and ("disposition is " in line or "answered_at is " in line)


def compare(market):
    """Holds the report against the truth."""
    market.study.run("report")
    report = {row["enquiry_id"]: row for row in market.study.table("enquiries")}
    wrong = []
    for enquiry in market.enquiries:
        row, case = report.pop(enquiry["enquiry_id"], None), market.cases.get(enquiry["enquiry_id"])
        if row is None:
            wrong.append(f"{enquiry['enquiry_id']}: not in enquiries.csv")
        elif case is None:
            if row["disposition"] != "not_offered":
                wrong.append(f"{enquiry['enquiry_id']}: {row['disposition']}, but there is no address")
        else:
            wrong += [f"{case.id}: {line}" for line in differences(row, case)]
    wrong += [f"{name}: in enquiries.csv, but never planned" for name in report]
    missed = [line for line in wrong if is_missed(line)]
    check("searches: most found what stands there, and nothing where nothing does", len(missed) <= 2 * MISSED,
          "\n  ".join(missed))  # fmt: skip
    wrong = [line for line in wrong if not is_missed(line)]
    if missed:
        say("  found otherwise than it stands there:\n    " + "\n    ".join(missed))
    check("but for these, the report equals the truth", not wrong, f"{len(wrong)} differences\n  " + "\n  ".join(wrong))
    for channel in QUESTIONS:
        counts = {}
        for case in market.on(channel):
            counts[case.disposition] = counts.get(case.disposition, 0) + 1
        say(f"  {channel}: {sum(counts.values())} enquiries equal the truth: "
            + ", ".join(f"{n} {d}" for d, n in sorted(counts.items())))  # fmt: skip


def passages(market):
    """What is quoted as found is what the knowledge base says."""
    texts, wrongly = {row["enquiry_id"]: row["text"] for row in market.study.table("answers")}, []
    for case in market.on("web-search"):
        if case.answered is None or case.id not in texts:
            continue
        wrong = case.question["id"] in SHOPS[case.company].get("wrong", ())
        item = case.question["rejected" if wrong else "accepted"][0]
        text = texts.get(case.id, "")
        if plain(item) not in plain(text):
            wrongly.append(f"{case.id}: {text!r}")
    for line in wrongly:
        say(f"  another passage: {line}")
    check("most passages hold the answers", len(wrongly) <= 3, str(wrongly))


def handed_over(market):
    """What a person must do is listed, and for what reason."""
    lists = json.loads(market.study.run("assist", "--json").stdout)["web"]
    [listed] = [each for each in lists if each["channel"] == "web-form"]
    names = {task["enquiry_id"]: task["why"] for task in listed["tasks"]}
    expected = {case.id for case in market.on("web-form", "northgate")}
    check("what needs a login is left to a person", names.keys() == expected, f"{names}, not {expected}")
    say(f"  {len(expected)} forms behind a login are left to a person: {sorted(set(names.values()))}")


def wave(servers, folder, stack):
    market = Market(servers, folder, stack)
    study = market.study
    say(f"  {len(market.desks)} helpdesks and {len(market.chats.fronts)} chats are up")
    study.run("check")
    study.run("lock")
    study.run("send", codes=(0, 1))
    check("nothing is sent without --yes", market.chats.requests == 0 and not any(d.tickets() for d in market.desks.values()))
    began = now().replace(microsecond=0)
    study.run("send", "--yes", codes=(0, 8), timeout=900)
    ended = now()
    say(f"  sent in {(ended - began).total_seconds():.0f} s")
    tickets(market)
    requests = market.chats.requests, [desk.log.read_text().count("\n") for desk in market.desks.values()]
    study.run("send", "--yes", codes=(0, 8), timeout=900)
    again = market.chats.requests, [desk.log.read_text().count("\n") for desk in market.desks.values()]
    check("a second send asks nobody anything", requests == again, f"{requests} {again}")
    handed_over(market)
    work(market)
    study.run("collect", codes=(0, 8))
    forms_truth(market)
    searches_truth(market, began, ended)
    chats_truth(market)
    compare(market)
    passages(market)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="keep the study and the companies")
    options = parser.parse_args()
    need_binary()
    began = time.monotonic()
    failed = False
    with Servers() as servers, ExitStack() as stack:
        folder = servers.dir / "web"
        if options.keep:
            folder = type(folder)(tempfile.mkdtemp(prefix="shopper-web-"))
            say(f"everything is kept in {folder}")
        folder.mkdir(exist_ok=True)
        try:
            wave(servers, folder, stack)
        except (Failure, AssertionError, RuntimeError, OSError, KeyError) as error:
            failed = True
            say(f"FAILED: {type(error).__name__}: {error}")
    say(f"{len(PASSED)} checks passed{', then one failed' if failed else ''}, {time.monotonic() - began:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
