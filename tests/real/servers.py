"""Postfix and Dovecot from Debian on loopback, in a folder of their own, for the tests.

`with Servers() as servers:` installs what is missing, starts both on free ports and stops them by
their process ids whatever happens. Needs root for Postfix and for the installation. Python 3.11's
standard library only.

Run as a program it starts the servers, prints their ports as JSON and stops them on Ctrl-C.
"""

import base64
import hashlib
import hmac
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
USER = "mailtest"
# What is needed, by a file that shows that it is there.
PACKAGES = {
    "postfix": "/usr/lib/postfix/sbin/master",
    "dovecot-core": "/usr/sbin/dovecot",
    "dovecot-imapd": "/usr/lib/dovecot/imap",
    "dovecot-lmtpd": "/usr/lib/dovecot/lmtp",
    "openssl": "/usr/bin/openssl",
}
# Where daemons lie; not everybody's path has it.
os.environ["PATH"] += ":/usr/sbin:/sbin"
DOMAIN = "shop.test"
# Each study has a domain of its own below ours, and so a login and a mailbox of its own.
NAMES = ("main", "mixed", "token", "killed", "run", "stranger", "folders", "bench", "web")
MX = f"mx.{DOMAIN}"
# The offset of Postfix's clock from UTC, as its settings say it.
OFFSET = timedelta(hours=5, minutes=30)


def install():
    """Installs the Debian packages that are missing, without letting their services start."""
    missing = [name for name, file in PACKAGES.items() if not Path(file).exists()]
    if missing:
        subprocess.run([HERE / "install.sh", *missing], check=True)


def make_user():
    """Makes the ordinary user as which Dovecot runs, if it is not there."""
    try:
        pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--user-group", USER], check=True)


def free_ports(count):
    """So many different TCP ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def wait_for_port(port, process=None, seconds=20):
    """Waits until somebody accepts connections, or fails."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process is not None and process.process.poll() is not None:
                raise RuntimeError(
                    f"{process.name} ended with {process.process.returncode}"
                ) from None
            if time.monotonic() > deadline:
                raise RuntimeError(f"nobody listens on port {port} after {seconds} s") from None
            time.sleep(0.02)


def domain(name):
    """The domain of a study."""
    return f"{name}.{DOMAIN}"


def login(name):
    """The user of a study's mailbox and submission."""
    return f"shopper@{domain(name)}"


