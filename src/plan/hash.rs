//! The hash of a design and of a plan: SHA-256 over a canonical form that is written here field by
//! field, so that it depends on no library's way of writing things down.

use super::public;
use crate::model::{
    Channel, Codebook, Consent, Design, Enquiry, Expects, Question, Selection, SocialAccount,
    Study, StudyKind, Tolerance, TransportKind, Web,
};
use sha2::{Digest, Sha256};

/// Bytes into a hash, each piece with its length before it, so that no two sequences of pieces run
/// together to the same bytes.
struct Canon(Sha256);

impl Canon {
    fn new(what: &str) -> Self {
        let mut canon = Self(Sha256::new());
        canon.text(what);
        canon
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.update(text.as_bytes());
    }

    fn texts(&mut self, list: &[String]) {
        self.number(list.len() as u64);
        for text in list {
            self.text(text);
        }
    }

    fn option(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }

    fn number(&mut self, number: u64) {
        self.0.update(number.to_le_bytes());
    }

    fn signed(&mut self, number: i64) {
        self.0.update(number.to_le_bytes());
    }

    fn design(&mut self, design: &Design) {
        self.number(design.questions.len() as u64);
        for (channel, selection) in &design.questions {
            self.text(channel.as_str());
            match selection {
                Selection::All => self.text("all"),
                Selection::Count(n) => {
                    self.text("count");
                    self.number(u64::from(*n));
                }
                Selection::Ids(ids) => {
                    self.text("ids");
                    self.texts(ids);
                }
            }
        }
        self.signed(design.spacing.as_secs());
        self.number(u64::from(design.daily_cap_per_company));
        self.number(u64::from(design.contacts_per_company));
        for time in [design.hours_from, design.hours_to] {
            let second = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60;
            self.signed(second + i64::from(time.second()));
        }
        for day in design.days {
            self.number(u64::from(day));
        }
        self.signed(design.patience.as_secs());
        self.number(u64::from(design.staff_minutes_per_enquiry));
    }

    fn question(&mut self, question: &Question) {
        self.text(&question.id);
        self.text(&question.topic);
        self.texts(&question.sectors);
        self.option(question.reference.as_deref());
        self.texts(&question.accepted);
        self.texts(&question.rejected);
        self.number(question.wordings.len() as u64);
        for wording in &question.wordings {
            self.text(&wording.id);
            self.text(wording.language.as_str());
            self.option(wording.channel.map(Channel::as_str));
            self.text(&wording.subject);
            self.text(&wording.text);
        }
        self.codebook(&question.codebook);
    }

    /// What is looked for in the answers. Nothing when it is left open, so that a question without a codebook
    /// has the hash that it had before there were any.
    fn codebook(&mut self, codebook: &Codebook) {
        if *codebook == Codebook::default() {
            return;
        }
        let Codebook {
            expects,
            slot,
            tolerance,
            accepted,
            rejected,
        } = codebook;
        self.text("codebook");
        self.option(expects.map(Expects::as_str));
        self.option(slot.as_deref());
        match tolerance {
            None => self.text("exact"),
            Some(Tolerance::Absolute(by)) => {
                self.text("absolute");
                self.number(by.to_bits());
            }
            Some(Tolerance::Relative(by)) => {
                self.text("relative");
                self.number(by.to_bits());
            }
        }
        for phrases in [accepted, rejected] {
            self.number(phrases.len() as u64);
            for (language, list) in phrases {
                self.text(language.as_str());
                self.texts(list);
            }
        }
    }

    /// Accounts and consents of the networks that are asked. Nothing when there are none, so that a study
    /// which asks nobody in public has the hash that it had before there were any.
    fn in_public(&mut self, study: &Study) {
        let accounts = public::accounts(study);
        let consents: Vec<&Consent> = public::consents(study).collect();
        if accounts.is_empty() && consents.is_empty() {
            return;
        }
        self.text("in public");
        self.number(accounts.len() as u64);
        for account in accounts.values() {
            let SocialAccount {
                network,
                transport,
                handle,
                api: _,
                auth: _,
                daily_cap,
                // What may be spent stops posts and changes none; it may be raised while a wave runs.
                spending: _,
            } = account;
            self.text(network.as_str());
            self.text(match transport {
                TransportKind::Auto => "auto",
                TransportKind::Assisted => "assisted",
            });
            self.text(handle);
            self.number(u64::from(*daily_cap));
        }
        self.number(consents.len() as u64);
        for consent in consents {
            let Consent {
                network,
                handle,
                who,
                when,
                ground,
            } = consent;
            self.text(network.as_str());
            self.text(handle);
            self.text(who);
            self.signed(i64::from(when.year()));
            self.signed(i64::from(when.month()));
            self.signed(i64::from(when.day()));
            self.text(ground);
        }
    }

