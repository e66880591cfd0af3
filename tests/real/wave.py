#!/usr/bin/env python3
"""Whole waves through real servers: every enquiry, every reply, every time equals the truth.

The product (release build, or the program named by SHOPPER) is driven by its command line alone.
Postfix and Dovecot carry the mail, a scripted responder answers it, and the truth comes from the
servers' own files. Python 3.11's standard library only.
"""

import argparse
import imaplib
import json
import random
import re
import signal
import ssl
import sys
import tempfile
import time
from datetime import timedelta

import truth
from gate import Gate
from responder import BEHAVIOURS, Part, Responder
from servers import MX, OFFSET, Servers, domain, free_ports, login
from study import PERSONAS, Failure, Study, moment, need_binary, now, panel, past_wave, say

# A question is stamped by Postfix when it begins to arrive and accepted when all of it is there.
SENT_EARLIEST, SENT_LATEST = timedelta(seconds=-1), timedelta(seconds=15)
PASSED = []


def check(what, holds, detail=""):
    """One fact that must hold."""
    if not holds:
        raise Failure(f"{what}{': ' if detail else ''}{detail}")
    PASSED.append(what)


class Wave:
    """One study with its servers and its scripted companies."""

    def __init__(self, servers, folder, name, *, companies, questions, smtp, imap, auth="plain",
                 without=(), dead=(), still_open=timedelta(days=1), submit_port=None,
                 mailboxes=("INBOX",)):  # fmt: skip
        self.servers, self.name, self.dead = servers, name, {f"care@company{n}.example" for n in dead}
        self.study = Study(folder, name)
        self.study.init()
        self.opens, self.cut_off, self.patience = past_wave(still_open)
        self.closes = self.opens + self.cut_off
        self.secret = servers.token(login(name)) if auth == "xoauth2" else servers.password
        imap_port = servers.port["imaps" if imap == "tls" else "imap"]
        self.accounts = {
            "smtp": self.account(submit_port or servers.port[f"submit_{smtp}"], smtp, auth, "SMTP"),
            "imap": self.account(imap_port, imap, auth, "IMAP"),
        }
        self.panel = panel(companies, without=without)
        self.questions = questions
        self.mailboxes = list(mailboxes)
        self.seed = 7
        self.write()

    def account(self, port, security, auth, name):
        """A table of the email account."""
        table = {
            "host": "localhost" if security == "tls" else "127.0.0.1",
            "port": port,
            "security": security,
            "auth": auth,
            "user": login(self.name),
            "password.env": f"{name}_PASSWORD",
        }
        if security != "plain":
            table["tls_ca"] = str(self.servers.ca)
        return table

    def write(self):
        self.study.write(
            **self.accounts,
            mailboxes=self.mailboxes,
            domain=domain(self.name),
            panel=self.panel,
            questions={"email": self.questions},
            opens=self.opens,
            cut_off=self.cut_off,
            patience=self.patience,
            seed=self.seed,
            passwords={"SMTP_PASSWORD": self.secret, "IMAP_PASSWORD": self.secret},
        )

    def script(self, behaviours, **options):
        """Plans the wave and gives each enquiry its fate; the responder to be started."""
        self.enquiries = self.study.plan()
        # The plan draws its times from two months, of which the last minutes are still to come.
        while any(moment(e["due_at"] or "") is not None and moment(e["due_at"]) > now() for e in self.enquiries):
            self.seed += 1
            self.write()
            self.enquiries = self.study.plan()
        questions = self.study.questions()
        names = {company["id"]: company["name"] for company in self.panel}
        chance = random.Random(7)
        self.parts = {}
        offered = [e for e in self.enquiries if e["contact_point"]]
        fates = [behaviours[n % len(behaviours)] for n in range(len(offered))]
        chance.shuffle(fates)
        for enquiry, fate in zip(offered, fates, strict=True):
            question = questions[enquiry["question_id"]]
            [text] = [w["text"] for w in question["wording"] if w["id"] == enquiry["wording"]]
            places = {"company": names[enquiry["company_id"]], "persona": PERSONAS[enquiry["persona"]]}
            for place, filling in places.items():
                text = text.replace(f"{{{place}}}", filling)
            self.parts[enquiry["enquiry_id"]] = Part(
                to=enquiry["contact_point"],
                text=text,
                behaviour=fate,
                answer=question["rejected"][0] if fate == "wrong_answer" else question["reference"],
            )
        expected = len(self.panel) * self.questions
        check(f"{self.name}: the plan crosses panel and questions", len(self.enquiries) == expected,
              f"{len(self.enquiries)} enquiries, not {expected}")  # fmt: skip
        port = self.servers.port
        return Responder(
            self.parts.values(), port["responder"], port["mx"], dead=self.dead, **options
        )

    def alive(self):
        """The questions that a company's own mailbox will take."""
        return [p for p in self.parts.values() if p.to not in self.dead and p.behaviour != "bounce"]

    def settle(self, companies, collect=True):
        """Collects while replies come in, and once more when nothing is left to come."""
        passes = 0
        while True:
            idle = companies.pending == 0 and self.servers.queue_is_empty()
            if collect:
                self.study.run("collect", codes=(0, 8))
                passes += 1
            if idle:
                companies.wait_until_idle(1)
                return passes
            time.sleep(0.2)

    def compare(self, in_doubt=frozenset()):
        """Holds the report against the truth; returns the differences."""
        self.study.run("report")
        report = {row["enquiry_id"]: row for row in self.study.table("enquiries")}
        times = truth.arrivals(
            self.servers.maildir(self.name), self.servers.maillog, MX, OFFSET
        )
        rows, wrong = [], []
        for enquiry in self.enquiries:
            name = enquiry["enquiry_id"]
            part = self.parts.get(name)
            if part is None:
                fact = {"offered": "false", "disposition": "not_offered", "acknowledged_at": "",
                        "answered_at": "", "correct": "", "stance": ""}  # fmt: skip
            else:
                fact = truth.row(part, times, self.dead, self.closes)
                # Nothing that came back proves that it left.
                if name in in_doubt and fact["disposition"] == "silent":
                    fact["disposition"] = "in_doubt"
            rows.append({"enquiry_id": name, **fact})
            said = report.pop(name, None)
            if said is None:
                wrong.append(f"{name}: not in enquiries.csv")
                continue
            wrong += [f"{name}: {line}" for line in self.differences(said, fact, part)]
        wrong += [f"{name}: in enquiries.csv, but never planned" for name in report]
        truth.write(self.study.dir / "truth.csv", rows)
        return wrong, rows

    def differences(self, said, fact, part):
        """Where a row of enquiries.csv is not the truth."""
        if said["offered"] != fact["offered"]:
            yield f"offered is {said['offered']}, in truth {fact['offered']}"
        disposition = said["disposition"]
        # Coding may refine an answer; then it must be right about it.
        if disposition in ("correct", "wrong"):
            disposition = "answered"
            if said["disposition"] != ("wrong" if fact["correct"] == "no" else "correct"):
                yield f"coded {said['disposition']}, in truth correct is {fact['correct']}"
        if disposition != fact["disposition"]:
            yield f"disposition is {said['disposition']}, in truth {fact['disposition']} ({part and part.behaviour})"
        for column in ("acknowledged_at", "answered_at"):
            if moment(said[column]) != moment(fact[column]):
                yield f"{column} is {said[column]!r}, in truth {fact[column]!r} ({part and part.behaviour})"
        sent = moment(said["sent_at"])
        if part is None or not part.arrivals:
            return
        if sent is None:
            if fact["disposition"] != "in_doubt":
                yield "it arrived, but has no sent_at"
            return
        stamp = truth.stamped_value(part.arrivals[0], MX)[0]
        if said.get("sent_at_source", "accepted") == "accepted" and not SENT_EARLIEST <= sent - stamp <= SENT_LATEST:
            yield f"sent_at is {said['sent_at']}, but Postfix took it at {truth.utc(stamp)}"
        for start, end, column in (
            (sent, moment(said["answered_at"]), "hours_to_answer"),
            (sent, moment(said["acknowledged_at"]), "hours_to_acknowledgement"),
        ):
            if end is None:
                if said[column] != "":
                    yield f"{column} is {said[column]} without an end"
            elif abs(max((end - start).total_seconds(), 0) / 3600 - float(said[column])) > 1e-3:
                yield f"{column} is {said[column]}, from {start} to {end}"

    def judge(self, companies, **options):
        """Fails with every difference; else says what was proven."""
        check(f"{self.name}: nothing came that was not asked", not companies.strays, str(companies.strays[:3]))
        twice = [p for p in self.parts.values() if len(p.arrivals) > 1]
        check(f"{self.name}: nobody was asked twice", not twice, f"{len(twice)} were")
        wrong, rows = self.compare(**options)
        counts = {}
        for row in rows:
            counts[row["disposition"]] = counts.get(row["disposition"], 0) + 1
        check(f"{self.name}: the report equals the truth", not wrong, f"{len(wrong)} differences\n  " + "\n  ".join(wrong[:40]))
        say(f"  {self.name}: {len(rows)} enquiries equal the truth: "
            + ", ".join(f"{n} {d}" for d, n in sorted(counts.items())))  # fmt: skip


