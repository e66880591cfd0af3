"""Helpdesks of companies: django-helpdesk from PyPI, each a site of its own on loopback.

The packages live in the user's cache folder, in a virtual environment and a node_modules of their
own. What a company is like stands here; its staff use the helpdesk's own code (web/staff.py).
Python 3.11's standard library only.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from servers import Process, wait_for_port

WEB = Path(__file__).resolve().parent / "web"
# The releases decide the folder: another release is installed beside, not over the old one.
MADE_OF = ("requirements.txt", "package.json", "package-lock.json", "settings.py")


def packages():
    """The folder that holds `venv`, `node_modules` and an empty database, made if it is not there."""
    made = hashlib.sha256(b"".join((WEB / name).read_bytes() for name in MADE_OF)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mystery-shopper"
    folder = cache / f"web-{made}"
    if folder.is_dir():
        return folder
    print(f"fetching the helpdesk and the chat into {folder}", flush=True)
    part = cache / f"web-{made}.{os.getpid()}"
    part.mkdir(parents=True)
    try:
        build(part)
        try:
            part.rename(folder)
        except OSError:
            # Another run was quicker, and its folder is as good.
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def build(folder):
    """Installs the packages; no package's own script is run."""

    def run(*command, **options):
        done = subprocess.run(command, capture_output=True, text=True, **options)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, command))}: {done.stdout}{done.stderr}")

    run(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--only-binary", ":all:", "-r", WEB / "requirements.txt")  # fmt: skip
    for name in ("package.json", "package-lock.json"):
        shutil.copy(WEB / name, folder)
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=folder)
    # A hundred migrations take longer than everything else; they are the same for each company.
    run(python, "-B", "-m", "django", "migrate", env=environment(folder, port=0, mail_port=0),
        cwd=folder)  # fmt: skip


def environment(folder, port, mail_port, login=False):
    """What web/settings.py reads."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(WEB),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "settings",
        "HELPDESK_DIR": str(folder),
        "HELPDESK_PORT": str(port),
        "HELPDESK_MAIL_PORT": str(mail_port),
        "HELPDESK_LOGIN": "1" if login else "0",
    }


class Helpdesk:
    """One company's site, from `__enter__` to `__exit__`."""

    def __init__(self, packages, folder, company, port, mail_port):
        self.packages, self.folder, self.company, self.port = packages, Path(folder), company, port
        self.env = environment(folder, port, mail_port, company.get("login", False))
        self.python = packages / "venv" / "bin" / "python"
        self.process = None

    def address(self, path=""):
        return f"http://127.0.0.1:{self.port}/{path}"

    @property
    def log(self):
        """What was asked of the site, a line a request."""
        return self.folder / "site.log"

    def __enter__(self):
        self.folder.mkdir(parents=True)
        shutil.copy(self.packages / "db.sqlite3", self.folder)
        self.staff("setup", json.dumps(self.company))
        with open(self.log, "w") as log:
            self.process = Process(
                f"helpdesk of {self.company['name']}",
                [self.python, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{self.port}"],
                env={**self.env, "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )
        try:
            wait_for_port(self.port, self.process, seconds=60)
        except RuntimeError as error:
            self.process.stop()
            raise RuntimeError(f"{error}\n{self.log.read_text()}") from None
        return self

    def __exit__(self, *_):
        self.process.stop()

    def staff(self, command, told=""):
        """Has the staff do something; what they say of it."""
        done = subprocess.run(
            [self.python, WEB / "staff.py", command],
            env=self.env, input=told, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"{self.company['name']}: staff.py {command}: {done.stderr}")
        return done.stdout

    def tickets(self):
        """Every ticket, a dictionary each."""
        return [json.loads(line) for line in self.staff("tickets").splitlines()]

    def answer(self, replies):
        """Answers tickets: dictionaries of id, comment, public, resolved."""
        self.staff("answer", "".join(json.dumps(reply) + "\n" for reply in replies))
