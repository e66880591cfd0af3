"""Public sets for benches/intake.py, derived from what their packages ship for their own tests.

A pair is a message as text, plain or HTML, and the reply that its owner's test expects of it. The
tests are run with recorders in place of the functions under test; no line of them is kept here.
"""

import ast
import email
import email.iterators
import html
import json
import re
import subprocess
import types
from pathlib import Path

NOTHING = re.compile(r"(?is)<(style|script|head)\b.*?</\1>")
BREAK = re.compile(r"(?i)<br\s*/?>|</?(div|p|blockquote|hr|tr|td|table|li|ul)\b[^>]*>")


def html_text(text):
    """The text of an HTML fragment, lines where it has blocks."""
    text = BREAK.sub("\n", NOTHING.sub("", text))
    return html.unescape(re.sub(r"(?s)<[^>]*>", "", text)).replace("\xa0", " ")


class Pairs(list):
    """Pairs as dicts of set, kind (plain or html), text and reply; each once."""

    def put(self, name, kind, text, reply):
        if kind == "html":
            reply = html_text(reply)
        pair = {"set": f"{name} {kind}", "kind": kind, "text": text, "reply": reply}
        if text.strip() and reply.strip() and pair not in self:
            self.append(pair)


class Called(str):
    """What a function under test returns: what it was called with."""

    def __new__(cls, text, kind):
        called = super().__new__(cls, "\0")
        called.text, called.kind = text.decode() if isinstance(text, bytes) else text, kind
        return called


def run_functions(source, names, wanted):
    """Runs the undecorated functions of a test file that begin with `wanted`, in the names given.
    What fails for want of a name is left out: it tests something else."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) or (
            isinstance(node, ast.FunctionDef) and not node.decorator_list
        ):
            try:
                exec(ast.get_source_segment(source, node), names)
            except Exception:
                continue
    for name, function in list(names.items()):
        if name.startswith(wanted) and callable(function):
            try:
                function()
            except Exception:
                continue


def talon(folder, pairs):
    """talon's tests of plain and HTML quotations, its mails with their replies, its signatures."""
    tests = folder / "tests"
    fixtures = tests / "fixtures"

    def called(kind):
        def call(text, content_type=None, *_):
            return Called(text, "html" if "html" in (content_type or kind) else "plain")

        return call

    def record(one, other, *_):
        if isinstance(other, Called):
            one, other = other, one
        if isinstance(one, Called) and isinstance(other, str):
            pairs.put("talon", one.kind, one.text, other)

    class Kept:
        """White space is compared away later, not here."""

        @staticmethod
        def sub(_, text):
            return text

    for file in ("text_quotations_test.py", "html_quotations_test.py"):
        names = {
            "quotations": types.SimpleNamespace(
                extract_from_plain=called("plain"),
                extract_from_html=called("html"),
                extract_from=called("plain"),
            ),
            "eq_": record,
            "ok_": lambda *_: None,
            "assert_false": lambda *_: None,
            **{
                name: (fixtures / file).read_text()
                for name, file in (
                    ("REPLY_QUOTATIONS_SHARE_BLOCK", "reply-quotations-share-block.eml"),
                    ("OLK_SRC_BODY_SECTION", "OLK_SRC_BODY_SECTION.html"),
                    ("REPLY_SEPARATED_BY_HR", "reply-separated-by-hr.html"),
                )
            },
        }
        source = (tests / file).read_text()
        # The file has a white space of its own; assignments run before functions do.
        run_functions(source + "\nRE_WHITESPACE = Kept\n", {**names, "Kept": Kept}, "test_")
    for file in sorted((fixtures / "standard_replies").glob("*.eml")):
        message = email.message_from_bytes(file.read_bytes())
        part = next(email.iterators.typed_subpart_iterator(message, subtype="plain"))
        charset = part.get_content_charset() or "utf-8"
        text = part.get_payload(decode=True).decode(charset, "replace")
        reply = file.with_name(file.stem + "_reply_text")
        pairs.put("talon mails", "plain", text, reply.read_text() if reply.exists() else "Hello")
    for file in sorted((fixtures / "html_replies").glob("*.html")):
        pairs.put("talon", "html", file.read_text(encoding="utf-8"), "Hi. I am fine.\n\nThanks,\nAlex")

    def signature(one, other, *_):
        if isinstance(other, tuple) and isinstance(other[0], Called):
            one, other = other, one
        if isinstance(one, tuple) and isinstance(one[0], Called):
            pairs.put("talon signatures", "plain", one[0].text, other[0])

    names = {
        "bruteforce": types.SimpleNamespace(extract_signature=lambda text: (Called(text, "plain"),)),
        "eq_": signature,
    }
    run_functions((tests / "signature" / "bruteforce_test.py").read_text(), names, "test_")
    for file in sorted((fixtures / "signature" / "emails" / "stripped").glob("*_body")):
        text = file.read_text(encoding="utf-8", errors="replace")
        signed = file.with_name(file.name[: -len("body")] + "signature")
        at = text.find(signed.read_text(encoding="utf-8", errors="replace").strip())
        if at > 0:
            pairs.put("talon signatures", "plain", text, text[:at])


