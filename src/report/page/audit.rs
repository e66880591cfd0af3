//! The audit of profiles and home pages, and whether promises were kept.

use super::{Block, Grid, Head, Material, Section};
use crate::model::{AccountFound, Audited, Channel, Denominator, Estimate, Presence, Subject};
use crate::report::presence::Home;
use crate::report::words::{Source, Text};
use crate::score::metric;
use std::collections::HashSet;

/// What is read of accounts, in the order of the table.
const MEASURES: [&str; 4] = [
    "service_account",
    "default_avatar",
    "dialogue_share",
    "signed_share",
];
/// More companies than these are not listed.
const MOST: usize = 300;

/// What audits found of accounts and home pages, and the promises kept; `None` where neither is known.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let accounts = accounts(of);
    let homes = homes(of);
    let kept = kept(of, None).filter(|e| e.n > 0);
    if accounts.is_empty() && homes.is_empty() && kept.is_none() {
        return None;
    }
    let mut blocks = Vec::new();
    let mut said = of_accounts(of, &accounts);
    said.push(match kept.and_then(|e| words.with_n(e)) {
        Some(share) => words.say("audit-kept-all", [("share", share.into())]),
        None => words.say("audit-kept-none", []),
    });
    said.extend(
        Channel::ALL
            .into_iter()
            .filter_map(|c| shown(of, &homes, c)),
    );
    blocks.push(Block::List(said));
    blocks.extend(kept.map(|_| Block::Table(kept_table(of))));
    if !accounts.is_empty() {
        blocks.push(Block::Heading(words.say("audit-measures", [])));
        blocks.push(Block::Table(measures(of)));
    }
    if !homes.is_empty() {
        blocks.push(Block::Heading(words.say("audit-homes", [])));
        blocks.push(Block::Table(home_table(of, &homes)));
    }
    blocks.extend(by_company(of, &accounts));
    if !of.audit.is_empty() {
        blocks.push(Block::Paragraph(words.say("audit-how", [])));
    }
    Some(Section {
        id: "audit".to_owned(),
        title: title(of, &accounts, &homes, kept),
        blocks,
    })
}

/// The accounts of companies that are on the panel: others are in no table.
fn accounts<'m>(of: &Material<'m>) -> Vec<&'m Audited> {
    let panel: HashSet<&str> = of.study.panel.iter().map(|c| c.id.as_str()).collect();
    let of_panel = |seen: &&Audited| panel.contains(seen.company.as_str());
    of.audit.profiles.iter().filter(of_panel).collect()
}

fn homes<'m>(of: &Material<'m>) -> Vec<&'m Home> {
    let panel: HashSet<&str> = of.study.panel.iter().map(|c| c.id.as_str()).collect();
    let of_panel = |home: &&Home| panel.contains(home.company.as_str());
    of.audit.presence.iter().filter(of_panel).collect()
}

fn kept<'m>(of: &'m Material<'_>, channel: Option<Channel>) -> Option<&'m Estimate> {
    of.estimate(
        "promise_kept",
        Some(Denominator::Promised),
        &Subject::All,
        channel,
    )
}

fn title(
    of: &Material<'_>,
    accounts: &[&Audited],
    homes: &[&Home],
    kept: Option<&Estimate>,
) -> Text {
    let words = of.words;
    if let Some(share) = kept.and_then(|e| words.value(e)) {
        return words.say("audit-title-kept", [("share", share.into())]);
    }
    if accounts.is_empty() {
        let shown = home_count(homes, None, Some(Presence::NotDeclared));
        let from = Source::rows("presence", &[("presence", "not_declared")]);
        let args = [
            ("n_shown", shown.into()),
            ("shown", words.whole(shown, from).into()),
        ];
        return words.say("audit-title-shown", args);
    }
    let (found, shown) = counted(of, accounts, ("found", "found"), is_there);
    let all = words.whole(accounts.len() as u64, Source::rows("profiles", &[]));
    let args = [
        ("n_found", found.into()),
        ("found", shown.into()),
        ("all", all.into()),
    ];
    words.say("audit-title-found", args)
}

fn is_there(seen: &Audited) -> bool {
    seen.found == AccountFound::Found
}

/// How many accounts are so, by the rows of the table in which a column has a value.
fn counted(
    of: &Material<'_>,
    accounts: &[&Audited],
    at: (&str, &str),
    is: impl Fn(&Audited) -> bool,
) -> (u64, Text) {
    let count = accounts.iter().filter(|seen| is(seen)).count() as u64;
    (
        count,
        of.words.whole(count, Source::rows("profiles", &[at])),
    )
}

