//! What labels, placeholders, inner names and buttons say, in four languages and a little of others. The lists
//! stand in `cues/*.txt`.

use super::folding::{fold, is_unspaced, parts, words};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The lists of human words.
const LISTS: [&str; 5] = [
    include_str!("cues/en.txt"),
    include_str!("cues/nl.txt"),
    include_str!("cues/fr.txt"),
    include_str!("cues/de.txt"),
    include_str!("cues/other.txt"),
];
/// The list of inner names.
const NAMES: &str = include_str!("cues/names.txt");
/// No inner name is of more parts put together.
const LONGEST_NAME: usize = 5;

macro_rules! cues {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// What a phrase is a sign of: a section of the lists.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(super) enum Cue { $($name),* }

        impl Cue {
            const ALL: &[(&str, Self)] = &[$(($word, Self::$name)),*];
        }
    };
}

cues! {
    Stop = "stop", Optional = "optional", FullName = "full_name", FirstName = "first_name", LastName = "last_name",
    Infix = "infix", Email = "email", Confirm = "confirm", Phone = "phone", Company = "company",
    Subject = "subject", Topic = "topic", Message = "message", OrderNumber = "order_number", Street = "street",
    StreetMore = "street_more", Postcode = "postcode", PostcodeCity = "postcode_city", City = "city",
    Country = "country", State = "state", Salutation = "salutation", Username = "username",
    Website = "website", Fax = "fax", Birth = "birth", Job = "job", Budget = "budget", When = "when",
    Heard = "heard", Skype = "skype", Query = "query", Preference = "preference", Customer = "customer",
    Privacy = "privacy", Marketing = "marketing", Copy = "copy", LeaveEmpty = "leave_empty",
    Honeypot = "honeypot", Csrf = "csrf", Captcha = "captcha", Send = "send", Next = "next",
    Cancel = "cancel", SearchWord = "search_word", LoginWord = "login_word",
    RegisterWord = "register_word", RecoverWord = "recover_word", SubscribeWord = "subscribe_word",
    BuyWord = "buy_word", QuoteWord = "quote_word", CommentWord = "comment_word",
    ContactWord = "contact_word", TellWord = "tell_word", ApplyWord = "apply_word",
    VoteWord = "vote_word", FilterWord = "filter_word", PostWord = "post_word",
    General = "general", BadTopic = "bad_topic", NeverTopic = "never_topic", Placeholder = "placeholder", Neutral = "neutral",
    Mr = "mr", Ms = "ms", Yes = "yes", No = "no", Private = "private", ByEmail = "by_email",
    LoginWall = "login_wall", Pay = "pay", Script = "script", RobotPage = "robot_page",
}

/// A phrase of the lists.
struct Phrase {
    words: Vec<String>,
    cue: Cue,
}

/// The lists, read once.
struct Cues {
    /// Phrases by their first word.
    phrases: HashMap<String, Vec<Phrase>>,
    /// Phrases of languages that put no spaces between words.
    inside: Vec<(String, Cue)>,
    stop: HashSet<String>,
    /// Inner names, put together.
    names: HashMap<String, Vec<Cue>>,
    name_stop: HashSet<String>,
}

/// A cue that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    cue: Cue,
    from: usize,
    to: usize,
}

/// What was found in a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    hits: Vec<Hit>,
    /// Of each word, whether it bears a meaning.
    bears: Vec<bool>,
}

impl Found {
    /// How surely a text says this, 0 to 1: 1 where it says nothing else.
    pub(super) fn strength(&self, cue: Cue) -> f64 {
        let all = self.bears.iter().filter(|b| **b).count();
        let mut best = 0.0_f64;
        for hit in self.hits.iter().filter(|h| h.cue == cue) {
            let here = self.bears[hit.from..hit.to].iter().filter(|b| **b).count();
            let outside = all.saturating_sub(here);
            let strength = if outside == 0 {
                1.0
            } else {
                let share = here.max(1) as f64 / (here.max(1) + outside) as f64;
                0.3 + 0.5 * share
            };
            best = best.max(strength);
        }
        best
    }

    /// Whether a text says this at all.
    pub(super) fn has(&self, cue: Cue) -> bool {
        self.hits.iter().any(|h| h.cue == cue)
    }

    /// Whether a text says this and nothing else.
    pub(super) fn is(&self, cue: Cue) -> bool {
        self.strength(cue) >= 1.0
    }

    /// Whether there was no word in it.
    pub(super) fn is_empty(&self) -> bool {
        self.bears.is_empty()
    }

    /// What lies wholly inside a longer phrase is a part of that: "company name" is no name.
    fn keep_longest(&mut self) {
        let all = self.hits.clone();
        self.hits.retain(|hit| {
            // "Repeat your email" still asks for an address.
            !all.iter().any(|o| {
                !(o.cue == Cue::Confirm && hit.cue == Cue::Email)
                    && o.from <= hit.from
                    && hit.to <= o.to
                    && o.to - o.from > hit.to - hit.from
            })
        });
    }
}

