#!/usr/bin/env python3
"""Every figure of a report, derived again from its CSV tables.

    tests/real/traceable.py DIR [--prove]      DIR holds report.html, summary.md, report.xlsx and data/

In HTML each figure names its cell (`data-from`) and how the cell is printed (`data-as`); both are followed here by a
reader that shares no line with the program. A digit that is in no such element must stand in a fixed message of the
program's catalogue, or in a description of the codebook; one in a chart's description must be in the table under it. What
the summary says must stand on the page, word for word. A sheet of the workbook must equal its table,
cell by cell. With --prove copies of the report are falsified in several ways, each of which must be found. Python 3.11's standard library only.
"""

import argparse
import csv
import json
import re
import shutil
import sys
import tempfile
import zipfile
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

CATALOGUE = Path(__file__).resolve().parents[2] / "src" / "report" / "words"
NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"
# Between whole and broken part, between thousands, after percents, and days.
MANNERS = {
    "en": (".", ",", NBSP + "%", "days"),
    "nl": (",", ".", "%", "dagen"),
    "fr": (",", NARROW, NARROW + "%", "jours"),
    "de": (",", ".", NBSP + "%", "Tage"),
}
# What the program leaves out of any text that comes from outside.
DROPPED = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000\ue001\ufffe\uffff]")
VOID = {"meta", "link", "img", "br", "hr", "input", "col", "wbr"}
MOST_PRINTED = 25


class Untold(Exception):
    """A figure that cannot be derived."""


class Data:
    """The tables of a report."""

    def __init__(self, folder):
        self.tables = {}
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                self.tables[path.stem] = list(csv.DictReader(file))
        self.tops = {
            path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in folder.glob("*.json")
        }
        self.found = {}

    def rows(self, table, keys):
        if table not in self.tables:
            raise Untold(f"there is no table {table}")
        columns = tuple(sorted(keys))
        index = self.found.get((table, columns))
        if index is None:
            index = defaultdict(list)
            for row in self.tables[table]:
                if any(c not in row for c in columns):
                    raise Untold(f"{table} has no column among {columns}")
                index[tuple(bare(row[c]) for c in columns)].append(row)
            self.found[(table, columns)] = index
        return index.get(tuple(bare(keys[c]) for c in columns), [])

    def follow(self, source):
        """What stands at a source."""
        path, _, column = source.partition("#")
        table, _, query = path.partition("?")
        keys = dict(pair.split("=", 1) for pair in query.split("&")) if query else {}
        keys = {name: unquote(value) for name, value in keys.items()}
        if table in self.tops and table not in self.tables:
            return self.top(table, column)
        rows = self.rows(table, keys)
        if not column:
            return str(len(rows))
        if len(rows) != 1:
            raise Untold(f"{len(rows)} rows fit {source}")
        if column not in rows[0]:
            raise Untold(f"{table} has no column {column}")
        return rows[0][column]

    def top(self, name, path):
        if path == "opens+cut_off_seconds":
            top = self.tops[name]
            end = moment(top["opens"]) + timedelta(seconds=top["cut_off_seconds"])
            return end.strftime("%Y-%m-%dT%H:%M:%SZ")
        found = self.tops[name]
        for step in path.split("."):
            found = found[int(step)] if isinstance(found, list) else found.get(step)
            if found is None:
                raise Untold(f"{name}.json has no {path}")
        if isinstance(found, (list, dict)):
            return str(len(found))
        return str(found).lower() if isinstance(found, bool) else str(found)


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)


def bare(text):
    """A cell as it was before it was made harmless for spreadsheets, and without what no report shows."""
    if text[:1] == "'" and text[1:2] in "=+-@\t\r'":
        text = text[1:]
    return DROPPED.sub("", text)


