"""What really happened, from the servers' own files: Dovecot's Maildir and Postfix's log.

Nothing here knows the product. The times are read by Python's own parser from the header that our
mail exchanger put, and held against Postfix's log. Python 3.11's standard library only.
"""

import csv
import email
import email.policy
import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

COLUMNS = (
    "enquiry_id", "offered", "disposition", "acknowledged_at", "answered_at", "correct", "stance",
)  # fmt: skip
# How much later Postfix may log a client than it stamps the message, and the other way round.
LOG_TOLERANCE = timedelta(seconds=2)


def messages(maildir):
    """Every message of all mailboxes of an account, parsed."""
    for mailbox in (maildir, *sorted(maildir.glob(".*"))):
        for path in sorted([*mailbox.glob("new/*"), *mailbox.glob("cur/*")]):
            yield email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)


def stamped_value(value, host):
    """Time and queue id in a Received header if `host` put it, else None."""
    value = " ".join(value.split())
    if not re.search(rf"\bby {re.escape(host)}\b", value):
        return None
    queue_id = re.search(r"\bid (\w+)", value)
    time = parsedate_to_datetime(value.rsplit(";", 1)[1].strip())
    return time.astimezone(timezone.utc), queue_id and queue_id[1]


def stamped(message, host):
    """Time and queue id in the topmost Received header put by `host`; None when there is none."""
    found = (stamped_value(value, host) for value in message.get_all("Received", ()))
    return next((each for each in found if each is not None), None)


def logged(maillog, offset):
    """When Postfix's log says that each queue id began; the log's clock stands `offset` off UTC."""
    year = datetime.now(timezone(offset)).year
    found = {}
    for line in maillog.read_text(errors="replace").splitlines():
        match = re.match(r"(\w{3} [ \d]\d \d\d:\d\d:\d\d) \S+ postfix/\S+?\[\d+\]: (\w+): client=", line)
        if match:
            local = datetime.strptime(f"{year} {match[1]}", "%Y %b %d %H:%M:%S")
            found.setdefault(match[2], local.replace(tzinfo=timezone(offset)))
    return found


def arrivals(maildir, maillog, host, offset):
    """Time of arrival of each message by its Message-ID; checks each against the log."""
    log = logged(maillog, offset)
    times = {}
    for message in messages(maildir):
        stamp = stamped(message, host)
        if stamp is None:
            raise AssertionError(f"{message['Message-ID']}: no Received header by {host}")
        time, queue_id = stamp
        # Reports that Postfix makes itself have no client.
        if queue_id in log and abs(time - log[queue_id]) > LOG_TOLERANCE:
            raise AssertionError(
                f"{message['Message-ID']}: stamped {time}, logged {log[queue_id]}"
            )
        times.setdefault(message["Message-ID"].strip(), time)
    return times


def utc(time):
    """RFC 3339, as in enquiries.csv; empty when there is none."""
    return "" if time is None else time.strftime("%Y-%m-%dT%H:%M:%SZ")


def row(part, times, dead, closes):
    """The truth about one question to one company, without the enquiry's id.

    What comes after `closes` is too late; None is a wave without end.
    """
    first = {}
    for message_id, kind in part.replies:
        if message_id not in times:
            raise AssertionError(f"{message_id} ({kind}) was sent and is not in the mailbox")
        first[kind] = min(first.get(kind, times[message_id]), times[message_id])
    acknowledged, answered = first.get("ack"), first.get("answer")
    if closes is not None and acknowledged is not None and acknowledged > closes:
        acknowledged = None
    bounced = part.to in dead or part.behaviour in ("bounce", "bounce_later")
    if bounced and (part.arrivals or part.refusals):
        disposition = "undeliverable"
    elif answered is not None:
        disposition = "answered" if closes is None or answered <= closes else "too_late"
    else:
        disposition = "silent" if acknowledged is None else "acknowledged"
    wrong = part.behaviour == "wrong_answer"
    return {
        "offered": "true",
        "disposition": disposition,
        "acknowledged_at": utc(acknowledged),
        "answered_at": utc(answered),
        "correct": "" if answered is None else "no" if wrong else "yes",
        "stance": "" if answered is None else "rejected" if wrong else "reference",
    }


def write(path, rows):
    """Writes truth.csv, ordered by enquiry."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(sorted(rows, key=lambda each: each["enquiry_id"]))
