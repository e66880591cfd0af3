#!/usr/bin/env python3
"""Asks in public through tweepy (the older names of fields, OAuth 1.0a) and prints what it saw.

    x_tweepy.py BASE_URL KEYS_JSON
"""

import json
import sys
import time

import requests
import tweepy

from x_text import QUESTION, TERMS, mentions_stand_where_they_say, plain, time_is_in

base, keys = sys.argv[1], json.load(open(sys.argv[2]))["tweepy"]


class Local(requests.Session):
    """tweepy has no setting for where the interface is. Changed before a request is signed."""

    def request(self, method, url, **rest):
        return super().request(method, url.replace("https://api.twitter.com", base), **rest)


client = tweepy.Client(
    consumer_key=keys["consumer_key"],
    consumer_secret=keys["consumer_secret"],
    access_token=keys["token"],
    access_token_secret=keys["token_secret"],
)
client.session = Local()
shown = {
    "tweet_fields": ["author_id", "created_at", "entities", "referenced_tweets", "conversation_id"],
    "expansions": ["author_id", "attachments.media_keys"],
    "media_fields": ["url", "alt_text"],
    "user_auth": True,
}


def pages(method, *positional, **named):
    """All pages of a list, oldest post first: posts, handles by id and pictures by key."""
    posts, handles, pictures = [], {}, {}
    for page in tweepy.Paginator(method, *positional, **named, **shown):
        assert not page.errors, page.errors
        posts.extend(page.data or [])
        handles.update({u.id: u.username for u in page.includes.get("users", [])})
        pictures.update({m.media_key: m for m in page.includes.get("media", [])})
    return sorted(posts, key=lambda p: p.id), handles, pictures


truth = {}
me = client.get_me(user_fields=["created_at"]).data
truth["me"] = [me.username, me.name]

made = client.create_tweet(text=QUESTION).data
truth["asked"] = plain(made["text"], None)[0]
try:
    client.create_tweet(text=QUESTION)
except tweepy.Forbidden as refused:
    truth["duplicate"] = refused.api_messages

question = int(made["id"])
posts, handles, pictures = pages(
    client.search_recent_tweets, TERMS.format(question, me.username), max_results=10
)
names = {question: "question"}
truth["conversation"] = []
for post in posts:
    names[post.id] = f"answer {len(names)}"
    text, links = plain(post.text, post.entities)
    assert mentions_stand_where_they_say(post.text, post.entities), post.data
    assert post.conversation_id == question, post.data
    media = (post.attachments or {}).get("media_keys", [])
    truth["conversation"].append(
        {
            "author": handles[post.author_id],
            "text": text,
            "to": [names[r.id] for r in post.referenced_tweets if r.type == "replied_to"],
            "links": links,
            "pictures": [[pictures[m].url, pictures[m].alt_text] for m in media],
            "time_in_id": time_is_in(post.id, post.created_at.timestamp()),
        }
    )

posts, handles, _ = pages(client.get_users_mentions, me.id, since_id=question, max_results=10)
truth["mentions"] = [
    {
        "author": handles[post.author_id],
        "text": plain(post.text, post.entities)[0],
        "quotes": [names[r.id] for r in post.referenced_tweets or [] if r.type == "quoted"],
    }
    for post in posts
]
posts, _, _ = pages(client.get_users_tweets, me.id, exclude=["replies"], max_results=10)
truth["own_posts"] = [plain(post.text, post.entities)[0] for post in posts]

fields = "created_at description entities location profile_image_url protected public_metrics url "
fields += "verified verified_type pinned_tweet_id"
found = client.get_user(
    username="ACME_help",
    user_fields=fields.split(),
    expansions=["pinned_tweet_id"],
    tweet_fields=["entities"],
    user_auth=True,
)
company = found.data
pinned = found.includes["tweets"][0]
truth["profile"] = {
    "handle": company.username,
    "name": company.name,
    "bio": plain(company.description, company.entities.get("description"))[0],
    "place": company.location,
    "url": company.entities["url"]["urls"][0]["expanded_url"],
    "since": company.created_at.strftime("%Y-%m-%d"),
    "protected": company.protected,
    "verified": company.verified_type,
    "default_picture": "default_profile_images" in company.profile_image_url,
    "followers": company.public_metrics["followers_count"],
    "has_posts": company.public_metrics["tweet_count"] > 0,
    "pinned": plain(pinned.text, pinned.entities)[0] if pinned.id == company.pinned_tweet_id else None,
}
truth["missing"] = [e["detail"] for e in client.get_user(username="nobody_here", user_auth=True).errors]
truth["suspended"] = [e["detail"] for e in client.get_user(username="gone_corp", user_auth=True).errors]
found = client.get_tweets([question, 20], user_auth=True)
truth["lookup"] = [len(found.data), [e["type"].rsplit("/", 1)[1] for e in found.errors]]

calls = 0
try:
    while True:
        client.get_user(id=me.id, user_auth=True)
        calls += 1
except tweepy.TooManyRequests as limited:
    left = limited.reset_time - time.time()
    truth["limit"] = [calls, 0 < left <= 900, limited.response.headers["x-rate-limit-remaining"]]

again = client.create_tweet(text="Thanks!").data["id"]
truth["taken_back"] = client.delete_tweet(again).data["deleted"]
print(json.dumps(truth, sort_keys=True, indent=1))