class Process:
    """A server process that ends with us: by `stop`, or by a guard when we are killed."""

    def __init__(self, name, command, **options):
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, start_new_session=True, **options
        )
        # The guard reads from a pipe that only we hold, so it wakes when we are gone.
        self.guard = subprocess.Popen(
            ["sh", "-c", 'read _; kill "$1"', "guard", str(self.process.pid)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def stop(self):
        """Ends the process and waits until it has."""
        self.guard.kill()
        self.guard.wait()
        self.guard.stdin.close()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                print(f"{self.name} did not stop, so it is killed", file=sys.stderr)
                self.process.kill()
                self.process.wait()


def certificates(folder):
    """A certificate authority (ca.pem) and a server's certificate from it, for names on loopback."""
    folder.mkdir()

    def openssl(*args):
        subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)

    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl(
        "req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
        "-subj", "/CN=test authority", "-addext", "basicConstraints=critical,CA:TRUE",
        "-addext", "keyUsage=critical,keyCertSign,cRLSign",
    )  # fmt: skip
    openssl("req", *curve, "-keyout", "server.key", "-out", "server.csr", "-subj", f"/CN={MX}")
    (folder / "server.ext").write_text(
        f"subjectAltName=DNS:localhost,DNS:{MX},IP:127.0.0.1\n"
        "basicConstraints=critical,CA:FALSE\n"
        "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
    )
    openssl(
        "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
        "-out", "server.pem", "-days", "30", "-extfile", "server.ext",
    )  # fmt: skip
    # Dovecot reads them as an ordinary user. They are worth nothing and live as long as the test.
    for file in folder.iterdir():
        file.chmod(0o644)


def encode_segment(data):
    """A segment of a JSON web token (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Servers:
    """The two servers. `port` names the ports; `password`, `token()` and `ca` let clients in."""

    PORTS = (
        "mx", "submit_plain", "submit_starttls", "submit_tls", "imap", "imaps", "lmtp", "responder",
    )  # fmt: skip

    def __init__(self, only_dovecot=False):
        self.only_dovecot = only_dovecot
        self.port = dict(zip(self.PORTS, free_ports(len(self.PORTS)), strict=True))
        self.password = secrets.token_urlsafe(12)
        self.key = secrets.token_bytes(32)
        self.processes = []
        self.dir = None

    def __enter__(self):
        if os.geteuid() != 0:
            raise SystemExit("root is needed to start the mail servers")
        install()
        make_user()
        # A signal ends the test like an error does: through __exit__.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda got, _: sys.exit(128 + got))
        self.dir = Path(tempfile.mkdtemp(prefix="shopper-real-"))
        self.dir.chmod(0o755)
        began = time.monotonic()
        try:
            certificates(self.dir / "tls")
            self.start_dovecot()
            if not self.only_dovecot:
                self.start_postfix()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        self.startup_seconds = time.monotonic() - began
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.stop()
        self.processes.clear()
        if self.dir is not None and not os.environ.get("SHOPPER_TEST_KEEP"):
            shutil.rmtree(self.dir, ignore_errors=True)

    @property
    def ca(self):
        """PEM file of the authority that signed the servers' certificate."""
        return self.dir / "tls" / "ca.pem"

    def maildir(self, name):
        """Where Dovecot keeps the messages of a study."""
        return self.dir / "dovecot" / "mail" / domain(name) / "Maildir"

    @property
    def maillog(self):
        """Postfix's log."""
        return self.dir / "postfix" / "log" / "mail.log"

    def token(self, user, seconds=3600):
        """A bearer token for XOAUTH2: a JSON web token (RFC 7519) that Dovecot checks by its key."""
        now = int(time.time())
        claims = {"email": user, "sub": user, "iat": now, "exp": now + seconds}
        head = encode_segment(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
        signed = f"{head}.{encode_segment(json.dumps(claims).encode())}"
        return f"{signed}.{encode_segment(hmac.digest(self.key, signed.encode(), hashlib.sha256))}"

    def fill(self, template, **values):
        """A settings file with its places filled; a place without a value is an error."""
        text = (HERE / template).read_text()
        for name, value in [*values.items(), *((k.upper(), v) for k, v in self.port.items())]:
            text = text.replace(f"@{name}@", str(value))
        return text

    def start_dovecot(self):
        home = self.dir / "dovecot"
        keys = home / "keys" / "default" / "HS256"
        for folder in (home, home / "run", home / "state", home / "mail", keys):
            folder.mkdir(parents=True)
        (home / "passwd").write_text(
            "".join(f"{login(name)}:{{PLAIN}}{self.password}\n" for name in NAMES)
        )
        (keys / "default").write_text(base64.b64encode(self.key).decode())
        (home / "oauth2.conf").write_text(
            "introspection_mode = local\n"
            f"local_validation_key_dict = fs:posix:prefix={home}/keys/\n"
            "username_attribute = email\n"
        )
        conf = home / "dovecot.conf"
        conf.write_text(self.fill("dovecot.conf.in", DIR=home, TLS=self.dir / "tls", USER=USER))
        for root, folders, files in os.walk(home):
            for path in (root, *(os.path.join(root, name) for name in (*folders, *files))):
                shutil.chown(path, USER, USER)
        process = Process(
            "dovecot",
            ["dovecot", "-F", "-c", conf],
            user=USER,
            group=USER,
            extra_groups=[],
            env={"PATH": os.environ["PATH"], "TZ": "UTC"},
        )
        self.processes.append(process)
        for name in ("imap", "imaps", "lmtp"):
            wait_for_port(self.port[name], process)

    def start_postfix(self):
        home, etc = self.dir / "postfix", self.dir / "postfix" / "etc"
        for folder in (etc, home / "queue", home / "log", home / "data"):
            folder.mkdir(parents=True)
        shutil.chown(home / "data", "postfix")
        places = {
            "DIR": home, "ETC": etc, "TLS": self.dir / "tls", "DOVECOT": self.dir / "dovecot",
        }  # fmt: skip
        (etc / "main.cf").write_text(self.fill("postfix-main.cf.in", DOMAINS=" ".join(map(domain, NAMES)), **places))
        (etc / "master.cf").write_text(self.fill("postfix-master.cf.in", **places))
        (etc / "transport").write_text(
            f"/@[a-z]+\\.shop\\.test$/ lmtp:inet:127.0.0.1:{self.port['lmtp']}\n"
            f"/\\.example$/ smtp:[127.0.0.1]:{self.port['responder']}\n"
        )
        # Makes the queue's folders and checks the settings. Postfix's own `start-fg` would leave a
        # shell between us and the master, so the master is started here.
        checked = subprocess.run(["postfix", "-c", etc, "check"], capture_output=True, text=True)
        if checked.returncode != 0:
            raise RuntimeError(f"postfix check: {checked.stderr}")
        daemons = subprocess.run(
            ["postconf", "-c", etc, "-h", "daemon_directory"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        process = Process("postfix", [f"{daemons}/master", "-s", "-c", etc], cwd=home / "queue")
        self.processes.append(process)
        try:
            for name in ("mx", "submit_plain", "submit_starttls", "submit_tls"):
                wait_for_port(self.port[name], process)
        except RuntimeError:
            if self.maillog.exists():
                sys.stderr.write(self.maillog.read_text())
            raise

    def queue_is_empty(self):
        """Whether Postfix has nothing left to deliver."""
        queue = self.dir / "postfix" / "queue"
        for name in ("incoming", "active", "deferred", "maildrop"):
            for _, _, files in os.walk(queue / name):
                if files:
                    return False
        return True

    def wait_until_delivered(self, seconds=60):
        """Waits until Postfix has nothing left to deliver."""
        deadline = time.monotonic() + seconds
        while not self.queue_is_empty():
            if time.monotonic() > deadline:
                raise RuntimeError(f"mail is still queued after {seconds} s")
            time.sleep(0.05)


def main():
    with Servers() as servers:
        print(
            json.dumps(
                {
                    "folder": str(servers.dir),
                    "logins": [login(name) for name in NAMES],
                    "password": servers.password,
                    "startup_seconds": round(servers.startup_seconds, 2),
                    **servers.port,
                }
            ),
            flush=True,
        )
        try:
            signal.pause()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
