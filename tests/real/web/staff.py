"""The people behind a helpdesk, who use its own code: they set it up, read its tickets, answer some.

    staff.py setup <COMPANY     a JSON object: queues, fields, knowledge base, mail (shops.py)
    staff.py tickets            prints each ticket, a JSON object a line
    staff.py answer <REPLIES    does to each ticket what is said, a JSON object a line

Runs in the helpdesk's environment, with the settings beside this file.
"""

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.sites.models import Site  # noqa: E402
from helpdesk.models import (  # noqa: E402
    CustomField,
    EmailTemplate,
    KBCategory,
    KBItem,
    Queue,
    Ticket,
)
from helpdesk.update_ticket import update_ticket  # noqa: E402

AGENT = "jo"


def setup(company):
    """Furnishes an empty helpdesk."""
    Site.objects.update(domain=f"127.0.0.1:{os.environ['HELPDESK_PORT']}", name=company["name"])
    get_user_model().objects.create_user(AGENT, company["email"], "open", is_staff=True)
    for title in company["queues"]:
        slug = title.lower().split()[0]
        Queue.objects.create(title=title, slug=slug, email_address=company["email"], allow_public_submission=True)
    for field in company["fields"]:
        CustomField.objects.create(**field)
    for category in company["categories"]:
        items = category.pop("items")
        shelf = KBCategory.objects.create(name=category["title"], public=True, **category)
        for item in items:
            KBItem.objects.create(category=shelf, **item)
    if not company["acknowledges"]:
        EmailTemplate.objects.filter(template_name="newticket_submitter").delete()


def tickets():
    """Every ticket, as the staff see it."""
    for ticket in Ticket.objects.order_by("id"):
        print(
            json.dumps(
                {
                    "id": ticket.id,
                    "number": ticket.ticket,
                    "created": ticket.created.isoformat(),
                    "title": ticket.title,
                    "body": ticket.description,
                    "from": ticket.submitter_email,
                    "queue": ticket.queue.title,
                    "priority": ticket.priority,
                    "fields": {v.field.name: v.value for v in ticket.ticketcustomfieldvalue_set.all()},
                    "files": sum(f.followupattachment_set.count() for f in ticket.followup_set.all()),
                }
            )
        )


def answer(lines):
    """Each line: the ticket's id, the comment, whether the customer sees it, whether it resolves the matter."""
    agent = get_user_model().objects.get(username=AGENT)
    for line in map(json.loads, lines):
        status = Ticket.RESOLVED_STATUS if line["resolved"] else None
        update_ticket(
            agent,
            Ticket.objects.get(id=line["id"]),
            comment=line["comment"],
            public=line["public"],
            new_status=status,
        )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["setup"]:
            setup(json.load(sys.stdin))
        case ["tickets"]:
            tickets()
        case ["answer"]:
            answer(sys.stdin)
        case _:
            sys.exit(__doc__)
