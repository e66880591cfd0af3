#!/usr/bin/env python3
"""A report as a browser shows it: on a phone, on a laptop, and on A4.

    tests/real/pages.py DIR [--pictures DIR] [--hostile] [--prove]     DIR holds report.html

In Debian's Chromium the page must have no violation of WCAG 2.2 AA (axe-core from npm), nothing may stick out of it,
nothing may be fetched, nothing may run, and it must print. With --hostile the page holds answers that try to break it:
what they would have done must not have happened. With --prove copies of the page are broken on purpose, and each
break must be found. Python 3.11's standard library only.
"""

import argparse
import base64
import json
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

AXE = "axe-core@4.11.0"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Name, width and height in CSS pixels, whether it is paper. A4 less its margins of 16 mm, at 96 dots an inch.
SIZES = [("phone", 390, 844, False), ("laptop", 1280, 800, False), ("a4", 673, 1002, True)]
# Of each kind of fold so many are opened: a thousand companies would take axe an hour.
OPENED = 1
OPEN = """
const seen = new Map();
for (const fold of document.querySelectorAll('details')) {
  const kind = [...function* () { for (let e = fold; e && e !== document.body; e = e.parentElement) yield e.tagName + e.id; }()].join();
  const count = (seen.get(kind) || 0) + 1;
  seen.set(kind, count);
  fold.open = count <= %d;
}
"""
# What axe need not see again: the inside of folds that are closed, of which one of each kind is open, and the rows of a
# table after the first dozen. On the whole page of a hundred companies it takes minutes.
PRUNE = """
for (const fold of document.querySelectorAll('details:not([open])'))
  fold.replaceChildren(...[...fold.children].filter(e => e.tagName === 'SUMMARY'));
for (const body of document.querySelectorAll('tbody'))
  [...body.rows].slice(12).forEach(row => row.remove());
"""
# Whatever ends to the right of the page, but for what a reader can scroll by itself.
STICKING_OUT = """
const wide = document.documentElement.clientWidth;
const out = [];
for (const element of document.querySelectorAll('body *')) {
  if (!paper && element.closest('.scroll') && !element.classList.contains('scroll')) continue;
  if (element.closest('svg') && element.tagName !== 'svg') continue;
  // What lies in a closed fold is asked for its place, but drawn nowhere.
  if (!element.checkVisibility()) continue;
  const box = element.getBoundingClientRect();
  if (box.width && box.right > wide + 1)
    out.push(element.tagName + '.' + element.className + ' ends at ' + Math.round(box.right) + ' of ' + wide + ': ' + (element.textContent || '').slice(0, 60));
}
return out.slice(0, 10);
"""
STATE = """
return {
  scripts: document.scripts.length,
  handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length,
  frames: document.querySelectorAll('iframe, object, embed, form, base, link').length,
  fetched: performance.getEntriesByType('resource').map(e => e.name).filter(name => !name.startsWith('data:')),
  policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content || '',
  title: document.title,
  pwned: Object.keys(window).filter(name => name.startsWith('pwned')),
  fixed: [...document.querySelectorAll('main *')].filter(e => ['fixed', 'absolute', 'sticky'].includes(getComputedStyle(e).position)).length,
};
"""


class Failure(Exception):
    """The page is not what it should be."""


class Browser:
    """Chromium behind chromedriver."""

    def __init__(self, address):
        self.address, self.session = address, ""
        options = {
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
                "--force-color-profile=srgb", "--disable-dev-shm-usage",
            ]
        }
        always = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}, "unhandledPromptBehavior": "ignore"}
        said = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": always}})
        self.session = f"/session/{said['sessionId']}"
        self.ask("POST", self.session + "/timeouts", {"script": 600_000, "pageLoad": 120_000})

    def ask(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            self.address + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=900) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error).get("value", {})
            raise Failure(f"{path}: {value.get('error')}: {value.get('message', '')[:300]}") from error

    def run(self, script, *args):
        return self.ask("POST", self.session + "/execute/sync", {"script": script, "args": list(args)})

    def run_async(self, script, *args):
        return self.ask("POST", self.session + "/execute/async", {"script": script, "args": list(args)})

    def devtools(self, command, **params):
        return self.ask("POST", self.session + "/goog/cdp/execute", {"cmd": command, "params": params})

    def open(self, path):
        self.ask("POST", self.session + "/url", {"url": path.resolve().as_uri()})

    def size(self, width, height, paper):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.devtools("Emulation.setEmulatedMedia", media="print" if paper else "screen")

    def picture(self, path):
        shot = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.ask("DELETE", self.session)


