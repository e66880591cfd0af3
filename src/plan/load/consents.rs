//! [[consent]]: who agreed to be asked by a program; and whether everybody did whom a program asks.

use super::social::{Key, handle, key};
use super::tree::{Located, Section};
use super::values::day;
use crate::model::{Company, Consent, Network, SocialAccount, TransportKind};
use crate::sheet::{Notes, near, quote};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

/// So many companies without consent are named.
const NAMED: usize = 5;

/// Handles are proposed from panels with fewer than this.
const MOST_NAMES: usize = 2_000;

/// Reads the records. `opens` is the day on which the wave opens, where that is known: what is locked
/// then can hold no consent of a later day. A record with a mistake beside its handle is kept, so that its
/// company does not pass for one without consent.
pub(super) fn read(root: &Section<'_>, opens: Option<Date>) -> Vec<Located<Consent>> {
    let mut consents = Vec::new();
    let mut seen: HashSet<Key> = HashSet::new();
    for table in root.sections("consent") {
        let network = match table.get("network") {
            None => Some(Network::Twitter),
            Some(v) => v.choice(&Network::ALL.map(|n| (n.as_str(), n))),
        };
        let handle_value = table.need("handle", "`handle = \"...\"`, the account that agreed");
        let who = table
            .need(
                "who",
                "`who = \"...\"`, the person who agreed on its behalf",
            )
            .and_then(|v| v.text(200, false));
        let when = table
            .need("when", "`when = 2026-10-01`, the day on which they agreed")
            .and_then(|v| {
                let when = day(&v)?;
                if let Some(opens) = opens
                    && when > opens
                {
                    v.wrong(
                        format!(
                            "{} is {when}, after the wave opens on {opens}: nobody had agreed yet",
                            v.name()
                        ),
                        Some("ask for consent before the wave, or let it open later".to_owned()),
                    );
                }
                Some(when)
            });
        let ground = table
            .need(
                "ground",
                "`ground = \"...\"`: a contract, a letter, an invitation in the profile",
            )
            .and_then(|v| v.text(1_000, false));
        table.close(&[]);
        let (Some(network), Some(value)) = (network, handle_value) else {
            continue;
        };
        let Some(handle) = handle(&value, network) else {
            continue;
        };
        if !seen.insert(key(network, &handle)) {
            value.wrong(
                format!("there are two consents of {} on {network}", quote(&handle)),
                Some("keep the one that holds".to_owned()),
            );
            continue;
        }
        consents.push(Located {
            at: value.at,
            value: Consent {
                network,
                handle,
                who: who.unwrap_or_default(),
                when: when.unwrap_or_default(),
                ground: ground.unwrap_or_default(),
            },
        });
    }
    consents
}

/// Names each consent of an account that no company has. `handles` are all accounts of the panel.
pub(super) fn strangers(consents: &[Located<Consent>], handles: &HashSet<Key>, notes: &Notes) {
    for Located { value, at } in consents {
        if notes.is_full() {
            break;
        }
        let wanted = key(value.network, &value.handle);
        if handles.contains(&wanted) {
            continue;
        }
        let mut names: Vec<&str> = Vec::new();
        if handles.len() < MOST_NAMES {
            let same = handles.iter().filter(|(n, _)| *n == value.network);
            names.extend(same.map(|(_, handle)| handle.as_str()));
            names.sort_unstable();
        }
        notes.at(
            *at,
            format!(
                "no company of the panel has the handle {} on {}",
                quote(&value.handle),
                value.network
            ),
            near(&wanted.1, names).map(|n| format!("did you mean `{n}`?")),
        );
    }
}

/// Names the companies that a program would ask and that have not agreed: one mistake a network, at its
/// transport. `asked` are the networks that the design asks.
pub(super) fn unasked(
    accounts: &BTreeMap<Network, Located<SocialAccount>>,
    asked: &[Network],
    consents: &[Located<Consent>],
    panel: &[Company],
    notes: &Notes,
) {
    let agreed: HashSet<Key> = consents
        .iter()
        .map(|c| key(c.value.network, &c.value.handle))
        .collect();
    for (network, Located { value, at }) in accounts {
        if value.transport != TransportKind::Auto || !asked.contains(network) {
            continue;
        }
        let without: Vec<&str> = panel
            .iter()
            .filter(|company| {
                company
                    .handles(*network)
                    .next()
                    .is_some_and(|handle| !agreed.contains(&key(*network, handle)))
            })
            .map(|company| company.id.as_str())
            .collect();
        if without.is_empty() {
            continue;
        }
        let mut named = without
            .iter()
            .take(NAMED)
            .map(|id| quote(id))
            .collect::<Vec<_>>()
            .join(", ");
        if without.len() > NAMED {
            let _ = write!(named, " and {} more", without.len() - NAMED);
        }
        notes.at(
            *at,
            format!(
                "`transport` in [channels.{network}] is \"auto\", and {} not agreed to be asked by a program: {named}",
                if without.len() == 1 {
                    "1 company has".to_owned()
                } else {
                    format!("{} companies have", without.len())
                },
            ),
            Some(
                "add a [[consent]] for the first handle of each, or use \"assisted\": a person posts"
                    .to_owned(),
            ),
        );
    }
}
