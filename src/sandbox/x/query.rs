//! The language of X's search, as far as clients of this kind use it.
//!
//! Terms beside each other must all hold; `OR` binds weaker; `-` denies; parentheses group. At least one
//! term that says what to look for must hold without being denied, as X asks for.

use super::post::Stored;
use super::state::State;
use super::text::words;

/// The longest query.
const MOST: usize = 512;
/// How many groups may stand within each other.
const DEEPEST: usize = 25;

/// A query that can be tried on posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Query {
    /// Words that follow each other, as [`words`] gives them.
    Words(String),
    Tag(String),
    Mention(String),
    From(String),
    To(String),
    Conversation(u64),
    Quotes(u64),
    Answers(u64),
    Url(String),
    Is(Is),
    Has(Has),
    All(Vec<Query>),
    Any(Vec<Query>),
    Not(Box<Query>),
}

/// What a post may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Reply,
    Quote,
    Retweet,
    Verified,
}

/// What a post may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Has {
    Links,
    Media,
    Mentions,
    Hashtags,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// With a sentence in X's manner.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.chars().count() > MOST {
            return Err(format!(
                "Query is too long: Your query is {} characters long, the maximum is {MOST}",
                text.chars().count()
            ));
        }
        let tokens = tokens(text)?;
        let mut reader = Reader {
            tokens: &tokens,
            at: 0,
            depth: 0,
        };
        let query = reader.any()?;
        if reader.at < tokens.len() {
            return Err("There were errors processing your request: mismatched input ')'".into());
        }
        if !query.stands_alone() {
            return Err(
                "There were errors processing your request: Rules must contain at least one \
                 positive, non-stopword clause"
                    .into(),
            );
        }
        Ok(query)
    }

    /// Whether it says something to look for.
    fn stands_alone(&self) -> bool {
        match self {
            Self::Is(_) | Self::Has(_) | Self::Not(_) => false,
            Self::All(all) => all.iter().any(Self::stands_alone),
            Self::Any(any) => any.iter().all(Self::stands_alone),
            _ => true,
        }
    }

    /// Whether a post is looked for.
    pub(super) fn finds(&self, state: &State, post: &Stored) -> bool {
        let is = |account: u64, name: &str| {
            let account = state.accounts.get(&account);
            account.is_some_and(|a| {
                a.shown.handle.eq_ignore_ascii_case(name) || a.id.to_string() == name
            })
        };
        match self {
            Self::Words(words) => post.text.words.contains(words),
            Self::Tag(tag) => post.text.whole.places.iter().any(|p| match &p.what {
                super::text::What::Tag(t) => t.to_lowercase() == *tag,
                _ => false,
            }),
            Self::Mention(name) => post.text.mentioned.iter().any(|a| is(*a, name)),
            Self::From(name) => is(post.author, name),
            Self::To(name) => post.replied_to.is_some_and(|(_, to)| is(to, name)),
            Self::Conversation(id) => post.conversation == *id,
            Self::Quotes(id) => post.quoted == Some(*id),
            Self::Answers(id) => post.replied_to.is_some_and(|(to, _)| to == *id),
            Self::Url(part) => post.text.links().any(|l| l.to_lowercase().contains(part)),
            Self::Is(Is::Reply) => post.replied_to.is_some(),
            Self::Is(Is::Quote) => post.quoted.is_some(),
            // Nobody repeats here.
            Self::Is(Is::Retweet) => false,
            Self::Is(Is::Verified) => state
                .accounts
                .get(&post.author)
                .is_some_and(|a| a.shown.verified.is_some()),
            Self::Has(Has::Links) => post.text.links().next().is_some(),
            Self::Has(Has::Media) => !post.media.is_empty(),
            Self::Has(Has::Mentions) => !post.text.mentioned.is_empty(),
            Self::Has(Has::Hashtags) => {
                let mut places = post.text.whole.places.iter();
                places.any(|p| matches!(p.what, super::text::What::Tag(_)))
            }
            Self::All(all) => all.iter().all(|q| q.finds(state, post)),
            Self::Any(any) => any.iter().any(|q| q.finds(state, post)),
            Self::Not(not) => !not.finds(state, post),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Or,
    Minus,
    /// An operator's name, if there is one, and what follows it; quoted or not.
    Term(Option<String>, String, bool),
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '-' => (Token::Minus, 1),
            _ => term(rest)?,
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// The term at the beginning and its length.
fn term(rest: &str) -> Result<(Token, usize), String> {
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"'))
        .unwrap_or(rest.len());
    let bare = &rest[..end];
    let name = bare.strip_suffix(':');
    if let Some(quoted) = rest[end..].strip_prefix('"')
        && (bare.is_empty() || name.is_some())
    {
        let Some(close) = quoted.find('"') else {
            let message = "There were errors processing your request: missing closing quote";
            return Err(message.to_owned());
        };
        let token = Token::Term(
            name.map(str::to_lowercase),
            quoted[..close].to_owned(),
            true,
        );
        return Ok((token, end + close + 2));
    }
    if bare == "OR" {
        return Ok((Token::Or, end));
    }
    let token = match bare.split_once(':') {
        Some((name, value)) if name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => {
            Token::Term(Some(name.to_owned()), value.to_owned(), false)
        }
        _ => Token::Term(None, bare.to_owned(), false),
    };
    Ok((token, end))
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    /// How many groups are open.
    depth: usize,
}

impl Reader<'_> {
    fn any(&mut self) -> Result<Query, String> {
        let mut any = vec![self.all()?];
        while self.tokens.get(self.at) == Some(&Token::Or) {
            self.at += 1;
            any.push(self.all()?);
        }
        Ok(match any.pop() {
            Some(one) if any.is_empty() => one,
            last => Query::Any(any.into_iter().chain(last).collect()),
        })
    }

    fn all(&mut self) -> Result<Query, String> {
        let mut all = Vec::new();
        while let Some(token) = self.tokens.get(self.at)
            && !matches!(token, Token::Or | Token::Close)
        {
            all.push(self.one()?);
        }
        match all.pop() {
            None => Err("There were errors processing your request: nothing to look for".into()),
            Some(one) if all.is_empty() => Ok(one),
            last => Ok(Query::All(all.into_iter().chain(last).collect())),
        }
    }

    fn one(&mut self) -> Result<Query, String> {
        let mut denied = false;
        while self.tokens.get(self.at) == Some(&Token::Minus) {
            denied = !denied;
            self.at += 1;
        }
        let token = self.tokens.get(self.at);
        self.at += 1;
        let query = match token {
            Some(Token::Open) => {
                if self.depth == DEEPEST {
                    return Err("There were errors processing your request: too many '('".into());
                }
                self.depth += 1;
                let inner = self.any()?;
                self.depth -= 1;
                if self.tokens.get(self.at) != Some(&Token::Close) {
                    return Err(
                        "There were errors processing your request: missing ')' at end".into(),
                    );
                }
                self.at += 1;
                inner
            }
            Some(Token::Term(name, value, quoted)) => operator(name.as_deref(), value, *quoted)?,
            _ => return Err("There were errors processing your request: no viable term".into()),
        };
        Ok(if denied {
            Query::Not(Box::new(query))
        } else {
            query
        })
    }
}

fn operator(name: Option<&str>, value: &str, quoted: bool) -> Result<Query, String> {
    let number = || {
        super::page::id(value).ok_or_else(|| {
            format!(
                "There were errors processing your request: {} needs an id, not '{value}'",
                name.unwrap_or_default()
            )
        })
    };
    let account = || {
        let name = value.trim_start_matches('@').to_lowercase();
        // Handles and ids of accounts are made of the same letters.
        let fit = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        fit.then_some(name).ok_or_else(|| {
            format!("There were errors processing your request: '{value}' is no account")
        })
    };
    Ok(match name {
        None if quoted => Query::Words(words(value)),
        None if value.starts_with('@') => Query::Mention(account()?),
        None if value.starts_with('#') => Query::Tag(value.trim_start_matches('#').to_lowercase()),
        None => Query::Words(words(value)),
        Some("from") => Query::From(account()?),
        Some("to") => Query::To(account()?),
        Some("conversation_id") => Query::Conversation(number()?),
        Some("quotes_of_tweet_id") => Query::Quotes(number()?),
        Some("in_reply_to_tweet_id") => Query::Answers(number()?),
        Some("url") => Query::Url(value.to_lowercase()),
        Some("is") => Query::Is(match value {
            "reply" => Is::Reply,
            "quote" => Is::Quote,
            "retweet" => Is::Retweet,
            "verified" => Is::Verified,
            _ => return Err(unknown(&format!("is:{value}"))),
        }),
        Some("has") => Query::Has(match value {
            "links" => Has::Links,
            "media" | "images" => Has::Media,
            "mentions" => Has::Mentions,
            "hashtags" => Has::Hashtags,
            _ => return Err(unknown(&format!("has:{value}"))),
        }),
        Some(name) => return Err(unknown(name)),
    })
}

fn unknown(what: &str) -> String {
    format!("There were errors processing your request: Reference to invalid operator '{what}'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::x::account::NewAccount;
    use crate::sandbox::x::post::Saying;
    use jiff::Timestamp;
    use proptest::prelude::*;

    /// Which of the posts a query finds, by their place in the story.
    fn found(query: &str) -> Result<Vec<usize>, String> {
        let mut state = State::new(1);
        let at: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        let ids: Vec<u64> = ["shopper", "acme", "other"]
            .map(|h| state.add(NewAccount::named(h)).unwrap())
            .to_vec();
        let mut say = |who: usize, saying: Saying| {
            let id = state.say(ids[who], at, saying, false).unwrap();
            (id, id.to_string())
        };
        let (a, root) = say(0, Saying::plain("@acme Do you open on Sundays?"));
        let (b, answer) = say(
            1,
            Saying::plain("Yes, we open on Sundays at 10.").replying(&root),
        );
        let (c, _) = say(
            2,
            Saying::plain("Sundays, on open days #fun").quoting(&answer),
        );
        let (d, _) = say(
            1,
            Saying::plain("See https://acme.example/Hours").with("https://p.example/1", ""),
        );
        let posts = [a, b, c, d];
        let query = query.replace("ROOT", &root).replace("ANSWER", &answer);
        let query = Query::parse(&query)?;
        Ok((0..)
            .zip(posts)
            .filter(|(_, id)| query.finds(&state, &state.posts[id]))
            .map(|(n, _)| n)
            .collect())
    }

    #[test]
    fn operators_find_what_x_says_they_find() {
        for (query, expected) in [
            ("conversation_id:ROOT", &[0, 1][..]),
            ("conversation_id:ROOT -from:shopper", &[1]),
            ("conversation_id:ROOT from:@ACME", &[1]),
            ("from:acme", &[1, 3]),
            ("to:shopper", &[1]),
            ("@acme", &[0]),
            ("quotes_of_tweet_id:ANSWER", &[2]),
            ("url:ANSWER", &[2]),
            ("url:\"https://acme.example/hours\"", &[3]),
            ("\"open on sundays\"", &[0, 1]),
            ("open sundays", &[0, 1, 2]),
            ("#FUN", &[2]),
            ("(from:shopper OR from:other) sundays", &[0, 2]),
            ("from:shopper OR from:acme has:media", &[0, 3]),
            ("sundays -(from:acme OR is:quote)", &[0]),
            ("sundays is:reply", &[1]),
            ("--sundays", &[0, 1, 2]),
            ("sund", &[]),
            ("in_reply_to_tweet_id:ROOT", &[1]),
            ("((((((((((#fun))))))))))", &[2]),
        ] {
            assert_eq!(found(query).as_deref(), Ok(expected), "{query}");
        }
    }

    #[test]
    fn what_x_refuses_is_refused() {
        for query in [
            "",
            "is:reply",
            "-from:acme",
            "from:acme OR -from:other",
            "(from:acme",
            "from:acme)",
            "\"open",
            "sentiment:good",
            "conversation_id:abc",
            "is:odd",
            "a OR",
            &"x ".repeat(300),
            &format!("{}x{}", "(".repeat(26), ")".repeat(26)),
        ] {
            assert!(found(query).is_err(), "{query}");
        }
    }

    proptest! {
        #[test]
        fn no_query_hurts(query in "([()\" -]|OR|from:|to:|is:|\\PC){0,80}") {
            let _ = Query::parse(&query);
        }
    }
}
