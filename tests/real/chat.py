"""Chats of companies: a page with deep-chat from npm, and a script that answers what is typed into it.

The widget talks to us as it does to any service: a POST a message, or a WebSocket. Everything that
was asked and everything that was said is written down, for the truth. Python 3.11's standard library only.
"""

import base64
import hashlib
import json
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from responder import plain
from study import now

PAGE = Path(__file__).resolve().parent / "web" / "chat.html"
GREETING = "Hello! I am Robin, the assistant of {company}. What can I do for you?"
# What is said at once where a person takes over, and where nobody can say.
QUEUE = "All our colleagues are busy. You are number 2 in the queue."
JOINED = "Jo has joined the chat."
LATER = "Thank you for your question. I am looking that up for you, one moment please."
CALL = "I cannot help you with that here. Please call us on 020 7946 0018."
# Between two things that are said, in seconds.
PAUSE = 0.8
SILENT = object()


@dataclass
class Talk:
    """One question to one company's chat: how to know it, and what is said to it."""

    company: str
    text: str
    behaviour: str
    answer: str
    asked: list = field(default_factory=list)
    """When each message with the question came: more than one is a question put twice."""
    said: list = field(default_factory=list)
    """(time, role, text) of what was answered."""

    def lines(self):
        """What is said, as (role, text); a pause before each."""
        match self.behaviour:
            case "answer" | "wrong_answer":
                return [("ai", self.answer)]
            case "agent":
                return [("system", QUEUE), ("system", JOINED), ("agent", self.answer)]
            case "later":
                return [("ai", LATER)]
            case "later_then_answer":
                return [("ai", LATER), ("ai", self.answer)]
            case "call":
                return [("ai", CALL)]
            case "silent":
                return []
        raise ValueError(self.behaviour)


@dataclass
class Front:
    """A company's page with a chat."""

    company: str
    name: str
    socket: bool
    launcher: str = ""
    placeholder: str = "Type your question"

    def page(self, host):
        """The page's HTML."""
        settings = {
            "greeting": GREETING.format(company=self.name),
            "launcher": self.launcher,
            "placeholder": self.placeholder,
            "names": {
                "ai": {"text": "Robin"},
                "user": {"text": "You"},
                "agent": {"text": "Jo, customer service"},
                "system": {"text": self.name},
            },
            "connect": {"url": f"ws://{host}/socket/{self.company}", "websocket": True}
            if self.socket
            else {"url": f"http://{host}/ask/{self.company}"},
        }
        html = PAGE.read_text().replace("@NAME@", self.name)
        return html.replace("@SETTINGS@", json.dumps(settings))


class Chats:
    """Serves the pages and answers, on a port of loopback, from `__enter__` to `__exit__`."""

    def __init__(self, bundle, port, fronts):
        self.bundle, self.port = Path(bundle), port
        self.fronts = {front.company: front for front in fronts}
        self.talks = []
        self.strays = []
        self.requests = 0
        self.changed = threading.Condition()
        self.ended = threading.Event()

    def address(self, company):
        return f"http://127.0.0.1:{self.port}/{company}/help"

    def __enter__(self):
        chats = self

        class Handler(ChatHandler):
            pass

        Handler.chats = chats
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(10)

    def heard(self, company, text):
        """The talk that a message belongs to; None for a stray."""
        with self.changed:
            found = [t for t in self.talks if t.company == company and plain(t.text) in plain(text)]
            if len(found) != 1:
                self.strays.append((company, text, len(found)))
                return None
            found[0].asked.append(now())
            self.changed.notify_all()
            return found[0]

    def said(self, talk, role, text):
        with self.changed:
            talk.said.append((now(), role, text))
            self.changed.notify_all()


class ChatHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 300

    def log_message(self, *_):
        pass

    def give(self, status, media_type, body):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        chats = self.chats
        chats.requests += 1
        match self.path.strip("/").split("/"):
            case ["deepChat.bundle.js"]:
                self.give(200, "text/javascript", chats.bundle.read_bytes())
            case [company, "help"] if company in chats.fronts:
                page = chats.fronts[company].page(self.headers["Host"])
                self.give(200, "text/html; charset=utf-8", page.encode())
            case ["socket", company] if self.headers.get("Upgrade", "").lower() == "websocket":
                self.converse(company)
            case _:
                self.give(404, "text/plain", b"There is no such page.\n")

    def do_POST(self):
        """deep-chat's own request: {"messages": [{"role", "text"}]}; the reply is {"text", "role"}."""
        chats = self.chats
        chats.requests += 1
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        company = self.path.rsplit("/", 1)[1]
        talk = chats.heard(company, last_of(body))
        lines = [] if talk is None else talk.lines()
        if not lines:
            # Nothing is ever said: the widget shows that somebody is at it, and so it stays.
            chats.ended.wait()
            self.close_connection = True
            return
        reply = []
        for role, text in lines:
            chats.ended.wait(PAUSE)
            chats.said(talk, role, text)
            reply.append({"role": role, "text": text})
        self.give(200, "application/json", json.dumps(reply).encode())

    # WebSocket (RFC 6455), as far as a browser's text messages need it.

    def converse(self, company):
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        self.close_connection = True
        try:
            while (text := self.frame()) is not None:
                talk = self.chats.heard(company, last_of(json.loads(text)))
                for role, line in [] if talk is None else talk.lines():
                    self.chats.ended.wait(PAUSE)
                    self.say({"role": role, "text": line})
                    self.chats.said(talk, role, line)
        except (OSError, struct.error):
            pass

    def frame(self):
        """The text of the next message; None when the other side is gone."""
        while True:
            head = self.rfile.read(2)
            if len(head) < 2:
                return None
            kind, length = head[0] & 15, head[1] & 127
            if length == 126:
                [length] = struct.unpack(">H", self.rfile.read(2))
            elif length == 127:
                [length] = struct.unpack(">Q", self.rfile.read(8))
            mask = self.rfile.read(4)
            data = bytes(b ^ mask[n % 4] for n, b in enumerate(self.rfile.read(length)))
            if kind == 8:
                return None
            if kind == 1:
                return data.decode()

    def say(self, message):
        data = json.dumps(message).encode()
        head = bytes([0x81, len(data)]) if len(data) < 126 else struct.pack(">BBH", 0x81, 126, len(data))
        self.wfile.write(head + data)
        self.wfile.flush()


def last_of(body):
    """What was typed, in a request of the widget."""
    return str(body["messages"][-1].get("text", ""))