    /// What bounds the sessions on the web, of the channels that are asked. Pins, pauses and what a persona
    /// tells a form may be mended while a wave runs.
    fn on_web(&mut self, study: &Study) {
        let asked = |channel| study.design.questions.contains_key(&channel);
        let Web {
            operator: _,
            forms,
            searches,
            chats,
        } = &study.web;
        if asked(Channel::WebForm) {
            self.text("forms");
            self.text(match forms.transport {
                TransportKind::Auto => "auto",
                TransportKind::Assisted => "assisted",
            });
        }
        if asked(Channel::WebSearch) {
            self.text("searches");
            self.number(u64::from(searches.most_pages));
            self.number(searches.most_bytes);
        }
        if asked(Channel::Chat) {
            self.text("chats");
            self.signed(chats.patience.as_secs());
        }
    }

    fn hex(self) -> String {
        use std::fmt::Write;
        let digest = self.0.finalize();
        digest
            .iter()
            .fold(String::with_capacity(64), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
    }
}

/// SHA-256, in hexadecimal digits, of everything that makes the design: panel, questions, channels,
/// personas, rules, wave, references and seed; of the accounts from which is asked in public their handle,
/// transport and daily cap, and who agreed to be asked by a program. Hosts, logins, secrets and prices are
/// no part of it: on another mail server it is the same design.
#[must_use]
pub fn design_hash(study: &Study) -> String {
    let mut canon = Canon::new("shopper design 1");
    let Study {
        id,
        title,
        kind,
        seed,
        languages,
        timezone,
        wave,
        design,
        personas,
        email: _,
        panel,
        questions,
        references,
        // Only those of networks that are asked, see below.
        social: _,
        consents: _,
        // Only of the channels that are asked, see below.
        web: _,
        // It asks no company anything and may be named after the wave: each of its verdicts says itself by
        // which model, words and parameters it came about.
        llm: _,
        // It asks no company anything either.
        gate: _,
        // It asks no company anything either: it says how times are measured. What compares waves holds
        // fingerprints of it against each other.
        clock: _,
        // How answers are scored, and what others say of the companies, asks no company anything either; that two
        // waves are scored by the same rule is seen by `Scoring::fingerprint`.
        scoring: _,
        outside: _,
        // Nor does the report.
        reporting: _,
    } = study;
    canon.text(id);
    canon.text(title);
    canon.text(match kind {
        StudyKind::Own => "own",
        StudyKind::Competitor => "competitor",
        StudyKind::Regulator => "regulator",
    });
    canon.number(*seed);
    canon.number(languages.len() as u64);
    for language in languages {
        canon.text(language.as_str());
    }
    canon.text(timezone);
    canon.text(&wave.id);
    canon.signed(wave.opens.as_second());
    canon.signed(wave.cut_off.as_secs());

    canon.design(design);
    canon.number(personas.len() as u64);
    for persona in personas {
        canon.text(&persona.id);
        canon.text(&persona.name);
        canon.text(&persona.email);
        canon.number(persona.languages.len() as u64);
        for language in &persona.languages {
            canon.text(language.as_str());
        }
    }
    canon.number(panel.len() as u64);
    for company in panel {
        canon.text(&company.id);
        canon.text(&company.name);
        canon.text(&company.sector);
        canon.text(&company.country);
        canon.text(company.language.as_str());
        canon.option(company.timezone.as_deref());
        canon.number(company.contact_points.len() as u64);
        for (channel, point) in &company.contact_points {
            canon.text(channel.as_str());
            canon.text(point);
        }
        canon.option(company.site.as_deref());
    }
    canon.number(questions.len() as u64);
    for question in questions {
        canon.question(question);
    }
    canon.number(references.len() as u64);
    for reference in references {
        canon.number(u64::from(reference.company));
        canon.number(u64::from(reference.question));
        canon.text(&reference.answer);
        if !(reference.accepted.is_empty() && reference.rejected.is_empty()) {
            canon.texts(&reference.accepted);
            canon.texts(&reference.rejected);
        }
    }
    canon.in_public(study);
    canon.on_web(study);
    canon.hex()
}

/// SHA-256, in hexadecimal digits, of a plan: its design and all its enquiries.
pub(super) fn of_plan(study: &Study, enquiries: &[Enquiry]) -> String {
    let mut canon = Canon::new("shopper plan 1");
    canon.text(&design_hash(study));
    canon.number(enquiries.len() as u64);
    for enquiry in enquiries {
        canon.number(u64::from(enquiry.company));
        canon.number(u64::from(enquiry.question));
        canon.text(enquiry.channel.as_str());
        canon.number(u64::from(enquiry.persona));
        canon.number(u64::from(enquiry.wording));
        canon.signed(enquiry.due_at.map_or(i64::MIN, jiff::Timestamp::as_second));
    }
    canon.hex()
}
