//! The Robots Exclusion Protocol (RFC 9309).
//!
//! Of our own: the crate for it, `texting_robots` 0.2.2, makes a regular expression of every rule, and would
//! bring anyhow, regex, nom 7 and second versions of bstr and thiserror for what is a page of code.

use jiff::SignedDuration;

/// No more of a file is read, bytes (RFC 9309, section 2.5, asks for at least 500 KiB).
const MOST: usize = 512 * 1024;

/// No more sitemaps of a file are kept, and no longer address of one.
const MOST_SITEMAPS: usize = 20;
const LONGEST_ADDRESS: usize = 1_000;
/// No host makes anybody wait longer between two questions, seconds.
const LONGEST_DELAY: f64 = 120.0;

/// What a host allows one agent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    /// Whether each is an `Allow`, and its pattern.
    rules: Vec<(bool, String)>,
    /// The pause that `Crawl-delay` asks for, seconds. Not in RFC 9309, yet many mean it.
    delay: Option<f64>,
    /// The addresses behind `Sitemap`, as they are written. They are for all agents.
    sitemaps: Vec<String>,
}

impl Robots {
    /// Reads a `robots.txt` for one agent, named by its product token. The groups that name it count; where
    /// none does, those of `*`. What is not understood is passed over. Takes time in proportion to the text.
    #[must_use]
    pub fn read(text: &str, agent: &str) -> Self {
        let text = &text[..text.floor_char_boundary(MOST)];
        let text = text.trim_start_matches('\u{feff}');
        let (mut ours, mut anyones) = (Vec::new(), Vec::new());
        let (mut is_ours, mut is_anyones, mut in_rules) = (false, false, false);
        let mut named = false;
        let (mut our_delay, mut anyones_delay) = (None, None);
        let mut sitemaps = Vec::new();
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim(), value.trim());
            if key.eq_ignore_ascii_case("user-agent") {
                if in_rules {
                    (is_ours, is_anyones, in_rules) = (false, false, false);
                }
                is_ours |= product(value).eq_ignore_ascii_case(agent);
                is_anyones |= value.starts_with('*');
                named |= is_ours;
                continue;
            }
            if key.eq_ignore_ascii_case("sitemap") {
                if sitemaps.len() < MOST_SITEMAPS && (1..LONGEST_ADDRESS).contains(&value.len()) {
                    sitemaps.push(value.to_owned());
                }
                continue;
            }
            if key.eq_ignore_ascii_case("crawl-delay") {
                in_rules = true;
                let seconds = value
                    .parse()
                    .ok()
                    .filter(|s: &f64| s.is_finite() && *s >= 0.0);
                if is_ours {
                    our_delay = seconds;
                } else if is_anyones {
                    anyones_delay = seconds;
                }
                continue;
            }
            let allows = key.eq_ignore_ascii_case("allow");
            if !allows && !key.eq_ignore_ascii_case("disallow") {
                continue;
            }
            in_rules = true;
            // An empty pattern matches nothing.
            if value.is_empty() {
                continue;
            }
            if is_ours {
                ours.push((allows, normal(value)));
            } else if is_anyones && !named {
                anyones.push((allows, normal(value)));
            }
        }
        Self {
            rules: if named { ours } else { anyones },
            delay: if named { our_delay } else { anyones_delay },
            sitemaps,
        }
    }

    /// The pause between two questions that the host asks for; at most two minutes.
    #[must_use]
    pub fn delay(&self) -> SignedDuration {
        let seconds = self.delay.unwrap_or_default().min(LONGEST_DELAY);
        SignedDuration::try_from_secs_f64(seconds).unwrap_or(SignedDuration::ZERO)
    }

    /// Where the host says that its sitemaps are, as it is written.
    #[must_use]
    pub fn sitemaps(&self) -> &[String] {
        &self.sitemaps
    }

    /// Whether a path, with its query if it has one, may be asked for: the longest pattern that fits says
    /// so, `Allow` where two are as long, and where none fits it may.
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        if path == "/robots.txt" {
            return true;
        }
        let fitting = self.rules.iter().filter(|(_, rule)| fits(rule, &path));
        fitting
            .max_by_key(|(allows, rule)| (rule.len(), *allows))
            .is_none_or(|(allows, _)| *allows)
    }
}

/// The product token that a line begins with: versions and comments behind it do not count.
fn product(value: &str) -> &str {
    let end = value.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_'));
    &value[..end.unwrap_or(value.len())]
}

/// Whether a path begins as a pattern says; `*` stands for anything, `$` at the end for the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return !is_whole || rest.is_empty();
    };
    // The leftmost place of each part leaves the most for those behind it.
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    if is_whole {
        rest.ends_with(last)
    } else {
        rest.contains(last)
    }
}

