#!/usr/bin/env python3
"""What forms would send as they stand: ours, and each peer, beside Chromium, over public pages.

The pages are those of the wheel of formasaurus (954, with 2,645 forms), which is fetched from PyPI into the
user's cache, or taken from a folder by --pages. The reference is `new FormData(form)` in Debian's Chromium,
without scripts; a form is equal when all its entries are, in order. Then how the time grows with the size of
hostile pages; 1 is linear.

    benches/forms.py [--pages FOLDER] [--scratch DIR] [--show N] [--shapes]
"""

import argparse
import json
import os
import sys
import tempfile
import zipfile
from pathlib import Path

from common import ROOT, python_with, run, say
from forms_browser import Browser

WHEEL = "formasaurus==0.10.0"
PEERS = {"form2request": ["form2request", "parsel"], "MechanicalSoup": ["MechanicalSoup"]}
WANTED_EXPONENT = 1.15
BENCH = ["cargo", "bench", "--locked", "--quiet", "--bench", "forms", "--"]


def cache():
    """The folder that the pages are kept in."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "shopper" / "benches"


def fetch_pages():
    """The pages of the wheel, unpacked once."""
    folder = cache() / "formasaurus-0.10.0"
    pages = folder / "formasaurus" / "data" / "html"
    if not pages.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, WHEEL)
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            names = [n for n in wheel.namelist() if n.startswith("formasaurus/data/html/")]
            wheel.extractall(folder, names)
    return pages


def fetch_peers(scratch):
    """The Python with the peers in it, and those that could be had."""
    python = python_with(scratch)
    had = []
    for name, packages in PEERS.items():
        try:
            run(python, "-m", "pip", "install", "--quiet", *packages)
            had.append(name)
        except OSError as error:
            say(f"not there: {name}: {error}")
    return python, had


def plain(entries):
    """Entries, comparable: ends of lines as one."""
    if entries is None:
        return None

    def same(text):
        return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text

    return [(same(name), json.dumps(same(value))) for name, value in entries]


def compare(reference, found):
    """How many forms are equal in order, and in any; the differences of the former."""
    ordered = anyhow = 0
    differences = []
    for page, forms in reference.items():
        ours = found.get(page, [])
        for at, entries in enumerate(forms):
            wanted = plain(entries)
            # Of a page in which other forms were found, none is known to be the same one.
            got = plain(ours[at]) if len(ours) == len(forms) else None
            ordered += got == wanted
            anyhow += got is not None and sorted(got) == sorted(wanted)
            if got != wanted:
                differences.append((page, at, wanted, got, len(ours), len(forms)))
    return ordered, anyhow, differences


def show(differences, most):
    for page, at, wanted, got, ours, theirs in differences[:most]:
        say(f"  {page} form {at} ({ours} forms, Chromium {theirs})")
        if got is not None:
            say(f"    only Chromium: {[e for e in wanted if e not in got][:5]}")
            say(f"    only ours:     {[e for e in got if e not in wanted][:5]}")


def equality(pages, scratch, most):
    """The table; whether ours is equal throughout."""
    files = sorted(pages.glob("*.html"), key=lambda f: (len(f.stem), f.stem))
    listed = "".join(json.dumps({"id": f.name, "file": str(f)}) + "\n" for f in files)
    with Browser() as browser:
        reference = {f.name: browser.forms(f.read_bytes()) for f in files}
    total = sum(map(len, reference.values()))
    say(f"{len(files)} pages, {total} forms in Chromium\n")

    def read(text):
        return {said["id"]: said["forms"] for said in map(json.loads, text.splitlines())}

    found = {"shopper": read(run(*BENCH, "entries", stdin=listed))}
    python, peers = fetch_peers(scratch)
    for peer in peers:
        found[peer] = read(run(python, ROOT / "benches" / "forms_peers.py", peer, stdin=listed))
    say(f"{'':16}{'in order':>18}{'in any order':>18}")
    perfect = True
    for tool, forms in found.items():
        ordered, anyhow, differences = compare(reference, forms)
        cells = [f"{n} ({100 * n / max(total, 1):.1f} %)" for n in (ordered, anyhow)]
        say(f"{tool:16}{cells[0]:>18}{cells[1]:>18}")
        if tool == "shopper":
            perfect = not differences and total > 0
            show(differences, most)
    return perfect


def shapes():
    """Whether all are linear."""
    say("\nhow the time grows with the size of hostile pages (64 kB to 4 MB)")
    fine = True
    for line in run(*BENCH, "shapes").splitlines():
        name, exponent, millis = line.split("\t")
        mark = "" if float(exponent) <= WANTED_EXPONENT else "  <-- not linear"
        fine &= not mark
        say(f"  {name:30} {exponent:>5}  {millis} ms{mark}")
    return fine


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=Path, help="a folder of HTML files instead")
    parser.add_argument("--scratch", type=Path, help="keeps the peers there")
    parser.add_argument("--show", type=int, default=20, help="so many differences are shown")
    parser.add_argument("--shapes", action="store_true", help="only how the time grows")
    options = parser.parse_args()
    fine = True
    with tempfile.TemporaryDirectory() as temporary:
        scratch = (options.scratch or Path(temporary)).resolve()
        scratch.mkdir(parents=True, exist_ok=True)
        if not options.shapes:
            fine = equality(options.pages or fetch_pages(), scratch, options.show)
    fine &= shapes()
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
