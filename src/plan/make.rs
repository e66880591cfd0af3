//! A study -> its plan.

use super::calendar::Calendar;
use super::chance::Chance;
use super::crossing::Crossing;
use super::hash;
use super::order::Orders;
use super::pace::Pace;
use super::voices::{Personas, Wordings, unused_wording};
use crate::error::{Error, Result};
use crate::model::{Channel, Company, Enquiry, Study};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Most enquiries of a wave: ten times the largest that was measured.
const MOST: usize = 10_000_000;

/// Who is asked what, when, by whom and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// By company, question and channel; each one's `seq` is its index. A company that does not offer
    /// a channel has its enquiries there without `due_at`.
    pub enquiries: Vec<Enquiry>,
    /// SHA-256 of the design and of all enquiries, as 64 hexadecimal digits: equal plans have equal
    /// hashes on every machine.
    pub hash: String,
}

/// Crosses the panel with the questions and channels of the design and gives every enquiry its
/// wording, persona and time. The same study gives the same plan. Takes time and memory linear in
/// the number of enquiries.
///
/// # Errors
/// [`Error::Refused`] when the contacts with some company exceed `contacts_per_company`, do not fit
/// into the wave, or would repeat a phrasing; it says how many companies, which is the first, and what
/// to relax.
pub fn make(study: &Study) -> Result<Plan> {
    let mut maker = Maker::new(study);
    for (index, company) in (0u32..).zip(&study.panel) {
        maker.company(index, company)?;
        if maker.enquiries.len() > MOST {
            return Err(Error::Refused {
                message: format!("a wave has at most {MOST} enquiries"),
                hint: "ask fewer questions, or split the panel into several studies".to_owned(),
            });
        }
    }
    maker.trouble()?;
    let hash = hash::of_plan(study, &maker.enquiries);
    Ok(Plan {
        enquiries: maker.enquiries,
        hash,
    })
}

struct Maker<'s> {
    study: &'s Study,
    enquiries: Vec<Enquiry>,
    sectors: HashMap<&'s str, (u32, Crossing)>,
    orders: Orders<'s>,
    wordings: Wordings<'s>,
    personas: Personas<'s>,
    zones: HashMap<&'s str, usize>,
    calendars: Vec<Calendar>,
    paces: HashMap<(usize, u32), std::result::Result<Pace, u32>>,
    /// Companies with more contacts than the hard cap, and those whose contacts do not fit.
    over: Trouble<'s>,
    crowded: Trouble<'s>,
}

/// The companies that something is the matter with.
#[derive(Default)]
struct Trouble<'s> {
    companies: usize,
    /// The first one, its contacts, and how many there may be.
    first: Option<(&'s str, u32, u32)>,
}

impl<'s> Trouble<'s> {
    fn add(&mut self, company: &'s Company, contacts: u32, most: u32) {
        self.companies += 1;
        self.first.get_or_insert((&company.id, contacts, most));
    }
}

impl<'s> Maker<'s> {
    fn new(study: &'s Study) -> Self {
        Self {
            study,
            enquiries: Vec::new(),
            sectors: HashMap::new(),
            orders: Orders::new(study),
            wordings: Wordings::new(study),
            personas: Personas::new(study),
            zones: HashMap::new(),
            calendars: Vec::new(),
            paces: HashMap::new(),
            over: Trouble::default(),
            crowded: Trouble::default(),
        }
    }