def quotequail(folder, pairs):
    """quotequail's tables of texts and their parts."""

    def table(file, function):
        for node in ast.parse((folder / "tests" / file).read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.name == function:
                return ast.literal_eval(node.decorator_list[0].args[1])
        return []

    for text, _, parts in table("test_quote.py", "test_quote"):
        pairs.put("quotequail", "plain", text, "".join(f"{part}\n" for own, part in parts if own))
    for text, parts in table("test_unwrap.py", "test_unwrap"):
        if parts and "text_top" in parts:
            reply = f"{parts['text_top']}\n{parts.get('text_bottom', '')}"
            pairs.put("quotequail", "plain", text, reply)
    for text, _, parts in table("test_quote_html.py", "test_quote_html"):
        pairs.put("quotequail", "html", text, "".join(part for own, part in parts if own))


PLANER = """
const CoffeeScript = require('coffee-script'), fs = require('fs'), path = require('path')
const folder = path.join(path.dirname(require.resolve('planer/package.json')), 'test')
const pairs = []
const called = kind => text => ({ text, kind })
const planer = {
  extractFromHtml: called('html'),
  extractFromPlain: called('plain'),
  extractFrom: (text, type) => called(/html/.test(type) ? 'html' : 'plain')(text),
}
const any = new Proxy(function () {}, { get: () => any, apply: () => any })
const expect = got => got && got.text !== undefined
  ? { to: { equal: reply => pairs.push([got.kind, got.text, reply]), exist: any, contain: any }, not: any }
  : any
const doubles = name =>
  name === 'chai' ? { expect } : name === 'fs' ? fs : name === 'path' ? path
    : name.endsWith('planer') ? planer : any
for (const file of fs.readdirSync(folder).filter(name => name.endsWith('.coffee'))) {
  const code = CoffeeScript.compile(fs.readFileSync(path.join(folder, file), 'utf8'), { bare: true })
  const run = (_, body) => { try { body.call({}) } catch (error) {} }
  new Function('require', 'describe', 'before', 'it', '__dirname', code)(
    doubles, (_, body) => body.call({}), () => {}, run, folder)
}
console.log(JSON.stringify(pairs))
"""


def planer(node_folder, pairs):
    """planer's tests, which are CoffeeScript."""
    done = subprocess.run(
        ["node", "-e", PLANER], cwd=node_folder, capture_output=True, text=True, check=True
    )
    for kind, text, reply in json.loads(done.stdout):
        pairs.put("planer", kind, text, reply)


def bounces(folder):
    """flufl.bounce's mails: name -> (raw, label): `final`, `late`, or `none` for what is no bounce.

    The label is that of its table of detectors; where that names no address, the mail is a bounce
    all the same, but for those of which the table's or the mail's own comment says otherwise.
    """
    tree = ast.parse((folder / "tests" / "test_detectors.py").read_text())
    [table] = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "DETECTORS"
    ]
    late = {file for _, file, found, temporary in table if found and temporary}
    # "Not a bounce but has confused groupwise", and an answering machine that broke the detector of qmail.
    none = {"groupwise_03.txt", "qmail_08.txt"}
    mails = {}
    for file in sorted((folder / "tests" / "data").glob("*.txt")):
        raw = file.read_bytes()
        if raw.startswith(b"From "):
            raw = raw.split(b"\n", 1)[1]
        label = "none" if file.name in none else "late" if file.name in late else "final"
        mails[file.stem] = (raw, label)
    return mails


def as_mail(pair):
    """A message that holds the text of a pair."""
    head = (
        "From: Jo <jo@company.example>\nTo: anna@shop.test\nSubject: Re: x\nMIME-Version: 1.0\n"
        f"Content-Type: text/{pair['kind']}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return (head + pair["text"]).encode("utf-8", "replace")


def own(folder):
    """Our own labelled mails: (raw, label) of each."""
    labels = json.loads((folder / "index.json").read_text())
    return [((folder / label["file"]).read_bytes(), label) for label in labels]


def crate_mails(cargo):
    """Mails that the crate mail-parser ships, as cargo has it."""
    done = subprocess.run(
        [cargo, "metadata", "--format-version", "1", "--locked"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parent,
    )  # fmt: skip
    [manifest] = [
        p["manifest_path"] for p in json.loads(done.stdout)["packages"] if p["name"] == "mail-parser"
    ]
    return [f.read_bytes() for f in sorted(Path(manifest).parent.glob("resources/eml/*/*.eml"))]
