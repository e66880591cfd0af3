#!/usr/bin/env python3
"""Reading mail: ours beside each peer, over public sets and our own, and how fast, in one table.

Fetches the peers and their sets with pip and npm when it runs, into a folder that goes with it
(--scratch DIR keeps it). A peer that cannot be installed is named, and has no numbers. Texts are
compared without white space. The speed is that of one processor, from raw bytes to verdict, each in
its own language within one process. Then the exponents: how the time grows with the size of hostile
mail; 1 is linear.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import intake_mails
import intake_sets
from common import BINARY, ROOT, need_binary, python_with, run, say, show_table

SDISTS = ["talon==1.4.4", "quotequail", "flufl.bounce"]
PYTHON = {
    # talon itself wants scientific packages of its time for what is not used here.
    "talon": ["lxml", "lxml_html_clean", "cssselect", "html5lib", "chardet", "six", "regex"],
    "email_reply_parser": ["email_reply_parser"],
    "mail-parser-reply": ["mail-parser-reply"],
    "quotequail": ["quotequail"],
    "flufl.bounce": ["flufl.bounce"],
}
NODE = {
    "planer": ["planer", "jsdom@22", "coffee-script@1", "postal-mime@2"],
    "node-email-reply-parser": ["node-email-reply-parser", "postal-mime@2"],
}
WANTED_SPEED, WANTED_EXPONENT = 20_000, 1.15
BENCH = ["cargo", "bench", "--locked", "--quiet", "--bench", "intake", "--"]


class Fetched:
    """The peers and the sources that could be had."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.python = python_with(scratch)
        self.node = scratch / "node"
        self.sources, self.peers = {}, []
        for package in SDISTS:
            self.attempt(f"the source of {package}", self.source, package)
        for name, packages in PYTHON.items():
            if self.attempt(name, run, self.python, "-m", "pip", "install", "--quiet", *packages):
                self.peers.append(name)
                if name == "talon":
                    self.peers.append("talon, signed")
        self.node.mkdir(exist_ok=True)
        for name, packages in NODE.items():
            quiet = ("--no-audit", "--no-fund", "--silent")
            if self.attempt(name, run, "npm", "install", *quiet, *packages, cwd=self.node):
                self.peers.append(name)

    @staticmethod
    def attempt(name, call, *args, **options):
        """Whether it worked; says so if not."""
        try:
            call(*args, **options)
        except (OSError, StopIteration) as error:
            say(f"not there: {name}: {error}")
            return False
        return True

    def source(self, package):
        """Unpacks the source distribution of a package."""
        name = package.split("==")[0]
        target = self.scratch / "source" / name
        if not target.exists():
            run(self.python, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
                "--dest", target, package)  # fmt: skip
            run("tar", "--extract", "--gzip", "--file", next(target.glob("*.tar.gz")), "--directory", target)
        self.sources[name] = next(f for f in target.iterdir() if f.is_dir())

    def ask(self, peer, speed, folder):
        """What a peer makes of the mails of a folder, and its speed."""
        if peer in NODE:
            said = run("node", ROOT / "benches" / "intake_peers.js", peer, speed, folder, cwd=self.node)
        else:
            more = [self.sources["talon"]] if peer.startswith("talon") else []
            said = run(self.python, ROOT / "benches" / "intake_peers.py", peer, speed, folder, *more)
        return json.loads(said)


class Items:
    """Mails with what is right for each, in a folder."""

    def __init__(self, folder):
        self.folder, self.facts = folder, {}
        folder.mkdir()

    def put(self, raw, **facts):
        name = f"{len(self.facts):04}.eml"
        (self.folder / name).write_bytes(raw)
        self.facts[name] = facts

    def which(self, **wanted):
        """The names of those with these facts; an ellipsis wants any."""

        def fits(facts):
            return all(
                key in facts and (value is ... or facts[key] == value) for key, value in wanted.items()
            )

        return [name for name, facts in self.facts.items() if fits(facts)]


OWN, HELD = "our own", "ours, held back"