@contextmanager
def driver():
    """chromedriver on a port of its own choice."""
    process = subprocess.Popen(
        ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        port = None
        for line in process.stdout:
            if "successfully on port" in line:
                port = int(line.rsplit("on port", 1)[1].strip(" .\n"))
                break
        if port is None:
            raise Failure("chromedriver did not start")
        browser = Browser(f"http://127.0.0.1:{port}")
        try:
            yield browser
        finally:
            browser.close()
    finally:
        process.terminate()
        process.wait()


def axe(folder):
    """axe-core's one file."""
    subprocess.run(
        ["npm", "pack", "--silent", AXE, "--pack-destination", str(folder)],
        check=True, cwd=folder, stdout=subprocess.DEVNULL,
    )
    [packed] = folder.glob("axe-core-*.tgz")
    with tarfile.open(packed) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


def violations(browser, source):
    browser.run(PRUNE)
    browser.run(source)
    found = browser.run_async(
        "const done = arguments[arguments.length - 1];"
        "axe.run({exclude: [['svg > *']]}, {runOnly: arguments[0], resultTypes: ['violations']})"
        ".then(r => done({tested: r.passes.length, found: r.violations.map(v => [v.id, v.help, v.nodes.length, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.any.map(a => a.message).join('; '))])}),"
        " e => done({tested: 0, found: [['axe', String(e), 1, []]]}));",
        RULES,
    )
    if not found["tested"]:
        raise Failure("axe-core tested nothing")
    return [f"{rule}: {help_} ({count} x): {nodes}" for rule, help_, count, nodes in found["found"]]


def look(browser, page, source, pictures, hostile):
    """What is wrong with a page."""
    wrong = []
    for name, width, height, paper in SIZES:
        browser.size(width, height, paper)
        browser.open(page)
        browser.run(OPEN % OPENED)
        wrong += [f"{name}: {what}" for what in browser.run(f"const paper = {str(paper).lower()};" + STICKING_OUT)]
        if pictures:
            browser.picture(pictures / f"{page.stem}-{name}.png")
        if not paper:
            wrong += [f"{name}: {what}" for what in violations(browser, source)]
    browser.size(1280, 800, False)
    browser.open(page)
    state = browser.run(STATE)
    for key in ("scripts", "handlers", "frames", "fetched", "pwned", "fixed"):
        if state[key]:
            wrong.append(f"{key}: {state[key]}")
    for needed in ("default-src 'none'", "base-uri 'none'", "form-action 'none'", "sha256-"):
        if needed not in state["policy"]:
            wrong.append(f"the policy lacks {needed}: {state['policy']}")
    if "unsafe" in state["policy"]:
        wrong.append(f"the policy allows too much: {state['policy']}")
    if hostile and "PWNED" in state["title"]:
        wrong.append(f"an answer changed the title: {state['title']}")
    log = browser.ask("POST", browser.session + "/se/log", {"type": "browser"})
    wrong += [f"the console says {entry['message'][:200]}" for entry in log]
    printed = browser.devtools("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    pdf = base64.b64decode(printed["data"])
    if not pdf.startswith(b"%PDF"):
        wrong.append("it does not print")
    if pictures:
        (pictures / f"{page.stem}.pdf").write_bytes(pdf)
    return wrong


# What is put into a page, and what must then be said of it.
BREAKS = {
    "a script": ("<script>window.pwned = 1</script>", "scripts: 1"),
    "a handler": ("<p onclick='window.pwned = 1'>x</p>", "handlers: 1"),
    "a picture from elsewhere": ("<img alt='' src='http://127.0.0.1:9/x.png'>", "the console says"),
    "a wide table": ("<table width='3000'><tr><td>wide</td></tr></table>", "laptop: TABLE"),
    "pale words": ("<p><font color='#bbbbbb'>pale</font></p>", "color-contrast"),
    "a picture without words": ("<svg role='img' width='9' height='9'></svg>", "svg-img-alt"),
}


def unproven(browser, page, source):
    """Breaks that are not found."""
    missed = []
    whole = page.read_text(encoding="utf-8")
    # The breaks are found as well where less stands around them.
    section = whole.find("</section>")
    whole = whole[: section + len("</section>")] + whole[whole.rfind("</main>") :]
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder) / page.name
        for name, (markup, says) in BREAKS.items():
            broken.write_text(whole.replace("</main>", markup + "</main>"), encoding="utf-8")
            if not any(says in line for line in look(browser, broken, source, None, False)):
                missed.append(f"{name} was not found")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pictures", type=Path, help="where to leave pictures and the printed page")
    parser.add_argument("--hostile", action="store_true", help="the report holds answers that try to break it")
    parser.add_argument("--prove", action="store_true", help="break copies of the page, and find it")
    args = parser.parse_args()
    pages = [args.folder / "report.html"]
    pages += sorted(args.folder.glob("companies/*.html"))[:1] + sorted(args.folder.glob("answers/*.html"))[:1]
    if args.pictures:
        args.pictures.mkdir(parents=True, exist_ok=True)
    failed = False
    with ExitStack() as stack:
        source = axe(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        browser = stack.enter_context(driver())
        for page in pages:
            wrong = look(browser, page, source, args.pictures, args.hostile)
            failed |= bool(wrong)
            for line in wrong:
                print(f"{page.name}: {line}", file=sys.stderr)
            print(f"{page.name}: {len(wrong)} wrong at {len(SIZES)} sizes")
        if args.prove:
            missed = unproven(browser, pages[0], source)
            failed |= bool(missed)
            print(f"{len(BREAKS) - len(missed)} of {len(BREAKS)} breaks found", *missed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