class Manner:
    """Numbers as a language prints them."""

    def __init__(self, language):
        self.language = language
        self.point, self.group, self.percent, self.days = MANNERS[language]
        common = (CATALOGUE / language / "common.ftl").read_text(encoding="utf-8")
        self.weekdays = dict(re.findall(r"^weekday-(\w+) = (.+)$", common, re.M))
        self.months = dict(re.findall(r"^month-(\d+) = (.+)$", common, re.M))

    def turned(self, english):
        return english.translate(str.maketrans({".": self.point, ",": self.group, "-": MINUS}))

    def decimal(self, value, places):
        text = f"{value:,.{places}f}"
        if not any(c in "123456789" for c in text):
            text = text.lstrip("-")
        return self.turned(text)

    def percents(self, value):
        share = value * 100
        for places in range(5):
            text = f"{share:.{places}f}"
            if not ((float(text) <= 0 < share) or (float(text) >= 100 > share)):
                break
        return self.turned(text.lstrip("-") if float(text) == 0 else text)

    def duration(self, hours):
        if hours < 1:
            return f"{self.decimal(hours * 60, 0)}{NBSP}min"
        shown = f"{self.decimal(hours, 1)}{NBSP}h"
        if hours < 72:
            return shown
        return f"{shown} ({self.decimal(hours / 24, 1)}{NBSP}{self.days})"

    def date(self, text):
        at = moment(text)
        after = {"de": "."}.get(self.language, "er" if (self.language, at.day) == ("fr", 1) else "")
        return f"{at.day}{after} {self.months[str(at.month)]} {at.year}"

    def show(self, raw, form):
        """A cell as it is printed."""
        if form == "date":
            return self.date(raw)
        if form == "moment":
            at = moment(raw)
            return f"{self.date(raw)}, {at:%H:%M}{NBSP}UTC"
        if form == "week":
            return re.sub(r"\b(?:mon|tue|wed|thu|fri|sat|sun)\b", lambda day: self.weekdays[day.group()], raw)
        if form == "curve":
            knots = (knot.split(" ") for knot in raw.split(", "))
            units = {"s": "s", "m": "min", "h": "h"}
            return "; ".join(f"{at[:-1]}{NBSP}{units[at[-1]]}: {self.percents(float(of))}{self.percent}" for at, of in knots)
        value = float(raw)
        if form == "percent":
            return self.percents(value) + self.percent
        if form == "percents":
            return self.percents(value)
        if form == "whole":
            return self.turned(f"{value:,.0f}")
        if form == "ordinal":
            return self.ordinal(int(value))
        if form == "duration":
            return self.duration(value)
        if form == "signed_points":
            return self.signed(value * 100, 1)
        if form.startswith("signed"):
            return self.signed(value, int(form[6:]))
        if form.startswith("decimal"):
            return self.decimal(value, int(form[7:]))
        raise Untold(f"nobody knows the form {form}")

    def ordinal(self, place):
        shown = self.turned(f"{place:,}")
        if self.language == "en":
            teen = 11 <= place % 100 <= 13
            return shown + ("th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th"))
        if self.language == "fr" and place == 1:
            return shown + "er"
        return shown + ("." if self.language == "de" else "e")

    def signed(self, value, places):
        text = self.decimal(value, places)
        return "+" + text if value > 0 and any(c in "123456789" for c in text) else text


