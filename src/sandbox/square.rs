//! The companies on a social network: their accounts stand there, they hear what they are asked, and they
//! answer at their time.

use super::market::Market;
use super::posts::{AccountProfile, How, PastPost, Posed, Speaker, Utterance, compose, profile};
use super::x::{NewAccount, Picture, PostView, Saying, World};
use crate::model::{Channel, plain_handle};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// What the study's account is called on the network.
const NAME: &str = "Ordinary Customer";

/// The market as the network sees it.
struct Square {
    market: Arc<Market>,
    world: Weak<World>,
    channel: Channel,
    /// The study's account, lower case.
    own: String,
    /// Companies by the handle that is asked, lower case.
    companies: HashMap<String, u32>,
}

impl Market {
    /// The market's companies on a network of their own, on which the study has the account `own`.
    #[must_use]
    pub fn on_twitter(self: &Arc<Self>, own: &str) -> Arc<World> {
        let channel = Channel::Twitter;
        let world = World::new(
            self.seed,
            self.clock.clone(),
            NewAccount {
                name: NAME.to_owned(),
                ..NewAccount::named(own.trim_start_matches('@'))
            },
        );
        let mut companies = HashMap::new();
        for company in 0..u32::try_from(self.study.panel.len()).unwrap_or(u32::MAX) {
            for second in [false, true] {
                let Some(shown) = profile(&self.study, &self.behaviour, channel, company, second)
                else {
                    continue;
                };
                if !second {
                    companies.insert(plain_handle(&shown.handle), company);
                }
                settle(&world, &shown);
            }
        }
        let square = Arc::new(Square {
            market: self.clone(),
            world: Arc::downgrade(&world),
            channel,
            own: plain_handle(own),
            companies,
        });
        // From here on: what was said before the wave is past.
        world.on_mention(Box::new(move |post| square.hear(post)));
        world
    }
}

/// Puts an account on the network with all that it said before the wave. What the network refuses is left
/// out: an account is a place to be asked at first of all.
fn settle(world: &World, shown: &AccountProfile) {
    let added = world.add(NewAccount {
        handle: shown.handle.clone(),
        name: shown.name.clone(),
        bio: shown.bio.clone(),
        url: shown.link.clone(),
        location: shown.location.clone(),
        created_at: shown.created_at,
        protected: false,
        verified: shown.verified.clone(),
        picture: !shown.default_avatar,
        followers: shown.followers,
        following: 0,
    });
    if added.is_err() {
        return;
    }
    if let Some(text) = &shown.pinned
        && let Ok(post) = world.say(&shown.handle, shown.created_at, Saying::plain(text))
    {
        world.pin(&post.id);
    }
    for past in &shown.recent {
        said_before(world, &shown.handle, past);
    }
}

fn said_before(world: &World, handle: &str, past: &PastPost) {
    let mut saying = Saying::plain(&past.text);
    if let Some((customer, at, text)) = &past.answers {
        // One customer may have asked many companies.
        let _ = world.add(NewAccount::named(customer));
        if let Ok(asked) = world.say(customer, *at, Saying::plain(text)) {
            saying = saying.replying(&asked.id);
        }
    }
    let _ = world.say(handle, past.at, saying);
}

impl Square {
    /// A post mentions somebody: the study's own are what companies react to.
    fn hear(self: &Arc<Self>, post: &PostView) {
        if plain_handle(&post.author) != self.own || post.replied_to.is_some() {
            return;
        }
        let asked = post.mentions.first().map(|handle| plain_handle(handle));
        let company = asked.and_then(|handle| self.companies.get(&handle).copied());
        let market = &self.market;
        let Some((company, question)) =
            company.and_then(|company| market.wordings.find(self.channel, &[company], &post.text))
        else {
            market.post_unmatched();
            return;
        };
        let nth = market.post_arrived(self.channel, company, question);
        let posed = Posed {
            channel: self.channel,
            company,
            question,
            nth,
            at: post.created_at,
            text: &post.text,
            handle: &self.own,
            name: NAME,
        };
        let utterances = compose(&market.study, &market.behaviour, &posed, market.speedup);
        // What a speaker said last about this post, which a thread goes on from.
        let threads: Threads = Arc::default();
        for utterance in utterances {
            let (square, threads, id) = (self.clone(), threads.clone(), post.id.clone());
            market.clock.at(
                utterance.at,
                Box::new(move |_| square.speak((company, question), &id, &utterance, &threads)),
            );
        }
    }

    fn speak(
        self: &Arc<Self>,
        (company, question): (u32, u32),
        about: &str,
        utterance: &Utterance,
        threads: &Threads,
    ) {
        // Nobody looks at a network that is gone.
        let Some(world) = self.world.upgrade() else {
            return;
        };
        let Some(handle) = self.handle(company, &utterance.speaker) else {
            return;
        };
        if matches!(utterance.speaker, Speaker::Bystander(_)) {
            let _ = world.add(NewAccount::named(&handle));
        }
        let pictures: Vec<Picture> = utterance
            .media
            .iter()
            .map(|(url, alt)| Picture {
                url: url.clone(),
                alt: alt.clone(),
            })
            .collect();
        if utterance.how == How::Direct {
            let sent = world.message(&handle, &self.own, utterance.at, &utterance.text, pictures);
            if sent.is_ok() {
                self.market
                    .post_said(self.channel, company, question, utterance);
            }
            return;
        }
        let last = || {
            let threads = threads.lock().unwrap_or_else(PoisonError::into_inner);
            threads.get(&utterance.speaker).cloned()
        };
        let saying = Saying {
            text: utterance.text.clone(),
            reply_to: match utterance.how {
                How::Reply => Some(about.to_owned()),
                How::Thread => Some(last().unwrap_or_else(|| about.to_owned())),
                How::Quote | How::MentionOnly | How::Direct => None,
            },
            quotes: (utterance.how == How::Quote).then(|| about.to_owned()),
            pictures,
        };
        let Ok(post) = world.say(&handle, utterance.at, saying) else {
            return;
        };
        self.market
            .post_said(self.channel, company, question, utterance);
        threads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(utterance.speaker.clone(), post.id.clone());
        let clock = &self.market.clock;
        if let Some((at, text)) = utterance.edited.clone() {
            let (world, id) = (self.world.clone(), post.id.clone());
            clock.at(
                at,
                Box::new(move |at| {
                    if let Some(world) = world.upgrade() {
                        let _ = world.edit(&id, at, &text);
                    }
                }),
            );
        }
        if let Some(at) = utterance.deleted {
            let (world, id) = (self.world.clone(), post.id);
            clock.at(
                at,
                Box::new(move |_| {
                    if let Some(world) = world.upgrade() {
                        world.delete(&id);
                    }
                }),
            );
        }
    }

    /// The handle of who speaks for a company.
    fn handle(&self, company: u32, speaker: &Speaker) -> Option<String> {
        let accounts = self.market.behaviour.accounts(self.channel, company)?;
        Some(match speaker {
            Speaker::Main => accounts.main.clone(),
            Speaker::Second => accounts.second.as_ref()?.handle.clone(),
            Speaker::Bystander(handle) => handle.clone(),
        })
    }
}

/// The newest post of each speaker about one post of ours.
type Threads = Arc<Mutex<HashMap<Speaker, String>>>;