def main_wave(servers, folder):
    """Twenty companies, five questions; STARTTLS out, TLS in; everything a company may do."""
    wave = Wave(servers, folder, "main", companies=20, questions=5, smtp="starttls", imap="tls",
                without={6}, dead={13}, still_open=timedelta(seconds=30))  # fmt: skip
    study = wave.study
    study.run("check")
    responder = wave.script(BEHAVIOURS, late=wave.closes)
    with responder as companies:
        refused = study.run("send", "--yes", codes=(1,))
        check("main: nothing is sent without a lock", "lock" in refused.stderr.lower(), refused.stderr)
        study.run("lock")
        study.run("send", codes=(0, 1))
        servers.wait_until_delivered()
        check("main: nothing is sent without --yes", companies.arrived() == 0)
        study.run("send", "--yes", codes=(0, 8))
        companies.wait_for(lambda: all(p.arrivals for p in wave.alive()), what="the questions")
        before = companies.arrived()
        study.run("send", "--yes", codes=(0, 8))
        passes = wave.settle(companies)
        check("main: a second send sends nothing", companies.arrived() == before)
        say(f"  main: collected in {passes} passes")
        left = study.run("collect", codes=(0, 8))
        wave.judge(companies)
        first_report = {p: p.read_bytes() for p in report_files(study)}
        study.run("report")
        again = {p: p.read_bytes() for p in report_files(study)}
        check("main: the same report again", first_report == again)
        study.status()
        return left


