"""What Chromium would send of each form of a page, as it stands: chromedriver spoken to by plain HTTP.

The page is opened from a server on loopback with scripts off and nothing else loaded. `DOMParser` would be
simpler and is no reference: in its documents Chromium gives no form what stands behind it in a table.
"""

import json
import re
import shutil
import subprocess
import tempfile
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FORMS = """
// `document.forms` may be an element of that name.
const all = Document.prototype.querySelectorAll.call(document, 'form');
return Array.from(all).filter(form => form instanceof HTMLFormElement).map(form => Array.from(
    new FormData(form), ([name, value]) => [name, value instanceof File ? {file: value.name} : value]));
"""
OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
REFRESH = re.compile(rb"(?i)(http-equiv\s*=\s*[\"']?\s*)refresh")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.page if self.path.startswith("/page") else b""
        self.send_response(200)
        # Whatever a page says of itself: the others read it as UTF-8 too.
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Browser:
    """Chromium, without scripts of anybody's."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
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
        disable = {"cmd": "Emulation.setScriptExecutionDisabled", "params": {"value": True}}
        self.call("/goog/cdp/execute", disable)
        return self

    def __exit__(self, *_):
        self.call("", method="DELETE")
        self.driver.terminate()
        self.driver.wait()
        self.server.shutdown()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, path, body=None, method="POST"):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def open(self, page):
        """Opens a page, given as bytes; it cannot go elsewhere by itself."""
        self.server.page = REFRESH.sub(rb"\1resting", page)
        self.call("/url", {"url": f"http://127.0.0.1:{self.server.server_port}/page"})

    def run(self, script, *arguments):
        return self.call("/execute/sync", {"script": script, "args": list(arguments)})

    def forms(self, page):
        """The entries of each form of a page, given as bytes."""
        self.open(page)
        return self.run(FORMS)