def gather(fetched, folder):
    """All sets that could be had."""
    items, pairs = Items(folder), intake_sets.Pairs()
    if "talon" in fetched.sources:
        intake_sets.talon(fetched.sources["talon"], pairs)
    if "planer" in fetched.peers:
        intake_sets.planer(fetched.node, pairs)
    if "quotequail" in fetched.sources:
        intake_sets.quotequail(fetched.sources["quotequail"], pairs)
    for pair in pairs:
        items.put(intake_sets.as_mail(pair), set=pair["set"], reply=pair["reply"], bounce="none")
    if "flufl.bounce" in fetched.sources:
        for raw, label in intake_sets.bounces(fetched.sources["flufl.bounce"]).values():
            items.put(raw, bounce=label, flufl=True)
    for raw in intake_sets.crate_mails("cargo"):
        items.put(raw, bounce="unknown", crate=True)
    for raw, label in intake_sets.own(ROOT / "tests" / "mails"):
        bounced = label["kind"].startswith("bounce")
        facts = {} if bounced else {"bounce": "none"}
        # Whether a mail is ours at all is not to be seen in it.
        if label["kind"] != "unrelated":
            facts["kind"] = label["kind"]
            if "text" in label and not bounced:
                facts |= {"set": OWN, "reply": label["text"]}
        items.put(raw, **facts)
    # Written blind, and never learnt from.
    for raw, label in intake_sets.own(ROOT / "tests" / "mails" / "blind"):
        if label["set"] == "held":
            items.put(raw, bounce="none", set=HELD, reply=label["text"], held=label["kind"])
    return items


def ours(items):
    """What the product makes of each mail."""
    found = {}
    for line in run(BINARY, "explain", "mail", items.folder).splitlines():
        said = json.loads(line)
        found[Path(said["file"].split("#")[0]).name] = said
    return found


def bare(text):
    """Without white space and what is not to be seen."""
    return "".join((text or "").replace("\u200b", "").replace("\ufeff", "").split())


def is_near(found, wanted):
    """Whether only a closing formula or a signature makes the difference: up to four short lines below
    the one of the two."""
    short, long = sorted((found or "", wanted), key=lambda text: len(bare(text)))
    if not bare(short) or not bare(long).startswith(bare(short)):
        return False
    rest, length = [], len(bare(long)) - len(bare(short))
    for line in reversed(long.strip().splitlines()):
        if length <= 0:
            break
        length -= len(bare(line))
        rest += [line] if bare(line) else []
    return length == 0 and len(rest) <= 4 and all(len(line) <= 60 for line in rest)


class Table:
    """Rows of counts by tool."""

    def __init__(self, tools):
        self.tools, self.rows = tools, []

    def row(self, name, of, cells, union=""):
        self.rows.append([name, str(of), *(str(cells.get(tool, "-")) for tool in self.tools), str(union)])

    def show(self):
        head = ["", "of", *self.tools, "union"]
        show_table([head, *self.rows])


