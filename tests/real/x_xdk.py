#!/usr/bin/env python3
"""Asks in public through xdk (X's own client: the newer names of fields, strict types; reads by OAuth
2, writes by OAuth 1.0a) and prints what it saw. Logs in and refreshes by OAuth 2 with PKCE, too.

    x_xdk.py BASE_URL KEYS_JSON
"""

import datetime
import json
import os
import sys
import time

# The network here has no TLS, and says so to nobody.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

import requests
import xdk
from xdk import schemas
from xdk.oauth1_auth import OAuth1
from xdk.posts.models import CreateRequest

from x_text import QUESTION, TERMS, mentions_stand_where_they_say, plain, time_is_in

base, everything = sys.argv[1], json.load(open(sys.argv[2]))
keys = everything["xdk_py"]

# The login: a page, a code, tokens, and new ones for the old.
redirect = "http://127.0.0.1:9/callback"
app = xdk.Client(
    base_url=base,
    client_id=everything["client_id"],
    client_secret=everything["client_secret"],
    redirect_uri=redirect,
    scope="tweet.read users.read offline.access",
    authorization_base_url=base + "/i",
)
page = requests.get(app.get_authorization_url(state="seen"), allow_redirects=False)
assert page.status_code == 302 and "state=seen" in page.headers["location"], page.text
first = app.fetch_token(page.headers["location"])
assert app.users.get_me().data.username == everything["own"]
second = app.refresh_token()
assert second["refresh_token"] != first["refresh_token"]
assert app.users.get_me().data.username == everything["own"]

client = xdk.Client(
    base_url=base,
    access_token=keys["bearer"],
    auth=OAuth1(
        api_key=keys["consumer_key"],
        api_secret=keys["consumer_secret"],
        callback="oob",
        access_token=keys["token"],
        access_token_secret=keys["token_secret"],
    ),
)
shown = {
    "post_fields": ["attachments", "created_at", "entities", "conversation_id", "public_metrics"],
    "expansions": ["author_id", "attachments.media_keys", "referenced_posts"],
    "media_fields": ["url", "alt_text"],
}


def typed(thing, kind):
    """Insists that something was understood as what it is."""
    assert isinstance(thing, kind), (thing, kind)
    assert not thing.model_extra, thing.model_extra
    return thing


def bare(thing):
    """The entities as plain objects."""
    return thing and thing.model_dump()


def refused(call):
    """What an answer other than success says."""
    try:
        call()
    except requests.HTTPError as error:
        return error.response
    raise AssertionError("it was let through")


def seconds(moment):
    return datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp()


def pages(method, **named):
    """All pages of a list, oldest post first: posts, handles by id and pictures by key."""
    posts, handles, pictures = [], {}, {}
    for page in method(**named, **shown):
        assert not page.errors, page.errors
        posts.extend(typed(post, schemas.Post) for post in page.data or [])
        if page.includes:
            typed(page.includes, schemas.Expansions)
            handles.update({u.id: u.username for u in page.includes.users or []})
            pictures.update({m.media_key: typed(m, schemas.Media) for m in page.includes.media or []})
    return sorted(posts, key=lambda p: int(p.id)), handles, pictures


truth = {}
me = typed(client.users.get_me(user_fields=["created_at"]).data, schemas.User)
truth["me"] = [me.username, me.name]

made = client.posts.create(CreateRequest(text=QUESTION)).data
truth["asked"] = plain(made.text, None)[0]
again = refused(lambda: client.posts.create(CreateRequest(text=QUESTION)))
assert again.status_code == 403
truth["duplicate"] = [again.json()["detail"]]

question = made.id
posts, handles, pictures = pages(
    client.posts.search_recent, query=TERMS.format(question, me.username), max_results=10
)
names = {question: "question"}
truth["conversation"] = []
for post in posts:
    names[post.id] = f"answer {len(names)}"
    text, links = plain(post.text, bare(post.entities))
    assert mentions_stand_where_they_say(post.text, bare(post.entities)), post
    assert post.conversation_id == question, post
    assert post.edit_history_post_ids == [post.id], post
    media = (post.attachments.media_keys if post.attachments else None) or []
    truth["conversation"].append(
        {
            "author": handles[post.author_id],
            "text": text,
            "to": [names[r.id] for r in post.referenced_posts if r.type == "replied_to"],
            "links": links,
            "pictures": [[pictures[m].url, pictures[m].alt_text] for m in media],
            "time_in_id": time_is_in(post.id, seconds(post.created_at)),
        }
    )

posts, handles, _ = pages(client.users.get_mentions, id=me.id, since_id=question, max_results=10)
truth["mentions"] = [
    {
        "author": handles[post.author_id],
        "text": plain(post.text, bare(post.entities))[0],
        "quotes": [names[r.id] for r in post.referenced_posts or [] if r.type == "quoted"],
    }
    for post in posts
]
posts, _, _ = pages(client.users.get_posts, id=me.id, exclude=["replies"], max_results=10)
truth["own_posts"] = [plain(post.text, bare(post.entities))[0] for post in posts]

fields = "created_at description entities location profile_image_url protected public_metrics url "
fields += "verified verified_type"
found = client.users.get_by_username(
    username="ACME_help",
    user_fields=fields.split(),
    expansions=["pinned_post_id"],
    post_fields=["entities"],
)
company = typed(found.data, schemas.User)
typed(company.public_metrics, schemas.UserPublicMetrics)
pinned = typed(found.includes, schemas.Expansions).posts[0]
truth["profile"] = {
    "handle": company.username,
    "name": company.name,
    "bio": plain(company.description, bare(company.entities.description))[0],
    "place": company.location,
    "url": company.entities.url.urls[0].expanded_url,
    "since": company.created_at[:10],
    "protected": company.protected,
    "verified": company.verified_type,
    "default_picture": "default_profile_images" in company.profile_image_url,
    "followers": company.public_metrics.followers_count,
    "has_posts": company.public_metrics.post_count > 0,
    "pinned": plain(pinned.text, bare(pinned.entities))[0] if pinned.id == company.pinned_post_id else None,
}


def problems(found, kind):
    return [typed(problem, kind) for problem in found.errors]


kind = schemas.ResourceNotFoundProblem
# Asked with a newer name of a field, so that the errors come as this client knows them.
named = {"post_fields": ["text"]}
found = client.users.get_by_username(username="nobody_here", **named)
truth["missing"] = [p.detail for p in problems(found, kind)]
found = client.users.get_by_username(username="gone_corp", **named)
truth["suspended"] = [p.detail for p in found.errors]
found = client.posts.get_by_ids(ids=[question, "20"], **named)
truth["lookup"] = [len(found.data), [p.type.rsplit("/", 1)[1] for p in problems(found, kind)]]

calls = 0


def look():
    global calls
    while True:
        client.users.get_by_id(id=me.id)
        calls += 1


limited = refused(look)
assert limited.status_code == 429
left = int(limited.headers["x-rate-limit-reset"]) - time.time()
truth["limit"] = [calls, 0 < left <= 900, limited.headers["x-rate-limit-remaining"]]

again = client.posts.create(CreateRequest(text="Thanks!")).data.id
truth["taken_back"] = client.posts.delete(again).data.deleted
print(json.dumps(truth, sort_keys=True, indent=1))
