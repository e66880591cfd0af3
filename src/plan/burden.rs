//! What a plan costs the companies: contacts, days and their staff's minutes.

use super::make::Plan;
use super::voices::is_read;
use crate::model::{Channel, Study};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What a plan costs the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burden {
    /// One entry a company, in the order of the panel; also those that are not contacted.
    pub companies: Vec<CompanyBurden>,
    /// Contacts on each channel, over all companies.
    pub contacts: BTreeMap<Channel, u32>,
    /// Enquiries that are not sent because the company does not offer the channel.
    pub not_offered: u32,
    /// Minutes of staff time, over all companies.
    pub staff_minutes: u64,
    /// The first send of the wave.
    pub first_send: Option<Timestamp>,
    /// The last send of the wave.
    pub last_send: Option<Timestamp>,
}

/// What a plan costs one company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyBurden {
    /// Index into [`Study::panel`].
    pub company: u32,
    /// Contacts on each channel that it is asked on.
    pub contacts: BTreeMap<Channel, u32>,
    /// The first contact.
    pub first_send: Option<Timestamp>,
    /// The last contact.
    pub last_send: Option<Timestamp>,
    /// Minutes of staff time, at `staff_minutes_per_enquiry` each; a search on the site costs none.
    pub staff_minutes: u64,
}

/// Adds up what a plan costs each company of its study.
#[must_use]
pub fn burden(study: &Study, plan: &Plan) -> Burden {
    let mut companies: Vec<CompanyBurden> = (0u32..)
        .zip(&study.panel)
        .map(|(company, _)| CompanyBurden {
            company,
            contacts: BTreeMap::new(),
            first_send: None,
            last_send: None,
            staff_minutes: 0,
        })
        .collect();
    let mut contacts = BTreeMap::new();
    let mut not_offered = 0;
    for enquiry in &plan.enquiries {
        let Some(due) = enquiry.due_at else {
            not_offered += 1;
            continue;
        };
        let company = &mut companies[enquiry.company as usize];
        *company.contacts.entry(enquiry.channel).or_default() += 1;
        *contacts.entry(enquiry.channel).or_default() += 1;
        company.first_send = Some(company.first_send.map_or(due, |t| t.min(due)));
        company.last_send = company.last_send.max(Some(due));
        if is_read(enquiry.channel) {
            company.staff_minutes += u64::from(study.design.staff_minutes_per_enquiry);
        }
    }
    Burden {
        contacts,
        not_offered,
        staff_minutes: companies.iter().map(|c| c.staff_minutes).sum(),
        first_send: companies.iter().filter_map(|c| c.first_send).min(),
        last_send: companies.iter().filter_map(|c| c.last_send).max(),
        companies,
    }
}