    fn company(&mut self, index: u32, company: &'s Company) -> Result<()> {
        let study = self.study;
        let known = u32::try_from(self.sectors.len()).unwrap_or(u32::MAX);
        let (sector, crossing) = self
            .sectors
            .entry(&company.sector)
            .or_insert_with(|| (known, Crossing::new(study, &company.sector)));
        let sector = *sector;
        let all = crossing.next();
        let offers = |channel| company.contact_point(channel).is_some();
        let contacts: Vec<(u32, Channel)> =
            all.iter().copied().filter(|(_, c)| offers(*c)).collect();
        let count = u32::try_from(contacts.len()).unwrap_or(u32::MAX);

        let order = self.orders.next(sector, &company.sector, &contacts);
        let wordings = self.wordings(sector, company, &contacts)?;
        if count > study.design.contacts_per_company {
            self.over
                .add(company, count, study.design.contacts_per_company);
            return Ok(());
        }
        let minutes = match self.minutes(company, count)? {
            Ok(minutes) => minutes,
            Err(fit) => {
                self.crowded.add(company, count, fit);
                return Ok(());
            }
        };
        // By contact, in the order of asking: its time and persona.
        let mut personas = vec![0u16; contacts.len()];
        let mut due = vec![0i64; contacts.len()];
        if count > 0 {
            let turns = self.personas.turns(company).ok_or_else(|| Error::Refused {
                message: format!(
                    "no persona speaks `{}`, in which `{}` is asked",
                    company.language, company.id
                ),
                hint: "add the language to a [[persona]]".to_owned(),
            })?;
            for ((contact, minute), persona) in order.iter().zip(minutes).zip(turns) {
                due[*contact as usize] = minute;
                personas[*contact as usize] = persona;
            }
        }
        let mut contact = 0;
        for (question, channel) in all {
            let offered = offers(channel);
            let seq = u32::try_from(self.enquiries.len()).unwrap_or(u32::MAX);
            self.enquiries.push(Enquiry {
                seq,
                company: index,
                question,
                channel,
                persona: if offered { personas[contact] } else { 0 },
                wording: if offered {
                    wordings[contact]
                } else {
                    unused_wording(
                        &study.questions[question as usize],
                        company.language,
                        channel,
                    )
                },
                due_at: if offered {
                    Timestamp::from_second(due[contact] * 60).ok()
                } else {
                    None
                },
            });
            contact += usize::from(offered);
        }
        Ok(())
    }

    /// The wording of each contact.
    fn wordings(
        &mut self,
        sector: u32,
        company: &Company,
        contacts: &[(u32, Channel)],
    ) -> Result<Vec<u16>> {
        let mut all = Vec::with_capacity(contacts.len());
        for group in contacts.chunk_by(|a, b| a.0 == b.0) {
            let question = group[0].0;
            let channels: Vec<Channel> = group.iter().map(|(_, c)| *c).collect();
            let wordings = self.wordings.next(sector, company, question, &channels).ok_or_else(|| {
                Error::Refused {
                    message: format!(
                        "the question `{}` has too few wordings in `{}` to be put to `{}` on {} channel{} without repeating one",
                        self.study.questions[question as usize].id,
                        company.language,
                        company.id,
                        channels.len(),
                        if channels.len() == 1 { "" } else { "s" },
                    ),
                    hint: "add a [[question.wording]], or ask it on fewer channels".to_owned(),
                }
            })?;
            all.extend(wordings);
        }
        Ok(all)
    }

    /// The minutes of a company's contacts in the order of asking; `Err` is how many would fit.
    fn minutes(
        &mut self,
        company: &'s Company,
        count: u32,
    ) -> Result<std::result::Result<Vec<i64>, u32>> {
        let study = self.study;
        let name = company.timezone.as_deref().unwrap_or(&study.timezone);
        let zone = if let Some(zone) = self.zones.get(name) {
            *zone
        } else {
            let zone = TimeZone::get(name).map_err(|e| Error::Refused {
                message: format!("`{}`: {e}", company.id),
                hint: "use an IANA name such as `Europe/London`".to_owned(),
            })?;
            self.calendars.push(Calendar::new(study, &zone));
            self.zones.insert(name, self.calendars.len() - 1);
            self.calendars.len() - 1
        };
        let calendar = &self.calendars[zone];
        let pace = self
            .paces
            .entry((zone, count))
            .or_insert_with(|| Pace::new(calendar, &study.design, count));
        Ok(match pace {
            Ok(pace) => Ok(pace.draw(calendar, &mut Chance::new(study.seed, "due", &company.id))),
            Err(fit) => Err(*fit),
        })
    }

    /// What was the matter, if anything.
    fn trouble(&self) -> Result<()> {
        let companies = |n| {
            if n == 1 {
                "1 company has".to_owned()
            } else {
                format!("{n} companies have")
            }
        };
        if let Some((first, contacts, most)) = self.over.first {
            return Err(Error::Refused {
                message: format!(
                    "{} more contacts than `contacts_per_company` allows: the first is `{first}` with {contacts}, and {most} are allowed",
                    companies(self.over.companies),
                ),
                hint: "ask fewer questions or channels, or raise `contacts_per_company` in [design] if the burden is justified".to_owned(),
            });
        }
        if let Some((first, contacts, fit)) = self.crowded.first {
            return Err(Error::Refused {
                message: format!(
                    "{} more contacts than fit into the wave: the first is `{first}` with {contacts}, and {fit} fit",
                    companies(self.crowded.companies),
                ),
                hint: "give the wave a later `cut_off`, shorten `spacing` or `patience`, raise `daily_cap_per_company`, widen `hours` or `days`, or ask fewer questions".to_owned(),
            });
        }
        Ok(())
    }
}
