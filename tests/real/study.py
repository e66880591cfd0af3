"""Writes the studies of the real tests, and reads what the product says of them."""

import csv
import json
import os
import subprocess
import sys
import tomllib
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("SHOPPER", ROOT / "target" / "release" / "shopper"))
# The sectors whose question banks `init` writes.
SECTORS = ("fashion retail", "banking")
# Who asks, by the persona's id.
PERSONAS = {"anna": "Anna Reed", "ben": "Ben Cole"}
COMPANY_COLUMNS = ("id", "name", "sector", "country", "language", "timezone", "email")
WEB_COLUMNS = ("web_form", "web_search", "chat", "web_form_pins")


class Failure(Exception):
    """Something that ought to hold did not."""


class Study:
    """A study in a folder of its own, and the commands on it."""

    def __init__(self, folder, name):
        self.name = name
        self.dir = Path(folder) / f"study-{name}"
        self.env = {"PATH": os.environ["PATH"], "HOME": str(folder), "NO_COLOR": "1"}
        self.out = None

    def run(self, *args, codes=(0,), timeout=300):
        """Runs the product in the study's folder; any exit code but `codes` is a failure."""
        done = subprocess.run(
            [BINARY, *map(str, args)],
            cwd=self.dir,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        if done.returncode not in codes:
            raise Failure(
                f"shopper {' '.join(map(str, args))}: exit {done.returncode}, not "
                f"{' or '.join(map(str, codes))}\n{done.stdout}{done.stderr}"
            )
        return done

    def start(self, *args):
        """Starts the product and returns the process."""
        return subprocess.Popen(
            [BINARY, *map(str, args)],
            cwd=self.dir,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def init(self):
        """The folder as `init` writes it, with its question banks; what it says is replaced later."""
        self.dir.mkdir()
        self.run("init", ".")

    def write(
        self, *, smtp, imap, mailboxes, domain, panel, questions, opens, cut_off, patience, seed, passwords,
        more="",
    ):  # fmt: skip
        """study.toml and companies.csv. `smtp` and `imap` are tables of the account, `questions` says how
        many go out by channel, `more` are further tables."""
        asked = "\n".join(f"{channel} = {count}" for channel, count in questions.items())
        people = "".join(
            f'[[persona]]\nid = "{person}"\nname = "{name}"\n'
            f'email = "{name.lower().replace(" ", ".")}@{domain}"\n\n'
            for person, name in PERSONAS.items()
        )
        (self.dir / "study.toml").write_text(
            f"""
[study]
id = "real-{self.name}"
title = "Real servers: {self.name}"
kind = "own"
seed = {seed}
languages = ["en"]
timezone = "UTC"

[wave]
id = "w1"
opens = "{opens.strftime("%Y-%m-%dT%H:%M:%SZ")}"
cut_off = "{int(cut_off.total_seconds())}s"

[design]
{asked}
spacing = "0m"
daily_cap_per_company = 1000
contacts_per_company = 1000
hours = "00:00-24:00"
days = "mon-sun"
patience = "{int(patience.total_seconds())}s"

{people}
[channels.email]
mailboxes = {json.dumps(mailboxes)}
own_mx = ["mx.shop.test"]
{table("smtp", smtp)}{table("imap", imap)}
{more}"""
        )
        with open(self.dir / "companies.csv", "w", newline="") as file:
            out = csv.DictWriter(file, (*COMPANY_COLUMNS, *WEB_COLUMNS), restval="", lineterminator="\n")
            out.writeheader()
            out.writerows(panel)
        self.env.update(passwords)

    def plan(self):
        """The enquiries as the product plans them, one dictionary each."""
        lines = self.run("plan", "--format", "json").stdout.splitlines()
        return [row for row in map(json.loads, lines) if "enquiry_id" in row]

    def status(self):
        """What `status --json` says."""
        return json.loads(self.run("status", "--json", codes=(0, 8)).stdout)

    def questions(self):
        """The questions of the banks by their id, as TOML tables."""
        return {
            question["id"]: question
            for bank in sorted((self.dir / "questions").glob("*.toml"))
            for question in tomllib.loads(bank.read_text(encoding="utf-8"))["question"]
        }

    def table(self, name):
        """A table of the report."""
        found = list(self.dir.glob(f"reports/**/data/{name}.csv"))
        if len(found) != 1:
            raise Failure(f"{len(found)} tables {name}.csv under {self.dir}/reports")
        with open(found[0], newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))


def table(name, values):
    """A TOML table below [channels.email]."""
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
    return f"\n[channels.email.{name}]\n{lines}"


def panel(count, without=(), dead=()):
    """Companies over the sectors; `without` have no address, mailboxes of `dead` do not exist."""
    return [
        {
            "id": f"c{number:02}",
            "name": f"Company {number}",
            "sector": SECTORS[number % len(SECTORS)],
            "country": "GB",
            "language": "en",
            "email": "" if number in without else f"care@company{number}.example",
        }
        for number in range(1, count + 1)
    ]


def moment(text):
    """A time in a table; None when the field is empty."""
    return None if text == "" else datetime.fromisoformat(text.replace("Z", "+00:00"))


def now():
    return datetime.now(timezone.utc)


def past_wave(still_open, age=timedelta(days=60)):
    """Opening and length of a wave that opened long ago and is open for so long, so that almost all of
    its enquiries are due; and its patience: sending may go on for ten minutes, or until the end."""
    opens = (now() - age).replace(microsecond=0)
    closes = (now() + still_open).replace(microsecond=0)
    return opens, closes - opens, max(still_open - timedelta(minutes=10), timedelta())


def say(text):
    print(text, flush=True)


def need_binary():
    if not BINARY.exists():
        sys.exit(f"{BINARY} is not there: cargo build --release --locked")
