#!/usr/bin/env python3
"""Sending through one connection into Postfix's smtp-sink, against smtp-source into the same.

The product stores an intent before and an outcome after each message; smtp-source stores nothing.
Printed: messages a second of both, in turns, and the ratio of the medians. `gross` is the whole
command, with the study read and planned; `net` is without the time of a `send` that finds nothing
to do.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from common import Child, Study, median, need_binary, say, spread
from servers import USER, free_ports, install, make_user, wait_for_port

SINK = shutil.which("smtp-sink", path="/usr/sbin:/usr/bin") or "/usr/sbin/smtp-sink"
SOURCE = shutil.which("smtp-source", path="/usr/sbin:/usr/bin") or "/usr/sbin/smtp-source"


class Sink:
    """smtp-sink on a port; with `dump` it keeps each message as a file there."""

    def __init__(self, port, dump=None):
        self.port, self.options = port, []
        if dump is not None:
            self.options = ["-d", f"{dump}/%M."]

    def __enter__(self):
        # As root it insists on another user.
        self.process = subprocess.Popen(
            [SINK, "-u", USER, *self.options, f"127.0.0.1:{self.port}", "1000"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for_port(self.port)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def source(port, count, length):
    """smtp-source over one connection."""
    return Child(
        [SOURCE, "-d", "-s", "1", "-m", count, "-l", length, "-f", "anna.reed@bench.shop.test",
         "-t", "care@company1.example", f"127.0.0.1:{port}"]
    )  # fmt: skip


def size_of(folder, send):
    """The size of the message that `send(port)` sends, as smtp-sink writes it down."""
    [port] = free_ports(1)
    dump = Path(tempfile.mkdtemp(dir=folder))
    dump.chmod(0o777)
    with Sink(port, dump):
        send(port)
        deadline = time.monotonic() + 5
        while not any(f.stat().st_size for f in dump.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.2)
    sizes = [f.stat().st_size for f in dump.iterdir()]
    return sum(sizes) // len(sizes)


def product(folder, name, count, port, padding):
    """The study and its finished `send`."""
    study = Study(folder / name, count, smtp_port=port, padding=padding)
    study.run("lock")
    sent = study.run("send", "--yes")
    return study, sent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=20_000, help="messages a turn")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--size", type=int, default=2_000, help="bytes of a message")
    options = parser.parse_args()
    need_binary()
    install()
    make_user()
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        folder = Path(folder)
        folder.chmod(0o755)
        # Padding and length that bring both to the size wanted, headers included.
        bare = size_of(folder, lambda port: product(folder, "bare", 10, port, 100))
        padding = max(100 + options.size - bare, 0)
        ours = size_of(folder, lambda port: product(folder, "padded", 10, port, padding))
        length = 1_000 + ours - size_of(folder, lambda port: source(port, 10, 1_000))
        theirs = size_of(folder, lambda port: source(port, 10, length))
        say(f"sending {options.count} messages of {ours} bytes (smtp-source: {theirs}), one connection")
        gross, net, peer = [], [], []
        [port] = free_ports(1)
        with Sink(port):
            source(port, 1_000, length)
            for turn in range(options.turns):
                study, sent = product(folder, f"turn{turn}", options.count, port, padding)
                idle = study.run("send", "--yes")
                gross.append(options.count / sent.wall)
                net.append(options.count / (sent.wall - idle.wall))
                peer.append(options.count / source(port, options.count, length).wall)
                shutil.rmtree(study.dir)
        say(f"smtp-source      {spread(peer, 0)} messages/s")
        say(f"shopper, gross   {spread(gross, 0)} messages/s, ratio {median(gross) / median(peer):.2f}")
        say(f"shopper, net     {spread(net, 0)} messages/s, ratio {median(net) / median(peer):.2f} (wanted: 0.80)")


if __name__ == "__main__":
    main()
