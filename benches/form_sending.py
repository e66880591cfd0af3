#!/usr/bin/env python3
"""A plain form from first request to verdict: ours against MechanicalSoup, in turns, to the same site.

Each enquiry is a session of its own: the page is opened, the form filled in and sent, the answer judged.
Ours also finds the form among others, understands its fields and keeps the pages as proof; MechanicalSoup is
told the form and its fields, and looks for "Thank you" in the answer. Printed: enquiries a second of both and
the ratio of the medians.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from common import ROOT, median, say, spread

PEER = """
import sys, time, mechanicalsoup
url, count = sys.argv[1], int(sys.argv[2])
began = time.perf_counter()
for _ in range(count):
    browser = mechanicalsoup.StatefulBrowser(soup_config={"features": "lxml"}, raise_on_404=True)
    browser.open(url)
    browser.select_form('form[action="/contact"]')
    browser["name"] = "Anna Reed"
    browser["email"] = "anna.reed+w1abc@shop.test"
    browser["subject"] = "Delivery"
    browser["message"] = "Hello,\\n\\nHow long does delivery take?\\n\\nAnna Reed"
    browser.submit_selected()
    assert "Thank you" in browser.page.get_text()
    browser.close()
print(time.perf_counter() - began)
"""


def printed(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stderr.strip() or f"{command[0]}: exit {done.returncode}")
    return done.stdout


def bench_binary(profile):
    """The bench, built; Cargo tells where it is."""
    told = printed("cargo", "bench", "--locked", "--profile", profile, "--bench", "form_sending",
                   "--no-run", "--message-format", "json")  # fmt: skip
    made = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    return next(m["executable"] for m in made
                if m.get("executable") and m["target"]["name"] == "form_sending")  # fmt: skip


def peer_python(folder, given):
    """A Python with MechanicalSoup: the one that is given, or a fresh one."""
    if given:
        return given
    printed(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    printed(python, "-m", "pip", "install", "--quiet", "MechanicalSoup")
    return python


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="enquiries a turn")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--profile", default="bench", help="Cargo's profile to build with")
    parser.add_argument("--python", help="a Python that has MechanicalSoup")
    options = parser.parse_args()
    binary = bench_binary(options.profile)
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        python = peer_python(Path(folder), options.python)
        script = Path(folder) / "peer.py"
        script.write_text(PEER)
        site = subprocess.Popen([binary, "--bench", "serve"], stdout=subprocess.PIPE, text=True)
        try:
            url = site.stdout.readline().strip()
            ours, theirs = [], []
            for _ in range(options.turns):
                seconds = float(printed(binary, "--bench", "send", url, options.count))
                ours.append(options.count / seconds)
                theirs.append(options.count / float(printed(python, script, url, options.count)))
            with urllib.request.urlopen(url.replace("/contact", "/count")) as answer:
                taken = int(answer.read())
        finally:
            site.terminate()
            site.wait()
    sent = 2 * options.count * options.turns
    if taken != sent:
        raise SystemExit(f"{sent} forms were sent and {taken} came")
    say(f"MechanicalSoup   {spread(theirs, 0)} enquiries/s")
    say(f"shopper          {spread(ours, 0)} enquiries/s, ratio {median(ours) / median(theirs):.2f} (wanted: over 1)")


if __name__ == "__main__":
    main()