def fixed(language, data):
    """What the program says of itself that has digits: pieces of its messages, and of the codebook; longest first."""
    pieces = set()
    for path in sorted((CATALOGUE / language).glob("*.ftl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            # The message's id and a variant's key are no words; a variable stands for what is checked by itself.
            line = re.sub(r"^\s*\*?\[[\w.-]+\]|^[a-z][\w-]* =", "", line)
            pieces.update(re.split(r"\{[^{}]*\}|\{|\}", line))
    for top in data.tops.values():
        pieces.update(descriptions(top))
    pieces = {" ".join(piece.split()) for piece in pieces}
    return sorted((p for p in pieces if any(c.isdigit() for c in p)), key=len, reverse=True)


def descriptions(top):
    if isinstance(top, dict):
        for name, value in top.items():
            if name == "description" and isinstance(value, str):
                yield value
            else:
                yield from descriptions(value)
    elif isinstance(top, list):
        for value in top:
            yield from descriptions(value)


def left(text, allowed):
    """What remains of a text when all that may stand in it is taken out."""
    text = " ".join(text.split())
    for piece in allowed:
        if not any(c.isdigit() for c in text):
            return ""
        if piece in text:
            # Whole numbers only: 28 is no part of 4,328.
            before = r"(?<![\d])(?<!\d[.,])" if piece[0].isdigit() else ""
            after = r"(?![\d])(?![.,]\d)" if piece[-1].isdigit() else ""
            text = re.sub(before + re.escape(piece) + after, " ", text)
    return text if any(c.isdigit() for c in text) else ""


def without_cut_names(text, names):
    """A text without the names of which a chart has room for the beginning only."""
    for name in names:
        for length in range(len(name), 11, -1):
            text = text.replace(name[:length].rstrip() + "…", " ")
    return text


class Page(HTMLParser):
    """A page, and what of it cannot be derived."""

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.data, self.wrong, self.figures = data, [], 0
        self.stack, self.manner, self.allowed = [], None, []
        self.row = ""
        # Of each open figure: what its chart says, and what its table holds.
        self.charts = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            language = attrs.get("lang", "en")
            self.manner, self.allowed = Manner(language), fixed(language, self.data)
        if tag == "figure":
            self.charts.append({"said": [], "shown": set()})
        for name in ("aria-label", "title", "alt"):
            if attrs.get(name):
                self.said(attrs[name])
        if tag not in VOID:
            self.stack.append({"tag": tag, "attrs": attrs, "text": ""})

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, text):
        for element in reversed(self.stack):
            if element["tag"] in ("style", "script"):
                return
            if "data-from" in element["attrs"]:
                element["text"] += text
                return
        tag = self.stack[-1]["tag"] if self.stack else ""
        if tag in ("title", "desc") and any(e["tag"] == "svg" for e in self.stack):
            self.said(text)
        elif tag == "title":
            self.figure_free(re.sub("|".join(map(re.escape, self.names())), "", text))
        else:
            self.figure_free(text)

    def names(self):
        design = self.data.tops.get("design", {})
        return sorted((str(design.get(key, "")) for key in ("title", "wave")), key=len, reverse=True)

    def handle_endtag(self, tag):
        if not any(e["tag"] == tag for e in self.stack):
            return
        while self.stack:
            element = self.stack.pop()
            if "data-from" in element["attrs"]:
                self.element(element)
            if element["tag"] == "figure":
                self.close(self.charts.pop())
            if element["tag"] == tag:
                break

    def element(self, element):
        attrs, text = element["attrs"], element["text"]
        source, form = attrs["data-from"], attrs.get("data-as", "")
        # Another column of the row that was named last.
        if source.startswith("#"):
            source = self.row + source
        self.row = source.partition("#")[0]
        self.figures += 1
        for chart in self.charts:
            chart["shown"].add(" ".join(text.split()))
        try:
            held = self.data.follow(source)
            if element["tag"] == "data":
                raw = attrs.get("value")
                if not equal(raw, held):
                    raise Untold(f"{source} holds {held!r}, the page {raw!r}")
                shown = self.manner.show(held, form)
                if shown != text:
                    raise Untold(f"{held} of {source} is printed {shown!r}, not {text!r}")
            elif form == "beginning":
                whole = "".join(bare(held).split())
                said = "".join(bare(text).split()).removesuffix("…")
                if not whole.startswith(said):
                    raise Untold(f"{source} does not begin with {text[:60]!r}")
            elif source.find("#") < 0:
                # A name by which rows are found.
                values = [unquote(p.split("=", 1)[1]) for p in source.partition("?")[2].split("&")]
                if held == "0" or bare(text) not in [bare(v) for v in values]:
                    raise Untold(f"no row of {source} is named {text!r}")
            elif "".join(bare(held).split()) != "".join(text.split()):
                raise Untold(f"{source} holds {held!r}, the page says {text!r}")
        except (Untold, ValueError, KeyError, IndexError) as error:
            self.wrong.append(str(error))

    def said(self, text):
        """What is said of a chart."""
        if self.charts:
            self.charts[-1]["said"].append(text)
        else:
            self.figure_free(text)

    def close(self, chart):
        shown = {piece for piece in chart["shown"] if any(c.isdigit() for c in piece)}
        # The longest first, whatever they are: "6 h" of a message is no part of "48.6 h".
        allowed = sorted({*shown, *self.allowed}, key=len, reverse=True)
        for text in chart["said"]:
            for name in self.names():
                text = text.replace(name, " ") if name else text
            rest = left(without_cut_names(" ".join(text.split()), shown), allowed)
            if rest:
                self.wrong.append(f"said of a chart, but not in its table: {rest[:200]!r}")

    def figure_free(self, text):
        rest = left(text, self.allowed)
        if rest:
            inside = " > ".join(e["tag"] for e in self.stack[-4:])
            self.wrong.append(f"a figure of which nobody says where it is from, in {inside}: {rest[:160]!r}")


def equal(raw, held):
    if raw is None:
        return False
    if raw == held:
        return True
    try:
        return float(raw) == float(held)
    except ValueError:
        pass
    try:
        return moment(raw) == moment(held)
    except ValueError:
        return False


def html_wrong(path, data):
    page = Page(data)
    page.feed(path.read_text(encoding="utf-8"))
    return page.wrong, page.figures


BLOCKS = {"h1", "h2", "h3", "p", "li", "th", "td", "dt", "dd", "caption", "figcaption"}
MARKS = re.compile(r"\\(.)")


class Said(HTMLParser):
    """What a page says, block by block, without the links behind its figures."""

    def __init__(self):
        super().__init__()
        self.said, self.open, self.links = set(), [], []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.open.append([])
        elif tag == "a":
            self.links.append(dict(attrs).get("class") == "rows")

    def handle_data(self, text):
        if self.open and not any(self.links):
            self.open[-1].append(text)

    def handle_endtag(self, tag):
        if tag in BLOCKS and self.open:
            self.said.add(bare("".join(self.open.pop())).strip())
        elif tag == "a" and self.links:
            self.links.pop()


def markdown_wrong(path, _data):
    """What the summary says and the page does not, word for word: there each figure is followed."""
    page = Said()
    page.feed((path.parent / "report.html").read_text(encoding="utf-8"))
    wrong, figures = [], 0
    *lines, last = path.read_text(encoding="utf-8").strip().splitlines()
    for line in lines:
        if line.startswith("|"):
            parts = [part for cell in re.split(r"(?<!\\)\|", line)[1:-1] for part in cell.strip().strip("*").split("<br>")]
        else:
            parts = [re.sub(r"^(#+|-) ", "", line)]
        for part in parts:
            said = bare(MARKS.sub(r"\1", part.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))).strip()
            if said in ("", "…", "---", "---:"):
                continue
            figures += any(c.isdigit() for c in said)
            if said not in page.said:
                wrong.append(f"summary.md says, and the page does not: {said[:160]!r}")
    if any(c.isdigit() for c in last):
        wrong.append(f"a figure in the last line of summary.md: {last!r}")
    return wrong, figures


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
EPOCH = datetime(1899, 12, 30, tzinfo=timezone.utc)


