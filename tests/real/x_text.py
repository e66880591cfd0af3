"""What the Python clients of X's interface have in common: reading a text back, and the question."""

import html

QUESTION = "@acme_help Do you open on Sundays & holidays? \u6771\u4eac \U0001f44d\U0001f3fd"
TERMS = "conversation_id:{} -from:{}"
EPOCH = 1288834974657


def plain(text, entities):
    """The text as it was written: addresses as they were, without those of quotes and pictures."""
    links = []
    for url in reversed((entities or {}).get("urls") or []):
        start, end, to = url["start"], url["end"], url["expanded_url"]
        assert text[start:end] == url["url"], (text, url)
        if url.get("media_key") or "/status/" in to:
            assert text[start - 1] == " ", text
            text = text[: start - 1] + text[end:]
        else:
            text = text[:start] + to + text[end:]
            links.insert(0, to)
    return html.unescape(text), links


def mentions_stand_where_they_say(text, entities):
    """Whether each mention is found at its place."""
    found = (entities or {}).get("mentions") or []
    return all(text[m["start"] + 1 : m["end"]] == m["username"] for m in found)


def time_is_in(id, created_at):
    """Whether an id holds the moment at which its post was made; seconds since 1970."""
    return int(((int(id) >> 22) + EPOCH) / 1000) == int(created_at)
