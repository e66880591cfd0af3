"""What Chromium would send of each form of a page, as it stands: chromedriver spoken to by plain HTTP."""

import json
import re
import shutil
import subprocess
import tempfile
import urllib.request

# Read as a page without scripts is: nothing of it runs, and what stands in noscript is there.
FORMS = """
const page = new DOMParser().parseFromString(arguments[0], 'text/html');
return Array.from(page.forms, form => Array.from(new FormData(form),
    ([name, value]) => [name, value instanceof File ? {file: value.name} : value]));
"""
OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


class Browser:
    """Chromium, without a page of anybody's."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp()
        driver = shutil.which("chromedriver")
        if not driver:
            raise SystemExit("chromedriver is not there: install Debian's chromium-driver")
        self.driver = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for line in self.driver.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                self.base = f"http://127.0.0.1:{found[1]}/session"
                break
        else:
            raise SystemExit("chromedriver does not start")
        arguments = [*OPTIONS, f"--user-data-dir={self.folder}"]
        wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": arguments}}
        self.base += "/" + self.call("", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        return self

    def __exit__(self, *_):
        self.call("", method="DELETE")
        self.driver.terminate()
        self.driver.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, path, body=None, method="POST"):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def run(self, script, *arguments):
        return self.call("/execute/sync", {"script": script, "args": list(arguments)})

    def forms(self, html):
        """The entries of each form of a page."""
        return self.run(FORMS, html)