def report_files(study):
    return sorted(p for p in (study.dir / "reports").rglob("*") if p.is_file())


def mixed_wave(servers, folder):
    """TLS out with LOGIN, STARTTLS in; wrong passwords and an unknown authority on the way."""
    wave = Wave(servers, folder, "mixed", companies=4, questions=3, smtp="tls", imap="starttls", auth="login")
    study = wave.study
    with wave.script(["answer", "silent", "ack_then_answer"]) as companies:
        study.run("lock")
        study.env["SMTP_PASSWORD"] = "wrong"
        said = study.run("send", "--yes", codes=(4,)).stderr
        place = f"{login('mixed')} at localhost:{servers.port['submit_tls']}"
        check("mixed: a wrong SMTP password names the account", place in said, said)
        servers.wait_until_delivered()
        check("mixed: nothing left with a wrong password", companies.arrived() == 0)
        study.env["SMTP_PASSWORD"] = wave.secret
        study.run("send", "--yes", codes=(0, 8))
        companies.wait_for(lambda: all(p.arrivals for p in wave.alive()), what="the questions")
        study.env["IMAP_PASSWORD"] = "wrong"
        said = study.run("collect", codes=(4,)).stderr
        place = f"{login('mixed')} at 127.0.0.1:{servers.port['imap']}"
        check("mixed: a wrong IMAP password names the account", place in said, said)
        del study.env["IMAP_PASSWORD"]
        study.run("collect", codes=(4,))
        study.env["IMAP_PASSWORD"] = wave.secret
        wave.settle(companies)
        wave.judge(companies)