def workbook_wrong(path, data):
    """Cells of the workbook that are not what its tables say."""
    wrong, cells = [], 0
    with zipfile.ZipFile(path) as parts:
        texts = []
        if "xl/sharedStrings.xml" in parts.namelist():
            root = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
            texts = ["".join(t.text or "" for t in si.iter(SHEET + "t")) for si in root]
        links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target").lstrip("/") for link in links}
        sheets = ElementTree.fromstring(parts.read("xl/workbook.xml")).find(SHEET + "sheets")
        names = {sheet.get("name"): targets[sheet.get(LINK)] for sheet in sheets}
        for name, target in names.items():
            if name not in data.tables:
                continue
            target = target if target.startswith("xl/") else "xl/" + target
            held = data.tables[name]
            rows = list(sheet_rows(parts.read(target), texts))
            columns = rows[0] if rows else {}
            if not held:
                continue
            if list(columns.values()) != list(held[0]):
                wrong.append(f"the columns of sheet {name} are not those of {name}.csv")
                continue
            if len(rows) - 1 < min(len(held), 1_048_574):
                wrong.append(f"sheet {name} has {len(rows) - 1} rows, {name}.csv {len(held)}")
            for number, (row, cell) in enumerate(zip(rows[1:], held, strict=False), 2):
                for place, column in columns.items():
                    cells += 1
                    if not same(row.get(place, ""), cell[column]):
                        wrong.append(
                            f"sheet {name}, row {number}, {column}: {row.get(place, '')!r}, the table has {cell[column]!r}"
                        )
        missing = [t for t in ("enquiries", "estimates", "league") if t in data.tables and t not in names]
        wrong += [f"the workbook has no sheet {name}" for name in missing]
        for part in parts.namelist():
            if part.startswith("xl/worksheets/") and b"<f>" in parts.read(part):
                wrong.append(f"{part} holds a formula")
    return wrong, cells


def sheet_rows(xml, texts):
    for row in ElementTree.fromstring(xml).iter(SHEET + "row"):
        cells = {}
        for cell in row:
            place = re.match(r"[A-Z]+", cell.get("r")).group()
            value = cell.find(SHEET + "v")
            if cell.get("t") == "s":
                cells[place] = texts[int(value.text)]
            elif cell.get("t") == "inlineStr":
                cells[place] = "".join(t.text or "" for t in cell.iter(SHEET + "t"))
            elif cell.get("t") == "b":
                cells[place] = "true" if value.text == "1" else "false"
            elif value is not None and value.text is not None:
                cells[place] = value.text
        yield cells


def same(shown, held):
    if shown == held or bare(shown) == bare(held) or shown == held[:32_767]:
        return True
    try:
        if abs(float(shown) - float(held)) <= 1e-9 * max(1, abs(float(held))):
            return True
    except ValueError:
        pass
    try:
        at = EPOCH + timedelta(days=float(shown))
        return abs((at - moment(held)).total_seconds()) < 0.5
    except ValueError:
        return False


