"""What the benches share: studies of any size, children with their time and memory, peers, tables, ratios."""

import csv
import os
import statistics
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "real"))

from study import BINARY, COMPANY_COLUMNS, need_binary, past_wave  # noqa: E402, F401

DOMAIN = "bench.shop.test"
QUESTIONS = 10
# No company reads the same phrasing on two channels.
WORDINGS = (
    "How many days does number",
    "Could you tell me how many days number",
    "In how many days is it done, I mean how long does number",
    "Please, how many days will number",
)


class Child:
    """A finished child: seconds on the wall and on the processors, most memory held, exit code."""

    def __init__(self, command, *, cwd=None, env=None, codes=(0,), stdout=subprocess.DEVNULL):
        began = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command)), cwd=cwd, env=env, stdout=stdout, stderr=subprocess.PIPE
        )
        said = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - began
        self.code = process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        self.cpu = usage.ru_utime + usage.ru_stime
        # Linux counts kilobytes.
        self.memory = usage.ru_maxrss * 1024
        if self.code not in codes:
            raise SystemExit(f"{' '.join(map(str, command))}: exit {self.code}\n{said}")


class Study:
    """A generated study of `enquiries` enquiries, so many `questions` a company on each of the `channels`; all of them
    due, or none of them yet when it is `planned` for tomorrow."""

    def __init__(
        self, folder, enquiries, *, smtp_port=9, imap_port=9, imap_user=None, padding=0,
        channels=("email",), questions=QUESTIONS, planned=False, kept=False,
    ):  # fmt: skip
        self.dir = Path(folder)
        self.env = {"PATH": os.environ["PATH"], "HOME": str(folder), "NO_COLOR": "1"}
        self.companies = enquiries // questions // len(channels)
        if kept:
            return
        (self.dir / "questions").mkdir(parents=True)
        opens, cut_off, patience = past_wave(timedelta(days=2))
        if planned:
            opens, cut_off, patience = opens + timedelta(days=61), timedelta(days=28), timedelta(days=7)
        login = f'user = "{imap_user}"\npassword.env = "IMAP_PASSWORD"\n' if imap_user else ""
        (self.dir / "study.toml").write_text(
            f"""
[study]
id = "bench"
title = "Bench"
kind = "own"
seed = 1
languages = ["en"]
timezone = "UTC"

[wave]
id = "w1"
opens = "{opens.strftime("%Y-%m-%dT%H:%M:%SZ")}"
cut_off = "{int(cut_off.total_seconds())}s"

[design]
{"".join(f'{channel} = "all"{chr(10)}' for channel in channels)}spacing = "0m"
daily_cap_per_company = 1000
contacts_per_company = 1000
hours = "00:00-24:00"
days = "mon-sun"
patience = "{int(patience.total_seconds()) // 60}m"

[[persona]]
id = "anna"
name = "Anna Reed"
email = "anna.reed@{DOMAIN}"

[channels.email]
own_mx = ["mx.shop.test"]

[channels.email.smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "plain"

[channels.email.imap]
host = "127.0.0.1"
port = {imap_port}
security = "plain"
{login}"""
        )
        filler = " ".join(["Thank you for looking into this for me."] * 200)[:padding]
        (self.dir / "questions" / "bench.toml").write_text(
            '[bank]\ntitle = "Bench"\n'
            + "".join(
                f'\n[[question]]\nid = "q{n}"\ntopic = "topic {n}"\n'
                f'reference = "It takes {n} days."\n'
                + "".join(
                    f'\n[[question.wording]]\nid = "{letter}"\nlanguage = "en"\nsubject = "Question {n}"\n'
                    f'text = "{asks} {n} take? {filler}"\n'
                    for letter, asks in zip("abcd"[: len(channels)], WORDINGS, strict=False)
                )
                for n in range(questions)
            )
        )
        with open(self.dir / "companies.csv", "w", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            web = [channel for channel in channels if channel != "email"]
            out.writerow((*COMPANY_COLUMNS, *(channel.replace("-", "_") for channel in web)))
            for n in range(self.companies):
                out.writerow(
                    (f"c{n:06}", f"Company {n}", f"sector-{n % 10}", "GB", "en", "", f"care@company{n}.example",
                     *(f"https://company{n}.example/{channel}" for channel in web))
                )  # fmt: skip

    def run(self, *args, codes=(0,)):
        """Runs the product on the study."""
        return Child([BINARY, "--quiet", *args], cwd=self.dir, env=self.env, codes=codes)

    @property
    def ledger(self):
        return self.dir / "shopper.db"


def run(*command, cwd=None, stdin=None):
    """What a command prints; its last line of complaint when it fails."""
    done = subprocess.run(list(map(str, command)), cwd=cwd, input=stdin, capture_output=True, text=True)
    if done.returncode:
        raise OSError((done.stderr.strip() or done.stdout.strip() or "failed").splitlines()[-1])
    return done.stdout


def python_with(scratch):
    """The Python of a virtual environment in a folder, made when it is not there."""
    python = scratch / "venv" / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", scratch / "venv")
    return python


def show_table(rows):
    """Prints rows of cells in columns, all but the first set right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        say("  ".join([first.ljust(widths[0]), *cells]).rstrip())


def median(values):
    return statistics.median(values)


def spread(values, digits=2):
    """Median, least and most."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def say(text):
    print(text, flush=True)
