"""Which form is the contact form, and what its fields ask for: this program on one half of a labelled corpus,
beside the model that comes with the corpus.

    forms_meaning.py [--half develop|held] [--errors] [--no-peer] [--sheet FILE]

Run it with the Python of a virtual environment that has formasaurus (its wheel holds the corpus) and
scikit-learn. The two halves share no registered domain (forms_split.py). The held half is scored and not looked
into: `--errors` is refused there. The peer is formasaurus's own method, trained anew on the develop half, so
that both have seen the same pages; and its model as it is shipped, which has seen all of them.
"""

import argparse
import codecs
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from forms_split import pages

ROOT = Path(__file__).resolve().parents[1]
BINARY = ROOT / "target" / "debug" / "shopper"

# What the corpus calls the fields that must be right, and what may be said of them.
RIGHT = {
    "nf": {"full_name"},
    "ns": {"full_name"},
    "n1": {"first_name"},
    "n3": {"last_name"},
    "e1": {"email"},
    "e2": {"email_confirm"},
    "CT": {"subject", "topic_select"},
    "CC": {"message"},
}
KINDS = {
    "c": "contact",
    "s": "search",
    "l": "login",
    "r": "registration",
    "p": "password_recovery",
    "m": "mailing_list",
    "b": "order",
}
FILLED = {"full_name", "first_name", "last_name", "email", "email_confirm", "subject", "message", "phone", "company"}


def explain(page):
    path, url = page[0], page[1]
    # The corpus holds every page as UTF-8, whatever the page says of itself (formasaurus.html.load_html): the mark
    # in front says so, as it would in a browser.
    run = subprocess.run(
        [BINARY, "explain", "form", "--base", url, "-"],
        input=codecs.BOM_UTF8 + path.read_bytes(),
        capture_output=True,
        check=False,
    )
    if run.returncode != 0:
        sys.exit(run.stderr.decode())
    return json.loads(run.stdout)