fn sections(list: &str) -> impl Iterator<Item = (Cue, String)> {
    let mut section = None;
    list.lines().filter_map(move |line| {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = Cue::ALL.iter().find(|(w, _)| *w == name).map(|(_, c)| *c);
            return None;
        }
        section.map(|cue| (cue, line.to_owned()))
    })
}

fn cues() -> &'static Cues {
    static CUES: OnceLock<Cues> = OnceLock::new();
    CUES.get_or_init(|| {
        let mut cues = Cues {
            phrases: HashMap::new(),
            inside: Vec::new(),
            stop: HashSet::new(),
            names: HashMap::new(),
            name_stop: HashSet::new(),
        };
        let mut name = |joined: String, cue: Cue| {
            let known = cues.names.entry(joined).or_default();
            if !known.contains(&cue) {
                known.push(cue);
            }
        };
        for (cue, phrase) in sections(NAMES) {
            let joined: String = parts(&phrase).concat();
            if cue == Cue::Stop {
                cues.name_stop.insert(joined);
            } else {
                name(joined, cue);
            }
        }
        for (cue, phrase) in LISTS.iter().flat_map(|l| sections(l)) {
            let words = words(&phrase);
            if cue == Cue::Stop {
                cues.stop.extend(words);
                continue;
            }
            if is_unspaced(&phrase) {
                cues.inside.push((fold(&phrase).replace(' ', ""), cue));
                continue;
            }
            // What a label says, an inner name may say without spaces.
            if cue <= Cue::Preference && cue > Cue::Optional && phrase.len() > 3 {
                name(words.concat(), cue);
            }
            if let Some(first) = words.first().cloned() {
                let phrases = cues.phrases.entry(first).or_default();
                if !phrases.iter().any(|p| p.cue == cue && p.words == words) {
                    phrases.push(Phrase { words, cue });
                }
            }
        }
        cues
    })
}

/// Reads what a person reads.
pub(super) fn read(text: &str) -> Found {
    let cues = cues();
    let words = words(text);
    let mut found = Found {
        bears: words.iter().map(|w| !cues.stop.contains(w)).collect(),
        hits: Vec::new(),
    };
    for (from, word) in words.iter().enumerate() {
        for phrase in cues.phrases.get(word).into_iter().flatten() {
            let to = from + phrase.words.len();
            if words.get(from..to) == Some(&phrase.words[..]) {
                found.hits.push(Hit {
                    cue: phrase.cue,
                    from,
                    to,
                });
            }
        }
        if is_unspaced(word) {
            // The longest phrase in it stands for all of it.
            let inside = || {
                cues.inside
                    .iter()
                    .filter(|(p, _)| word.contains(p.as_str()))
            };
            let longest = inside().map(|(p, _)| p.chars().count()).max().unwrap_or(0);
            for (phrase, cue) in inside() {
                if phrase.chars().count() == longest {
                    found.hits.push(Hit {
                        cue: *cue,
                        from,
                        to: from + 1,
                    });
                }
            }
        }
    }
    found.keep_longest();
    found
}

/// Reads an inner name.
pub(super) fn read_name(name: &str) -> Found {
    let cues = cues();
    let parts = parts(name);
    let mut found = Found {
        bears: parts
            .iter()
            .map(|p| !cues.name_stop.contains(p) && p.chars().any(char::is_alphabetic))
            .collect(),
        hits: Vec::new(),
    };
    for from in 0..parts.len() {
        let mut joined = String::new();
        for to in from + 1..=parts.len().min(from + LONGEST_NAME) {
            joined.push_str(&parts[to - 1]);
            for cue in cues.names.get(&joined).into_iter().flatten() {
                found.hits.push(Hit {
                    cue: *cue,
                    from,
                    to,
                });
            }
        }
    }
    found.keep_longest();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_lists_is_known() {
        for list in LISTS.iter().chain([&NAMES]) {
            for line in list.lines().filter(|l| l.starts_with('[')) {
                let name = line.trim_matches(['[', ']']);
                assert!(Cue::ALL.iter().any(|(w, _)| *w == name), "{line}");
            }
        }
    }

    #[test]
    fn a_longer_phrase_wins() {
        let found = read("Company name *");
        assert!(found.is(Cue::Company) && !found.has(Cue::FullName));
        let found = read("Your e-mail address (so we can reply to you)");
        assert!(found.has(Cue::Email) && !found.is(Cue::Email));
        assert!(read("お問い合わせ内容").has(Cue::Message));
    }

    #[test]
    fn inner_names_are_read_in_their_parts() {
        assert!(read_name("data[Contact][firstName]").is(Cue::FirstName));
        assert!(read_name("g2-howcanwehelp").has(Cue::Message));
        assert!(read_name("input_16_2").hits.is_empty());
        assert!(read_name("tx_powermail_pi1_tastyhoney").has(Cue::Honeypot));
    }
}