/// A path as it is compared: what need not be percent-encoded is not, what must be is, in capitals.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut plain = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let hex = |byte: u8| char::from(byte).to_digit(16);
        let coded = digits.and_then(|d| u8::try_from(hex(d[0])? << 4 | hex(d[1])?).ok());
        at += if coded.is_some() { 3 } else { 1 };
        let byte = coded.unwrap_or(*byte);
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if is_unreserved || (coded.is_none() && byte.is_ascii_graphic()) {
            plain.push(char::from(byte));
        } else {
            plain.push('%');
            for half in [byte >> 4, byte & 15] {
                let digit = char::from_digit(half.into(), 16).unwrap_or('0');
                plain.push(digit.to_ascii_uppercase());
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn allows(text: &str, path: &str) -> bool {
        Robots::read(text, "shopper").allows(path)
    }

    #[test]
    fn the_longest_pattern_that_fits_decides() {
        // The examples of RFC 9309, section 5.2, with its own paths.
        let text =
            "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
        let foobot = Robots::read(text, "foobot");
        assert!(foobot.allows("/example/page/x"));
        assert!(!foobot.allows("/example/page/disallowed.gif"));
        let same = "User-agent: *\nDisallow: /a\nAllow: /a\n";
        assert!(allows(same, "/a/b"), "allow wins where both are as long");
        for (pattern, path, is_allowed) in [
            ("/", "/", false),
            ("/", "/any?x=1", false),
            ("", "/", true),
            ("/fish", "/fish.html", false),
            ("/fish", "/Fish.asp", true),
            ("/fish*", "/fishheads/x", false),
            ("/fish/", "/fish", true),
            ("/*.php", "/folder/any.php?x", false),
            ("/*.php$", "/any.php", false),
            ("/*.php$", "/any.php?x", true),
            ("/*.php$", "/x.php5", true),
            ("/a*b*c$", "/abcbc", false),
            ("/a*b*c$", "/acb", true),
            ("/$", "/", false),
            ("/$", "/nl", true),
            ("/*", "/", false),
            ("/caf%c3%a9", "/caf\u{e9}", false),
            ("/caf\u{e9}", "/caf%C3%A9", false),
            ("/%7Ejoe", "/~joe", false),
            ("/a%2Fb", "/a/b", true),
            ("/a%", "/a%", false),
        ] {
            let text = format!("user-agent: *\ndisallow: {pattern}");
            assert_eq!(allows(&text, path), is_allowed, "{pattern} {path}");
        }
    }

    #[test]
    fn the_groups_of_an_agent_count_and_else_those_of_all() {
        let text = "\u{feff}# hello\r\nUser-agent: *\r\nDisallow: /\r\n\r\nUSER-AGENT: other\r\nUser-Agent: Shopper/1.0 # us\r\n\
                    Sitemap: https://x.example/map.xml\r\nAllow : /\r\nUser-agent: third\rDisallow: /x\r\n\
                    user-agent: SHOPPER\ndisallow:/y\n";
        assert!(allows(text, "/x") && !allows(text, "/y"));
        let robots = |agent| Robots::read(text, agent);
        assert!(!robots("unknown").allows("/"));
        assert!(!robots("third").allows("/x") && robots("third").allows("/y"));
        assert!(robots("unknown").allows("/robots.txt"));
        // A group that names us and forbids nothing lets us in where others are kept out.
        assert!(allows(
            "User-agent: shopper\nDisallow:\nUser-agent: *\nDisallow: /",
            "/"
        ));
        assert!(allows("User-agent: shopperbot\nDisallow: /", "/"));
        for nothing in [
            "",
            "<html>Not: found</html>",
            "Disallow: /",
            "user-agent *\ndisallow /",
        ] {
            assert!(allows(nothing, "/"), "{nothing}");
        }
    }

    #[test]
    fn the_pause_and_the_sitemaps_are_read() {
        let robots = Robots::read(
            "Sitemap: https://a.example/1.xml\nUser-agent: *\nCrawl-delay: 7\nDisallow: /x\n\
             User-agent: other\ncrawl-delay: 3\nsitemap: /2.xml",
            "shopper",
        );
        assert_eq!(robots.delay(), SignedDuration::from_secs(7));
        assert_eq!(robots.sitemaps(), ["https://a.example/1.xml", "/2.xml"]);
        let delay = |value: &str| {
            let text = format!("user-agent: shopper\ncrawl-delay: {value}");
            Robots::read(&text, "shopper").delay()
        };
        assert_eq!(delay("1.5"), SignedDuration::from_millis(1_500));
        assert_eq!(delay("86400"), SignedDuration::from_mins(2));
        for none in ["", "-1", "NaN", "inf", "soon"] {
            assert_eq!(delay(none), SignedDuration::ZERO, "{none}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "((user-agent|allow|disallow|x)?[: ]{0,2}[/*$%a\u{e9}#\r\n]{0,8}\n?){0,30}", path in ".{0,20}") {
            let _ = allows(&text, &path);
        }

        #[test]
        fn a_pattern_fits_as_a_regular_expression_would(pattern in "/[ab*]{0,6}\\$?", path in "/[ab]{0,8}") {
            // Each prefix or whole, tried by hand.
            fn glob(pattern: &[u8], path: &[u8]) -> bool {
                match pattern {
                    [] => true,
                    [b'$'] => path.is_empty(),
                    [b'*', rest @ ..] => (0..=path.len()).any(|n| glob(rest, &path[n..])),
                    [c, rest @ ..] => path.first() == Some(c) && glob(rest, &path[1..]),
                }
            }
            prop_assert_eq!(fits(&pattern, &path), glob(pattern.as_bytes(), path.as_bytes()));
        }
    }
}