def check(folder, say=print, only=None):
    """What cannot be derived, of each file of a report, or of one."""
    data = Data(folder / "data")
    wrong = {}
    pages = sorted([folder / "report.html", *folder.glob("companies/*.html"), *folder.glob("answers/*.html")])
    for path, reader in [(page, html_wrong) for page in pages] + [
        (folder / "summary.md", markdown_wrong),
        (folder / "report.xlsx", workbook_wrong),
    ]:
        name = path.relative_to(folder).as_posix()
        if only not in (None, name):
            continue
        if not path.exists():
            wrong[name] = [f"there is no {name}"]
            continue
        found, figures = reader(path, data)
        wrong[name] = found
        if figures == 0:
            wrong[name].append(f"not one figure was found in {name}")
        say(f"{name}: {figures} figures, {len(found)} that cannot be derived")
    return wrong


def other(digits):
    """Other digits of the same length."""
    return "".join(str((int(d) + 3) % 10) if d.isdigit() else d for d in digits)


def in_text(pattern):
    """Replaces the digits of the first match's only group."""

    def change(text):
        found = re.search(pattern, text, re.S)
        if not found:
            return None
        begin, end = found.span(1)
        return text[:begin] + other(found.group(1)) + text[end:]

    return change


def in_part(name, change):
    """Changes a part of a workbook."""

    def changed(path):
        with zipfile.ZipFile(path) as old:
            parts = {info: old.read(info) for info in old.namelist()}
        text = change(parts[name].decode())
        if text is None:
            return False
        parts[name] = text.encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for info, content in parts.items():
                new.writestr(info, content)
        return True

    return changed


def in_file(change):
    def changed(path):
        text = change(path.read_text(encoding="utf-8"))
        if text is not None:
            path.write_text(text, encoding="utf-8")
        return text is not None

    return changed


FALSE = {
    "a figure in prose": ("report.html", in_file(in_text(r"<li>[^<]*<data [^>]*>(\d+)"))),
    "a figure in a table": ("report.html", in_file(in_text(r"<td[^>]*>[^<]*<data [^>]*>(\d+)"))),
    "a raw value": ("report.html", in_file(in_text(r'<data value="0\.(\d+)"'))),
    "a chart's description": ("report.html", in_file(in_text(r"<desc[^>]*>[^<]*?\D(\d,\d\d\d)"))),
    "a figure out of nowhere": ("report.html", in_file(lambda t: t.replace("</main>", "<p>In 77 % of cases.</p></main>"))),
    "another row": ("report.html", in_file(lambda t: t.replace("channel=email", "channel=twitter", 1))),
    "a number of the summary": ("summary.md", in_file(in_text(r"\n- [^\n]*?(\d+)"))),
    "a cell of the workbook": ("report.xlsx", None),
    "a cell of a table": ("data/estimates.csv", in_file(in_text(r"\nanswered,all,,email,0\.(\d+)"))),
}


def unproven(folder):
    """Falsifications that are not found."""
    missed, tried = [], 0
    for name, (file, change) in FALSE.items():
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "report"
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("study", "charts"))
            if change is None:
                change = in_part(first_table(copy / file), in_text(r"<c r=\"E\d+\"[^>]*><v>(\d[\d.]*)</v>"))
            if not change(copy / file):
                missed.append(f"{name}: there is nothing of the kind in {file}")
                continue
            tried += 1
            # A table falsified is found in the page that was made from it.
            page = "report.html" if file.startswith("data/") else file
            if not any(check(copy, lambda _: None, page).values()):
                missed.append(f"{name} was not found")
    print(f"{tried} falsifications, {len(missed)} missed")
    return missed


def first_table(path):
    """The part of a workbook that holds the estimates."""
    with zipfile.ZipFile(path) as parts:
        links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target").lstrip("/") for link in links}
        sheets = ElementTree.fromstring(parts.read("xl/workbook.xml")).find(SHEET + "sheets")
        [target] = [targets[s.get(LINK)] for s in sheets if s.get("name") == "estimates"]
    return target if target.startswith("xl/") else "xl/" + target


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prove", action="store_true", help="falsify copies, and find it")
    args = parser.parse_args()
    wrong = check(args.folder)
    if args.prove and not any(wrong.values()):
        wrong["proof"] = unproven(args.folder)
    for name, found in wrong.items():
        for line in found[:MOST_PRINTED]:
            print(f"{name}: {line}", file=sys.stderr)
        if len(found) > MOST_PRINTED:
            print(f"{name}: and {len(found) - MOST_PRINTED} more", file=sys.stderr)
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
