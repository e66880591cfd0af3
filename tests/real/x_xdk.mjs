// Asks in public through @xdevplatform/xdk (X's own client: the newer names of fields; reads by OAuth
// 2, writes by OAuth 1.0a) and prints what it saw.
//
//     node x_xdk.mjs BASE_URL KEYS_JSON
//
// Run from the folder into which the package was installed.

import assert from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const { Client, OAuth1 } = await import(pathToFileURL(require.resolve("@xdevplatform/xdk")));

const QUESTION = "@acme_help Do you open on Sundays & holidays? \u6771\u4eac \u{1f44d}\u{1f3fd}";
const EPOCH = 1288834974657n;
const [, , base, path] = process.argv;
const keys = JSON.parse(readFileSync(path, "utf8")).xdk_js;
const client = new Client({
  baseUrl: base,
  accessToken: keys.bearer,
  retry: false,
  oauth1: new OAuth1({
    apiKey: keys.consumer_key,
    apiSecret: keys.consumer_secret,
    callback: "oob",
    accessToken: keys.token,
    accessTokenSecret: keys.token_secret,
  }),
});
const shown = {
  postFields: ["attachments", "created_at", "entities", "conversation_id"],
  expansions: ["author_id", "attachments.media_keys", "referenced_posts"],
  mediaFields: ["url", "alt_text"],
};

// The text as it was written: addresses as they were, without those of quotes and pictures.
function plain(shownText, entities) {
  let text = Array.from(shownText);
  const links = [];
  for (const url of [...(entities?.urls ?? [])].reverse()) {
    assert.equal(text.slice(url.start, url.end).join(""), url.url);
    if (url.mediaKey || url.expandedUrl.includes("/status/")) {
      text.splice(url.start - 1, url.end - url.start + 1);
    } else {
      text.splice(url.start, url.end - url.start, ...url.expandedUrl);
      links.unshift(url.expandedUrl);
    }
  }
  text = text.join("").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return [text, links];
}

function timeIsIn(id, createdAt) {
  const held = Number((BigInt(id) >> 22n) + EPOCH);
  return Math.floor(held / 1000) === Math.floor(Date.parse(createdAt) / 1000);
}

// All pages of a list, oldest post first: posts, handles by id and pictures by key.
async function pages(call, options) {
  const [posts, handles, pictures] = [[], {}, {}];
  let paginationToken;
  do {
    const page = await call({ ...options, ...shown, ...(paginationToken ? { paginationToken } : {}) });
    assert.equal(page.errors, undefined);
    posts.push(...(page.data ?? []));
    for (const user of page.includes?.users ?? []) handles[user.id] = user.username;
    for (const media of page.includes?.media ?? []) pictures[media.mediaKey] = media;
    paginationToken = page.meta.nextToken;
  } while (paginationToken);
  posts.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  return [posts, handles, pictures];
}

async function refused(call) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.name, "ApiError", String(error));
    return error;
  }
  throw new Error("it was let through");
}

const truth = {};
const me = (await client.users.getMe({ userFields: ["created_at"] })).data;
truth.me = [me.username, me.name];

const made = (await client.posts.create({ text: QUESTION })).data;
truth.asked = plain(made.text)[0];
const again = await refused(() => client.posts.create({ text: QUESTION }));
assert.equal(again.status, 403);
truth.duplicate = [again.data.detail];

const question = made.id;
const query = `conversation_id:${question} -from:${me.username}`;
let [posts, handles, pictures] = await pages((o) => client.posts.searchRecent(query, o), {
  maxResults: 10,
});
const names = { [question]: "question" };
truth.conversation = [];
for (const post of posts) {
  names[post.id] = `answer ${Object.keys(names).length}`;
  const [text, links] = plain(post.text, post.entities);
  assert.equal(post.conversationId, question);
  assert.deepEqual(post.editHistoryPostIds, [post.id]);
  const media = post.attachments?.mediaKeys ?? [];
  truth.conversation.push({
    author: handles[post.authorId],
    text,
    to: post.referencedPosts.filter((r) => r.type === "replied_to").map((r) => names[r.id]),
    links,
    pictures: media.map((m) => [pictures[m].url, pictures[m].altText]),
    time_in_id: timeIsIn(post.id, post.createdAt),
  });
}

[posts, handles] = await pages((o) => client.users.getMentions(me.id, o), {
  sinceId: question,
  maxResults: 10,
});
truth.mentions = posts.map((post) => ({
  author: handles[post.authorId],
  text: plain(post.text, post.entities)[0],
  quotes: (post.referencedPosts ?? []).filter((r) => r.type === "quoted").map((r) => names[r.id]),
}));
[posts] = await pages((o) => client.users.getPosts(me.id, o), { exclude: ["replies"], maxResults: 10 });
truth.own_posts = posts.map((post) => plain(post.text, post.entities)[0]);

const found = await client.users.getByUsername("ACME_help", {
  userFields:
    "created_at description entities location profile_image_url protected public_metrics url verified verified_type".split(
      " ",
    ),
  expansions: ["pinned_post_id"],
  postFields: ["entities"],
});
const company = found.data;
const pinned = found.includes.posts[0];
truth.profile = {
  handle: company.username,
  name: company.name,
  bio: plain(company.description, company.entities.description)[0],
  place: company.location,
  url: company.entities.url.urls[0].expandedUrl,
  since: company.createdAt.slice(0, 10),
  protected: company.protected,
  verified: company.verifiedType,
  default_picture: company.profileImageUrl.includes("default_profile_images"),
  followers: company.publicMetrics.followersCount,
  has_posts: company.publicMetrics.postCount > 0,
  pinned: pinned.id === company.pinnedPostId ? plain(pinned.text, pinned.entities)[0] : null,
};
const named = { postFields: ["text"] };
truth.missing = (await client.users.getByUsername("nobody_here", named)).errors.map((e) => e.detail);
truth.suspended = (await client.users.getByUsername("gone_corp", named)).errors.map((e) => e.detail);
const looked = await client.posts.getByIds([question, "20"], named);
truth.lookup = [looked.data.length, looked.errors.map((e) => e.type.split("/").pop())];

let calls = 0;
const limited = await refused(async () => {
  for (;;) {
    await client.users.getById(me.id);
    calls += 1;
  }
});
assert.equal(limited.status, 429);
const left = Number(limited.headers.get("x-rate-limit-reset")) - Date.now() / 1000;
truth.limit = [calls, 0 < left && left <= 900, limited.headers.get("x-rate-limit-remaining")];

const thanks = (await client.posts.create({ text: "Thanks!" })).data.id;
truth.taken_back = (await client.posts.delete(thanks)).data.deleted;
console.log(JSON.stringify(truth));