def stranger_wave(servers, folder):
    """A server whose certificate nobody vouches for gets neither password nor mail."""
    for smtp in ("starttls", "tls"):
        wave = Wave(servers, folder, "stranger", companies=2, questions=1, smtp=smtp, imap="tls")
        for account in wave.accounts.values():
            account.pop("tls_ca")
        wave.write()
        with wave.script(["answer"]) as companies:
            wave.study.run("lock")
            said = wave.study.run("send", "--yes", codes=(1,)).stderr
            check(f"stranger: {smtp} names the server", str(servers.port[f"submit_{smtp}"]) in said, said)
            said = wave.study.run("collect", codes=(1,)).stderr
            check("stranger: IMAP names the server", str(servers.port["imaps"]) in said, said)
            servers.wait_until_delivered()
            check(f"stranger: nothing left over {smtp}", companies.arrived() == 0)
        wave.study.dir.rename(wave.study.dir.with_name(f"stranger-{smtp}"))


def token_wave(servers, folder):
    """XOAUTH2 to both servers."""
    wave = Wave(servers, folder, "token", companies=4, questions=2, smtp="starttls", imap="tls", auth="xoauth2")
    with wave.script(["answer", "html_only", "bounce", "new_subject"]) as companies:
        wave.study.run("lock")
        wave.study.env["SMTP_PASSWORD"] = wave.secret[:-4] + "AAAA"
        wave.study.run("send", "--yes", codes=(4,))
        wave.study.env["SMTP_PASSWORD"] = wave.secret
        wave.study.run("send", "--yes", codes=(0, 8))
        companies.wait_for(lambda: all(p.arrivals for p in wave.alive()), what="the questions")
        wave.settle(companies)
        wave.judge(companies)


def killed_wave(servers, folder):
    """kill -9 when Postfix has taken a message and the product has not heard of it."""
    [gate_port] = free_ports(1)
    # More than the product intends at once, so that something is left to be sent afterwards.
    wave = Wave(servers, folder, "killed", companies=80, questions=5, smtp="plain", imap="plain",
                submit_port=gate_port)  # fmt: skip
    study = wave.study
    with (
        wave.script(["answer", "silent", "ack_then_answer", "silent"]) as companies,
        Gate(gate_port, servers.port["submit_plain"]) as gate,
    ):
        study.run("lock")
        gate.hold_after = 100
        process = study.start("send", "--yes")
        try:
            check("killed: it was under way", gate.held.wait(60))
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        gate.hold_after = None
        taken = gate.taken
        study.run("send", "--yes", codes=(0, 8))
        more = gate.taken - taken
        study.run("send", "--yes", codes=(0, 8))
        servers.wait_until_delivered()
        twice = [name for name, part in wave.parts.items() if len(part.arrivals) > 1]
        check("killed: nobody was asked twice", not twice, str(twice))
        arrived = {name for name, part in wave.parts.items() if part.arrivals}
        in_doubt = doubtful(study.status(), wave.parts)
        check("killed: what Postfix took arrived", len(arrived) >= taken + more)
        check("killed: the rest was sent afterwards", more > 0)
        check("killed: status lists what is in doubt", len(in_doubt) > 0)
        # The one word that was held back, and those on which the kill came before they left.
        check("killed: the lost word left a doubt", len(in_doubt & arrived) > 0)
        check(
            "killed: whatever is not in doubt arrived",
            wave.parts.keys() - in_doubt <= arrived,
            str(sorted(wave.parts.keys() - in_doubt - arrived)),
        )
        say(
            f"  killed: {taken} taken before the kill and {more} after it; {len(in_doubt)} in doubt, "
            f"of which {len(in_doubt & arrived)} had arrived"
        )
        wave.settle(companies)
        wave.judge(companies, in_doubt=in_doubt)


