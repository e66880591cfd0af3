"""The labelled corpus of forms in the wheel of formasaurus, in two halves that share no registered domain.

Rules and weights are made on the `develop` half; the `held` half is scored, never looked into.
"""

import hashlib
import json
from pathlib import Path

import formasaurus
import tldextract

DATA = Path(formasaurus.__file__).parent / "data"
# The list that comes with the package: no network, and the same on every machine.
EXTRACT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def domain(url):
    """The registered domain of an address; the host where there is none."""
    parts = EXTRACT(url)
    if parts.domain and parts.suffix:
        return f"{parts.domain}.{parts.suffix}".lower()
    return (parts.domain or url).lower()


def half(url):
    """`develop` or `held`: by the first bit of a hash of the registered domain."""
    first = hashlib.sha256(domain(url).encode()).digest()[0]
    return "develop" if first < 128 else "held"


def pages(which=None):
    """(path, url, form types, field types) of each page of a half, or of all."""
    index = json.loads((DATA / "index.json").read_text())
    for path, info in sorted(index.items()):
        if which in (None, half(info["url"])):
            yield DATA / path, info["url"], info["forms"], info["visible_html_fields"]