def compare(items, product, peers, speeds):
    """The table."""
    texts = {"shopper": {name: said["text"] for name, said in product.items()}}
    texts |= {peer: said["found"] for peer, said in peers.items() if peer != "flufl.bounce"}
    table = Table(["shopper", *peers])

    bounced = {"shopper": {n for n, said in product.items() if said["kind"].startswith("bounce")}}
    late = {"shopper": {n for n, said in product.items() if said["kind"] == "bounce_delayed"}}
    if "flufl.bounce" in peers:
        found = peers["flufl.bounce"]["found"]
        bounced["flufl.bounce"] = {name for name, said in found.items() if said and any(said)}
        late["flufl.bounce"] = {name for name, said in found.items() if said and said[0] and not said[1]}

    def count(sets, names):
        return {tool: len(found & set(names)) for tool, found in sets.items()}, len(
            set().union(*sets.values()) & set(names)
        )

    for name, wanted in (
        ("bounces found", ["final", "late"]),
        ("  called delayed, those still tried", ["late"]),
        ("  called delayed, those given up", ["final"]),
    ):
        names = [n for label in wanted for n in items.which(flufl=True, bounce=label)]
        table.row(name, len(names), *count(bounced if len(wanted) == 2 else late, names))
    names = items.which(bounce="none")
    table.row("no bounces, called bounces", len(names), *count(bounced, names))
    names = items.which(bounce="unknown")
    table.row("mails of a crate, called bounces", len(names), *count(bounced, names))

    rights = {}
    for name in items.which(set=...):
        wanted = items.facts[name]["reply"]
        exact = {tool for tool, found in texts.items() if bare(found.get(name)) == bare(wanted)}
        near = {tool for tool, found in texts.items() if tool in exact or is_near(found.get(name), wanted)}
        rights[name] = (exact, near)
    sets = {}
    for name in rights:
        sets.setdefault(items.facts[name]["set"], []).append(name)
    public = [name for label, names in sets.items() if label not in (OWN, HELD) for name in names]
    for label, names in [*sets.items(), ("all public sets", public)]:
        cells = {tool: sum(tool in rights[n][0] for n in names) for tool in texts}
        table.row(f"reply: {label}", len(names), cells, sum(bool(rights[n][0]) for n in names))
    for label, names in (("all public sets", public), (HELD, sets[HELD])):
        cells = {tool: sum(tool in rights[n][1] for n in names) for tool in texts}
        union = sum(bool(rights[n][1]) for n in names)
        table.row(f"  but for a signature: {label}", len(names), cells, union)

    for label, fact in ((OWN, "kind"), (HELD, "held")):
        names = items.which(**{fact: ...})
        right = sum(product[n]["kind"] == items.facts[n][fact] for n in names if n in product)
        table.row(f"kind: {label}", len(names), {"shopper": right})
    table.row("messages a second", "", {tool: f"{speed:.0f}" for tool, speed in speeds.items()})
    table.show()
    for peer, said in peers.items():
        if said["failed"]:
            say(f"{peer} broke down on {said['failed']} messages")


def shapes():
    """The exponents of hostile shapes, the worst first."""
    rows = []
    for line in run(*BENCH, "shapes", cwd=ROOT).splitlines():
        name, exponent, millis = line.split("\t")
        rows.append((float(exponent), name, millis))
    rows.sort(reverse=True)
    say(f"{len(rows)} hostile shapes of 16 kB to 4 MB; the worst exponents, and ms for each size:")
    for exponent, name, millis in rows[:5]:
        say(f"  {exponent:.2f}  {name}: {millis}")
    say(f"worst exponent {rows[0][0]:.2f} (wanted: {WANTED_EXPONENT:.2f} at most)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scratch", type=Path, help="keep what is fetched here")
    parser.add_argument("--mails", type=int, default=300, help="ordinary mails for the speed")
    options = parser.parse_args()
    need_binary()
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        folder = Path(folder)
        scratch = options.scratch or folder / "fetched"
        scratch.mkdir(parents=True, exist_ok=True)
        if not shutil.which("npm"):
            say("not there: npm, and what comes from it")
        fetched = Fetched(scratch.resolve())
        items = gather(fetched, folder / "items")
        speed = folder / "speed"
        speed.mkdir()
        mails = intake_mails.mails(options.mails)
        for number, raw in enumerate(mails):
            (speed / f"{number:04}.eml").write_bytes(raw)
        speeds = {"shopper": float(run(*BENCH, "speed", speed, cwd=ROOT))}
        peers = {}
        for peer in fetched.peers:
            try:
                peers[peer] = fetched.ask(peer, speed, items.folder)
            except (OSError, KeyError) as error:
                say(f"does not run: {peer}: {error}")
                continue
            speeds[peer] = peers[peer]["speed"]
        sizes = sorted(map(len, mails))
        say(f"{len(items.facts)} mails; for the speed {len(mails)} of {sizes[0]} to {sizes[-1]} bytes")
        compare(items, ours(items), peers, speeds)
        fastest = max((s for tool, s in speeds.items() if tool != "shopper"), default=0)
        say(f"speed: {speeds['shopper']:.0f} a second (wanted: {WANTED_SPEED} at least, and more than {fastest:.0f})")
    shapes()


if __name__ == "__main__":
    main()