def doubtful(status, names):
    """The enquiries that `status --json` lists as in doubt, wherever it lists them."""
    found = set()

    def walk(value, below):
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, below or key == "in_doubt")
        elif isinstance(value, list):
            for inner in value:
                walk(inner, below)
        elif below and value in names:
            found.add(value)

    walk(status, False)
    return found


def run_wave(servers, folder):
    """`run` alone: sends, hears of replies by IDLE, waits for the cut-off, reports."""
    wave = Wave(servers, folder, "run", companies=6, questions=2, smtp="starttls", imap="tls",
                still_open=timedelta(seconds=20))  # fmt: skip
    behaviours = ["answer", "ack_then_answer", "silent", "bounce_later", "base64", "no_thread"]
    with wave.script(behaviours) as companies:
        wave.study.run("lock")
        # The next look without IDLE would come long after the cut-off.
        process = wave.study.start("run", "--yes", "--collect-every", "60")
        try:
            companies.wait_for(lambda: all(p.arrivals for p in wave.alive()), what="the questions")
            companies.wait_until_idle()
            replies = sum(len(p.replies) for p in wave.parts.values())
            heard = 0
            while heard < replies and now() < wave.closes - timedelta(seconds=2):
                time.sleep(0.2)
                heard = wave.study.status()["enquiries"]["messages"]
            before = (wave.closes - now()).total_seconds()
            check("run: IDLE tells of every reply", heard == replies, f"{heard} of {replies} in time")
            say(f"  run: {heard} replies heard by IDLE, {before:.0f} s before the cut-off")
            check("run: it ends well", process.wait(60) == 0, f"exit {process.returncode}")
        finally:
            process.kill()
            process.wait()
        check("run: it ended after the cut-off", wave.closes <= now())
        check("run: it wrote a report", len(wave.study.table("enquiries")) == 12)
        wave.judge(companies)