def align(ours, labels):
    """The place of our form for each labelled one: a browser's parser drops nested forms, theirs keeps them.

    The longest common run in order, where two forms are the same if they share names of fields, or have none.
    """
    sets = [set(form["fields"]) for form in ours]
    wanted = [set(fields) for fields in labels]

    def like(a, b):
        if not a and not b:
            return 0.5
        return len(a & b) / max(1, len(b)) if b else 0.1

    rows, columns = len(wanted) + 1, len(sets) + 1
    best = [[0.0] * columns for _ in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            best[i][j] = max(
                best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + like(sets[j - 1], wanted[i - 1])
            )
    found, i, j = [None] * len(wanted), rows - 1, columns - 1
    while i and j:
        if best[i][j] == best[i - 1][j - 1] + like(sets[j - 1], wanted[i - 1]) and like(
            sets[j - 1], wanted[i - 1]
        ):
            found[i - 1] = j - 1
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found


def read(which):
    """(page, what is said of it, for each labelled form what is said of that) of a half."""
    chosen = list(pages(which))
    with ThreadPoolExecutor(2) as pool:
        for page, said in zip(chosen, pool.map(explain, chosen)):
            places = align(said["forms"], page[3])
            yield page, said, [None if p is None else said["forms"][p] for p in places]


def fields_right(labels, fields):
    """Whether every labelled name, email, subject and message is right; and those that are not."""
    wrong = {
        name: (label, fields.get(name))
        for name, label in labels.items()
        if label in RIGHT and fields.get(name) not in RIGHT[label]
    }
    return wrong


class Tally:
    """Precision, recall and F1 of the contact forms, and whole forms right."""

    def __init__(self, name):
        self.name = name
        self.true = self.false = self.missed = self.whole = self.fields = self.all = 0
        self.traps = self.sprung = 0
        self.cases = self.same = 0

    def form(self, label, kind, labels, fields):
        self.cases += 1
        self.same += KINDS.get(label, "other") == kind
        wrong = fields_right(labels, fields or {}) if label == "c" else {}
        if label == "c":
            self.all += 1
            self.true += kind == "contact"
            self.missed += kind != "contact"
            self.fields += not wrong
            self.whole += kind == "contact" and not wrong
        else:
            self.false += kind == "contact"
        return wrong

    def line(self):
        precision = self.true / max(1, self.true + self.false)
        recall = self.true / max(1, self.true + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return (
            f"{self.name:34} forms {self.cases:4}, kind right {self.same / max(1, self.cases):6.1%} | contact forms {self.all:3}: "
            f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} | fields right {self.fields / max(1, self.all):6.1%} | "
            f"form and fields right {self.whole / max(1, self.all):6.1%} | traps {self.traps}, filled {self.sprung}"
        )


def peer(name, extractor, which):
    """A formasaurus extractor on the same forms."""
    from formasaurus.html import get_forms, load_html

    tally = Tally(name)
    schema = {"contact/comment": "contact"}
    schema |= {
        "search": "search",
        "login": "login",
        "registration": "registration",
        "password/login recovery": "password_recovery",
        "join mailing list": "mailing_list",
        "order/add to cart": "order",
    }
    said = {
        "full name": "full_name",
        "first name": "first_name",
        "last name": "last_name",
        "email": "email",
        "email confirmation": "email_confirm",
        "comment title or subject": "subject",
        "comment text": "message",
        "phone": "phone",
        "organization name": "company",
        "honeypot": "honeypot",
    }
    for path, url, types, fields in pages(which):
        forms = get_forms(load_html(path.read_bytes(), url))
        for form, label, labels in zip(forms, types, fields):
            if label in "X-":
                continue
            result = extractor.classify(form, fields=True)
            got = {k: said.get(v, "other") for k, v in result.get("fields", {}).items()}
            tally.form(label, schema.get(result["form"], "other"), labels, got)
            for field, meant in labels.items():
                if meant == "hp" and label == "c":
                    tally.traps += 1
                    tally.sprung += got.get(field) in FILLED
    return tally


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=["develop", "held"], default="develop")
    parser.add_argument("--errors", action="store_true", help="show what is wrong; of the develop half only")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--sheet", help="write what is seen of each labelled form, for forms_weigh.py")
    args = parser.parse_args()
    if args.half == "held" and (args.errors or args.sheet):
        sys.exit("the held half is not looked into")
    tally = Tally("shopper")
    sheet = []
    for (path, url, types, fields), said, forms in read(args.half):
        for label, labels, form in zip(types, fields, forms):
            if label in "X-":
                continue
            form = form or {"type": "none", "fields": {}, "evidence": []}
            wrong = tally.form(label, form["type"], labels, form["fields"])
            sheet.append([KINDS.get(label, "other"), url, form["evidence"]])
            for field, meant in labels.items():
                if meant == "hp" and label == "c":
                    tally.traps += 1
                    tally.sprung += form["fields"].get(field) in FILLED
            if args.errors and ((label == "c") != (form["type"] == "contact") or wrong):
                print(path.name, url, "is", label, "said", form["type"], form.get("score"), form.get("audience"), wrong)
                if (label == "c") != (form["type"] == "contact"):
                    print("    ", form["evidence"])
    if args.sheet:
        Path(args.sheet).write_text(json.dumps(sheet))
    print(f"half: {args.half}")
    print(tally.line())
    if not args.no_peer:
        import formasaurus
        from formasaurus.classifiers import FormFieldClassifier

        print(peer("formasaurus as shipped (saw all)", FormFieldClassifier.load(), args.half).line())
        try:
            trained = retrained()
        except Exception as error:  # noqa: BLE001 - whatever its training breaks on is what is told
            print(f"formasaurus {formasaurus.__version__} could not be trained anew: {type(error).__name__}: {error}")
        else:
            print(peer("formasaurus, trained on develop", trained, args.half).line())


def retrained():
    """Its own training, on the develop half."""
    from formasaurus.classifiers import FormFieldClassifier
    from formasaurus.storage import Storage
    from forms_split import DATA, half

    storage = Storage(str(DATA))
    index = {k: v for k, v in storage.get_index().items() if half(v["url"]) == "develop"}
    storage.get_index = lambda: index
    annotations = storage.iter_annotations(simplify_form_types=True, simplify_field_types=True)
    extractor = FormFieldClassifier()
    extractor.train(list(annotations))
    return extractor


if __name__ == "__main__":
    main()
