"""Runs one Python peer over pages; benches/forms.py calls it in the peers' own Python.

    forms_peers.py NAME < LIST

Reads JSON lines {"id", "file"}, prints {"id", "forms": [[[name, value]..] or null..]}: what each form would
send as it stands without a button; null where the peer refuses.
"""

import json
import sys
from pathlib import Path
from urllib.parse import parse_qsl

NAME = sys.argv[1]


def form2request(html):
    from form2request import form2request
    from parsel import Selector

    def entries(form):
        # The one encoding that it writes, whatever the form says.
        request = form2request(
            form, click=False, method="POST", enctype="application/x-www-form-urlencoded"
        )
        return parse_qsl(request.body.decode(), keep_blank_values=True)

    return Selector(html, base_url="http://page.test/").css("form"), entries


def mechanicalsoup(html):
    from bs4 import BeautifulSoup
    from mechanicalsoup import Browser, Form

    def entries(form):
        form = Form(form)
        form.choose_submit(None)
        form.form["method"] = "post"
        sent = Browser.get_request_kwargs(form.form, "http://page.test/")
        files = [(name, {"file": file[0]}) for name, file in (sent.get("files") or {}).items()]
        return [(name, value or "") for name, value in sent["data"]] + files

    return BeautifulSoup(html, "lxml").select("form"), entries


def main():
    peer = {"form2request": form2request, "MechanicalSoup": mechanicalsoup}[NAME]
    for line in sys.stdin:
        asked = json.loads(line)
        html = Path(asked["file"]).read_bytes().decode("utf-8", "replace")
        found = []
        try:
            forms, entries = peer(html)
        except Exception:  # noqa: BLE001: whatever a peer does not cope with
            forms = []
        for form in forms:
            try:
                found.append(entries(form))
            except Exception:  # noqa: BLE001
                found.append(None)
        print(json.dumps({"id": asked["id"], "forms": found}))


if __name__ == "__main__":
    main()
