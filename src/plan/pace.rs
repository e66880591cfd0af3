//! When a company's contacts are due: spread over the wave, at least `spacing` apart, at most the
//! daily cap a day.

use super::calendar::Calendar;
use super::chance::Chance;
use crate::model::Design;

/// The times of `n` contacts with a company of one time zone, as far as they do not depend on the
/// company; made once and used for all of them.
///
/// The wave is cut into `n` equal parts and each contact is drawn from its part, but never later than
/// `latest`: the times that contacts have when each is put off as long as possible. A contact at or
/// before its latest time always leaves room for those behind it: the next one's latest time lies
/// `spacing` later at least, and were the days before it full, more than the daily cap of latest times
/// would share a day. So no drawing ever has to be taken back.
#[derive(Debug)]
pub(super) struct Pace {
    spacing: i64,
    cap: u32,
    contacts: Vec<Contact>,
}

#[derive(Debug)]
struct Contact {
    /// The slots of its part.
    from: u32,
    to: u32,
    latest: u32,
    /// How many contacts, this one included, must share out the same slack, because they follow each
    /// other as closely as `spacing` allows.
    chain: u32,
}

/// Longest chain that is looked at.
const MOST_CHAIN: usize = 64;

impl Pace {
    /// The pace of `n` contacts; `Err` is how many fit at most.
    pub(super) fn new(calendar: &Calendar, design: &Design, n: u32) -> Result<Self, u32> {
        let spacing = (design.spacing.as_secs() + 59).div_euclid(60).max(0);
        let cap = design.daily_cap_per_company;
        let latest = latest(calendar, spacing, cap, n)?;
        let part = |i: u32| {
            let slot = u64::from(calendar.slots()) * u64::from(i) / u64::from(n.max(1));
            u32::try_from(slot).unwrap_or(u32::MAX)
        };
        let mut contacts: Vec<Contact> = (0..n)
            .zip(latest)
            .map(|(i, latest)| {
                let to = part(i + 1).saturating_sub(1).min(latest);
                Contact {
                    from: part(i).min(to),
                    to,
                    latest,
                    chain: 1,
                }
            })
            .collect();
        for i in 0..contacts.len() {
            let end = calendar.minute(contacts[i].to);
            let mut sum = end;
            for j in i + 1..contacts.len().min(i + MOST_CHAIN) {
                sum += spacing;
                if calendar.minute(contacts[j].to) > sum {
                    break;
                }
                contacts[i].chain += 1;
            }
        }
        Ok(Self {
            spacing,
            cap,
            contacts,
        })
    }

    /// The times of one company's contacts, in minutes since the epoch, ascending.
    pub(super) fn draw(&self, calendar: &Calendar, chance: &mut Chance) -> Vec<i64> {
        let mut minutes: Vec<i64> = Vec::with_capacity(self.contacts.len());
        let (mut day, mut on_day) = (usize::MAX, 0);
        for contact in &self.contacts {
            let mut from = contact.from;
            if let Some(before) = minutes.last() {
                from = from.max(calendar.at_or_after(before + self.spacing));
                if on_day >= self.cap {
                    from = from.max(calendar.first_of(day + 1));
                }
            }
            let from = from.min(contact.latest);
            let to = contact.to.max(from);
            // The least of m draws is how the first of m sorted times is distributed: a chain shares
            // its slack evenly instead of using it up at once.
            let draw = (0..contact.chain)
                .map(|_| chance.below(to - from + 1))
                .min()
                .unwrap_or(0);
            let slot = from + draw;
            let new_day = calendar.day(slot);
            on_day = if new_day == day { on_day + 1 } else { 1 };
            day = new_day;
            minutes.push(calendar.minute(slot));
        }
        minutes
    }
}

/// The slots of `n` contacts when each is put off as long as possible; `Err` is how many fit.
fn latest(calendar: &Calendar, spacing: i64, cap: u32, n: u32) -> Result<Vec<u32>, u32> {
    let mut slots: Vec<u32> = Vec::new();
    let mut on_day = 0;
    for placed in 0..n {
        let slot = match slots.last() {
            None => calendar.slots().checked_sub(1),
            Some(after) => {
                let slot = calendar.at_or_before(calendar.minute(*after) - spacing);
                let full =
                    on_day >= cap && slot.is_some_and(|s| calendar.day(s) == calendar.day(*after));
                if full {
                    calendar.first_of(calendar.day(*after)).checked_sub(1)
                } else {
                    slot
                }
            }
        };
        let Some(slot) = slot else {
            return Err(placed);
        };
        let same = slots
            .last()
            .is_some_and(|after| calendar.day(*after) == calendar.day(slot));
        on_day = if same { on_day + 1 } else { 1 };
        slots.push(slot);
    }
    slots.reverse();
    Ok(slots)
}