/// What the accounts are, in sentences.
fn of_accounts(of: &Material<'_>, accounts: &[&Audited]) -> Vec<Text> {
    let words = of.words;
    if accounts.is_empty() {
        return Vec::new();
    }
    let count = |at, is: fn(&Audited) -> bool| counted(of, accounts, at, is);
    let all = accounts.len() as u64;
    let args = [
        ("n_all", all.into()),
        (
            "all",
            words.whole(all, Source::rows("profiles", &[])).into(),
        ),
        ("found", count(("found", "found"), is_there).1.into()),
        (
            "missing",
            count(("found", "missing"), |a| a.found == AccountFound::Missing)
                .1
                .into(),
        ),
        (
            "suspended",
            count(("found", "suspended"), |a| {
                a.found == AccountFound::Suspended
            })
            .1
            .into(),
        ),
    ];
    let mut said = vec![words.say("audit-accounts", args)];
    let say = |id: &str, (number, shown): (u64, Text)| {
        words.say(id, [("n_count", number.into()), ("count", shown.into())])
    };
    said.push(say(
        "audit-active",
        count(("active", "true"), |a| a.active == Some(true)),
    ));
    let kinds = ["duration", "same_day", "next_working_day"].map(|kind| {
        counted(of, accounts, ("promise_kind", kind), |a| {
            a.promise_kind == kind
        })
    });
    let none = accounts.iter().filter(|a| !is_promise(a)).count() as u64;
    let promising = all - none;
    said.push(match &kinds {
        _ if promising == 0 => words.say("audit-no-promises", []),
        [duration, same, next] => {
            let promised = [
                ("n_count", promising.into()),
                ("count", promised(of, &kinds).into()),
                ("duration", duration.1.clone().into()),
                ("same", same.1.clone().into()),
                ("next", next.1.clone().into()),
            ];
            words.say("audit-promises", promised)
        }
    });
    let vague = count(("vague", "true"), |a| a.vague == Some(true));
    if vague.0 > 0 {
        said.push(say("audit-vague", vague));
    }
    let agents = count(("agents_named", "true"), |a| a.agents_named == Some(true));
    if agents.0 > 0 {
        said.push(say("audit-agents", agents));
    }
    said
}

fn is_promise(seen: &Audited) -> bool {
    matches!(
        seen.promise_kind.as_str(),
        "duration" | "same_day" | "next_working_day"
    )
}

/// The number of promises: of one kind it is the number of that kind, of several it is all of them that are none.
fn promised(of: &Material<'_>, kinds: &[(u64, Text); 3]) -> Text {
    let some: Vec<&(u64, Text)> = kinds.iter().filter(|(count, _)| *count > 0).collect();
    if let [(_, only)] = some[..] {
        only.clone()
    } else {
        let total = kinds.iter().map(|(count, _)| count).sum();
        of.words.whole(
            total,
            Source::cell("method", &[("item", "promises"), ("of", "")], "value"),
        )
    }
}

/// What home pages show on a channel that the panel does not name; `None` where there is nothing.
fn shown(of: &Material<'_>, homes: &[&Home], channel: Channel) -> Option<Text> {
    let count = home_count(homes, Some(channel), Some(Presence::NotDeclared));
    if count == 0 {
        return None;
    }
    let words = of.words;
    let keys = [("channel", channel.as_str()), ("presence", "not_declared")];
    let args = [
        ("n_count", count.into()),
        (
            "count",
            words.whole(count, Source::rows("presence", &keys)).into(),
        ),
        ("channel", words.channel(Some(channel)).into()),
    ];
    Some(words.say("audit-shown", args))
}

/// On how many home pages a channel is so; `None` of presence is a page that was not read.
fn home_count(homes: &[&Home], channel: Option<Channel>, presence: Option<Presence>) -> u64 {
    let on = |home: &&Home| -> usize {
        let channels = Channel::ALL
            .into_iter()
            .filter(|c| channel.is_none_or(|o| o == *c));
        let is = |c: &Channel| {
            let offered = home.offered.iter().find(|o| o.channel == *c);
            offered.map(|o| o.presence) == presence
        };
        channels.filter(is).count()
    };
    homes.iter().map(on).sum::<usize>() as u64
}

fn kept_table(of: &Material<'_>) -> Grid {
    let words = of.words;
    let whole = (of.channels().len() > 1).then_some(None);
    let channels = whole.into_iter().chain(of.channels().into_iter().map(Some));
    let row = |channel: Option<Channel>| {
        let estimate = kept(of, channel).filter(|e| e.n > 0)?;
        Some(vec![
            words.channel(channel),
            words.with_interval(estimate).unwrap_or_default(),
            words.n(estimate),
        ])
    };
    Grid {
        caption: words.say("audit-kept-caption", []),
        columns: vec![
            Head::words(words.say("audit-head-channel", [])),
            Head::number(words.say("audit-head-kept", [])),
            Head::number(words.say("audit-head-n", [])),
        ],
        rows: channels.filter_map(row).collect(),
        data: Some("estimates"),
    }
}