def folders_wave(servers, folder):
    """Three mailboxes, messages moved between them, and two of them numbered anew between collections."""
    wave = Wave(servers, folder, "folders", companies=6, questions=4, smtp="starttls", imap="tls",
                mailboxes=["INBOX", "Junk", "Answers"])  # fmt: skip
    study = wave.study
    context = ssl.create_default_context(cafile=servers.ca)
    with (
        wave.script(["answer", "ack_then_answer", "silent", "twice", "html_only", "bounce"], pause=8) as companies,
        imaplib.IMAP4_SSL("localhost", servers.port["imaps"], ssl_context=context, timeout=20) as client,
    ):
        client.login(login("folders"), servers.password)
        imap(client.create("Answers"))
        study.run("lock")
        study.run("send", "--yes", codes=(0, 8))
        later = sum(p.behaviour in ("ack_then_answer", "twice") for p in wave.alive())
        companies.wait_for(lambda: all(p.arrivals for p in wave.alive()), what="the questions")
        companies.wait_for(lambda: companies.pending <= later, what="the first replies")
        servers.wait_until_delivered()
        # Some are sorted away before they are seen.
        first = uids(client, "INBOX")
        move(client, "INBOX", first[:4], "Junk")
        move(client, "INBOX", first[4:7], "Answers")
        seen = collect(study)
        check("folders: every mailbox is read", seen["messages"] == len(first), str(seen))
        # Others when they have been seen.
        move(client, "INBOX", first[7:10], "Junk")
        seen = collect(study)
        check("folders: a message that was moved is not new", (seen["messages"], seen["known"]) == (0, 3), str(seen))
        companies.wait_until_idle()
        servers.wait_until_delivered()
        fresh = [uid for uid in uids(client, "INBOX") if uid not in first]
        check("folders: the later replies came", len(fresh) == later)
        # Answers is made again, with other messages under the numbers of those that were there.
        maildir = servers.maildir("folders")
        before = [validity(each) for each in (maildir / ".Answers", maildir)]
        move(client, "Answers", uids(client, "Answers"), "INBOX")
        imap(client.select("INBOX"))
        imap(client.delete("Answers"))
        imap(client.create("Answers"))
        move(client, "INBOX", fresh[:5], "Answers")
        # INBOX loses its numbers, as after a restored backup; nobody has it open.
        imap(client.select("Junk"))
        for path in (*maildir.glob("dovecot-uid*"), *maildir.glob("dovecot.index*")):
            path.unlink()
        seen = collect(study)
        after = [validity(each) for each in (maildir / ".Answers", maildir)]
        check("folders: UIDVALIDITY changed", not {*before} & {*after}, f"{before} {after}")
        check("folders: it is said", sorted(seen["renumbered"]) == ["Answers", "INBOX"], str(seen))
        check("folders: only the later replies are new", seen["messages"] == later, str(seen))
        seen = collect(study)
        check("folders: then nothing is", (seen["messages"], seen["known"], seen["renumbered"]) == (0, 0, []), str(seen))
        wave.settle(companies)
        wave.judge(companies)
        stored = study.status()["enquiries"]["messages"]
        # Who answers twice says the same twice: that is one message that came by two ways.
        again = sum(p.behaviour == "twice" for p in wave.alive())
        check("folders: each message once", stored == len(first) + later - again, f"{stored} stored")
        say(f"  folders: {stored} messages in three mailboxes, each stored once")


def collect(study):
    """What one collection says of itself."""
    return json.loads(study.run("collect", "--json", codes=(0, 8)).stdout)["collected"]


def imap(reply):
    """What a command of imaplib brought, unless it failed."""
    status, data = reply
    if status != "OK":
        raise Failure(f"IMAP: {status} {data}")
    return data


def uids(client, mailbox):
    """The UIDs in a mailbox, ascending."""
    imap(client.select(mailbox))
    return [int(uid) for uid in imap(client.uid("SEARCH", "ALL"))[0].split()]


def move(client, mailbox, which, to):
    """Moves messages as a mail program does (RFC 6851)."""
    imap(client.select(mailbox))
    imap(client.uid("MOVE", ",".join(map(str, which)), to))


def validity(maildir):
    """The UIDVALIDITY of a mailbox, from Dovecot's own file."""
    return re.match(r"3 V(\d+) ", (maildir / "dovecot-uidlist").read_text())[1]


WAVES = {
    "main": main_wave,
    "mixed": mixed_wave,
    "stranger": stranger_wave,
    "token": token_wave,
    "killed": killed_wave,
    "run": run_wave,
    "folders": folders_wave,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wave", nargs="*", choices=[*WAVES, []], help="only these")
    parser.add_argument("--keep", action="store_true", help="keep the studies")
    options = parser.parse_args()
    need_binary()
    failed = 0
    with Servers() as servers:
        say(f"servers up after {servers.startup_seconds:.1f} s")
        # Beside the servers' folder: it goes with it.
        folder = servers.dir / "studies"
        folder.mkdir()
        if options.keep:
            folder = tempfile.mkdtemp(prefix="shopper-studies-")
            say(f"studies in {folder}")
        for name in options.wave or WAVES:
            began = time.monotonic()
            try:
                WAVES[name](servers, folder)
            except (Failure, AssertionError, RuntimeError, OSError, KeyError) as error:
                failed += 1
                say(f"FAILED {name}: {type(error).__name__}: {error}")
            else:
                say(f"ok {name}, {time.monotonic() - began:.1f} s")
    say(f"{len(PASSED)} checks passed, {failed} waves failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