/// What accounts show, over all networks and on each.
fn measures(of: &Material<'_>) -> Grid {
    let words = of.words;
    let networks = [None, Some(Channel::Twitter), Some(Channel::Bluesky)];
    let any = |channel: &Option<Channel>| {
        let is_known = |name: &&str| {
            of.estimate(name, None, &Subject::All, *channel)
                .is_some_and(|e| e.n > 0)
        };
        MEASURES.iter().any(is_known)
    };
    let networks: Vec<Option<Channel>> = networks.into_iter().filter(any).collect();
    let mut columns = vec![Head::words(words.say("audit-head-measure", []))];
    columns.extend(networks.iter().map(|c| Head::number(words.channel(*c))));
    let row = |name: &&str| {
        let value = |channel: &Option<Channel>| {
            let estimate = of.estimate(name, None, &Subject::All, *channel);
            estimate.and_then(|e| words.with_n(e)).unwrap_or_default()
        };
        let label = format!("audit-{}", name.replace('_', "-"));
        let mut row = vec![words.say(&label, [])];
        row.extend(networks.iter().map(value));
        row
    };
    Grid {
        caption: words.say("audit-measures-caption", []),
        columns,
        rows: MEASURES.iter().map(row).collect(),
        data: Some("estimates"),
    }
}

fn home_table(of: &Material<'_>, homes: &[&Home]) -> Grid {
    const STATES: [(&str, Option<Presence>); 6] = [
        ("agrees", Some(Presence::Agrees)),
        ("differs", Some(Presence::Differs)),
        ("not-linked", Some(Presence::NotLinked)),
        ("not-declared", Some(Presence::NotDeclared)),
        ("neither", Some(Presence::Neither)),
        ("unread", None),
    ];
    let words = of.words;
    let mut columns = vec![Head::words(words.say("audit-head-channel", []))];
    columns.extend(STATES.map(|(name, _)| {
        let id = format!("audit-head-{name}");
        Head::number(words.say(&id, []))
    }));
    let row = |channel: Channel| {
        let mut row = vec![words.channel(Some(channel))];
        row.extend(STATES.map(|(_, presence)| {
            let word = presence.map_or("", Presence::as_str);
            let keys = [("channel", channel.as_str()), ("presence", word)];
            let count = home_count(homes, Some(channel), presence);
            words.whole(count, Source::rows("presence", &keys))
        }));
        row
    };
    Grid {
        caption: words.say("audit-homes-caption", []),
        columns,
        rows: Channel::ALL.into_iter().map(row).collect(),
        data: Some("presence"),
    }
}

/// Company by company what its profile promises and how often what it promises was kept.
fn by_company(of: &Material<'_>, accounts: &[&Audited]) -> Option<Block> {
    let words = of.words;
    let metric = metric::find("promise_kept")?;
    let frame = &of.scores.frame;
    let counted: Vec<(usize, u64, f64)> = frame
        .members()
        .enumerate()
        .filter_map(|(place, member)| {
            let part = member.part(metric, None);
            let n = member
                .units
                .iter()
                .filter(|u| u.promise_kept.is_some())
                .count() as u64;
            (n > 0).then(|| (place, n, part.sum / part.n))
        })
        .collect();
    if counted.is_empty() {
        return None;
    }
    let row = |(place, n, share): &(usize, u64, f64)| {
        let id = &frame.companies[*place].id;
        let cell = |column| {
            let keys = [
                ("metric", metric.name),
                ("subject_kind", "company"),
                ("subject", id.as_str()),
                ("channel", ""),
                ("denominator", metric.denominator.as_str()),
            ];
            Source::cell("estimates", &keys, column)
        };
        let own: Vec<Text> = accounts
            .iter()
            .filter(|seen| seen.company == *id && is_promise(seen))
            .map(|seen| promise(of, seen))
            .collect();
        vec![
            of.company(*place),
            words.list(&own),
            words.percent(*share, cell("value")),
            words.whole(*n, cell("n")),
        ]
    };
    let head = |id: &str| words.say(id, []);
    let grid = Grid {
        caption: head("audit-companies-caption"),
        columns: vec![
            Head::words(head("audit-head-company")),
            Head::words(head("audit-head-promise")),
            Head::number(head("audit-head-kept")),
            Head::number(head("audit-head-n")),
        ],
        rows: counted.iter().take(MOST).map(row).collect(),
        data: Some("estimates"),
    };
    let mut blocks = vec![Block::Table(grid)];
    if counted.len() > MOST {
        blocks.push(Block::Paragraph(words.say("audit-companies-more", [])));
    }
    Some(Block::Fold(head("audit-companies"), blocks))
}

/// What an account promises.
fn promise(of: &Material<'_>, seen: &Audited) -> Text {
    let words = of.words;
    let keys = [
        ("company_id", seen.company.as_str()),
        ("network", seen.network.as_str()),
        ("handle", seen.handle.as_str()),
    ];
    let cell = |column| Source::cell("profiles", &keys, column);
    let account = Text::cell(&seen.handle, cell("handle"));
    match (seen.promise_kind.as_str(), seen.promise_minutes) {
        ("same_day", _) => words.say("audit-same-day", [("account", account.into())]),
        ("next_working_day", _) => {
            words.say("audit-next-working-day", [("account", account.into())])
        }
        (_, Some(minutes)) => {
            let minutes = u64::from(minutes);
            let args = [
                ("account", account.into()),
                ("n_minutes", minutes.into()),
                (
                    "minutes",
                    words.whole(minutes, cell("promise_minutes")).into(),
                ),
            ];
            words.say("audit-minutes", args)
        }
        (_, None) => account,
    }
}
