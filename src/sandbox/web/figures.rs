//! The figures to which the companies' sites are set.
//!
//! Eptica Multichannel Experience Study, UK 2014, web: ten routine questions to each of a hundred sites,
//! 63 % of them answered there; consumer electronics answered 70 %; software for self-service at 53 of a
//! hundred companies, in fashion at 79 %, which of ten is eight. The study published no other sector's
//! share, so the other sectors are set so that the totals come out.
//!
//! Where on a site an answer stands, what stands there in its place, and which sites mark their questions
//! and answers, no study printed: the shares below are ours, set to what is plausible.

use super::conduct::{ChatEnding, FormKind};

/// What is known of a sector: out of its ten companies, ten questions to each site.
pub(in crate::sandbox) struct SiteFigures {
    pub name: &'static str,
    /// Questions of a hundred (ten companies, ten questions) that the site answers.
    pub answered: u32,
    /// Companies of ten whose site runs software for self-service.
    pub software: u32,
}

const fn sector(name: &'static str, answered: u32, software: u32) -> SiteFigures {
    SiteFigures {
        name,
        answered,
        software,
    }
}

/// The ten sectors of the study, in the order of the email figures. `answered` adds up to 630, `software`
/// to 53: a test holds them to it.
pub(in crate::sandbox) const SECTORS: [SiteFigures; 10] = [
    sector("fashion retail", 74, 8),
    sector("food and wine retail", 62, 5),
    sector("consumer electronics", 70, 6),
    sector("entertainment retail", 66, 6),
    sector("banking", 58, 4),
    sector("insurance", 55, 4),
    sector("telecoms", 64, 6),
    sector("utilities", 60, 5),
    sector("travel", 63, 5),
    sector("electronics manufacture", 58, 4),
];

/// Shares of the questions answered, and of the sites with software, where the sector is not one of the
/// ten.
const ANSWERED: f64 = 0.63;
const SOFTWARE: f64 = 0.53;

/// Share of the questions that the sites of a sector answer, and of its sites that run software for
/// self-service.
pub(super) fn figures(sector: &str) -> (f64, f64) {
    SECTORS
        .iter()
        .find(|s| s.name == sector)
        .map_or((ANSWERED, SOFTWARE), |s| {
            (f64::from(s.answered) / 100.0, f64::from(s.software) / 10.0)
        })
}

/// Share of the answers that are wrong, where a wrong answer is known and no policies are: that of email.
pub(super) const WRONG: f64 = 0.18;
/// Share of the sites without software that can be searched all the same.
pub(super) const SEARCHED: f64 = 0.55;
/// Share of the sites with a search whose robots.txt forbids it.
pub(super) const FORBIDDEN: f64 = 0.08;
/// Share of the sites that mark their questions and answers for machines (schema.org `FAQPage`).
pub(super) const MARKED: f64 = 0.4;

/// Companies of a hundred, and of ten of each sector, that have a contact form. No study printed it: that of
/// email is taken.
pub(in crate::sandbox) const FORMS: usize = 71;
pub(in crate::sandbox) const FORMS_OF_TEN: [u32; 10] = [8, 7, 6, 7, 6, 7, 7, 8, 8, 7];

/// How often each kind of form is met, of a hundred: set to what is plausible.
pub(super) const FORM_KINDS: [(FormKind, u32); 14] = [
    (FormKind::Plain, 20),
    (FormKind::Csrf, 16),
    (FormKind::Wizard, 7),
    (FormKind::ScriptOnly, 7),
    (FormKind::Honeypot, 9),
    (FormKind::SoftError, 2),
    (FormKind::Captcha, 10),
    (FormKind::RateLimited, 3),
    (FormKind::Broken, 2),
    (FormKind::Multipart, 6),
    (FormKind::Topic, 8),
    (FormKind::Latin1, 3),
    (FormKind::Get, 4),
    (FormKind::Json, 3),
];

/// Companies of a hundred, and of ten of each sector, that offer a chat. No study printed it: so many that
/// two of five of them give the share of all that answered, see [`CHAT_ANSWERED`].
pub(in crate::sandbox) const CHATS: usize = 40;
pub(in crate::sandbox) const CHATS_OF_TEN: [u32; 10] = [5, 3, 5, 4, 4, 3, 6, 3, 4, 3];

/// Eptica Multichannel Experience Study, UK 2016, the edition nearest to 2014 that printed chat: answered by 16
/// of 100 companies, after 7 min 40 s on average; here of all that offer it, who are [`CHATS`].
pub(super) const CHAT_ANSWERED: f64 = 16.0 / CHATS as f64;
/// Share of the answers that a bot gives, within seconds.
pub(super) const BOT_ANSWERS: f64 = 0.12;
/// Mean minutes until an agent answers: with the bots' it is 7 min 40 s.
pub(super) const CHAT_MINUTES: f64 = (7.0 + 40.0 / 60.0 - BOT_ANSWERS * 0.05) / (1.0 - BOT_ANSWERS);
/// No agent answers later than so many minutes.
pub(super) const CHAT_WINDOW: f64 = 18.0;

/// What comes of the questions that a chat does not answer, of a hundred: set to what is plausible.
pub(super) const CHAT_OTHERWISE: [(ChatEnding, u32); 4] = [
    (ChatEnding::Queue, 45),
    (ChatEnding::Deflected, 20),
    (ChatEnding::Redirected, 20),
    (ChatEnding::Left, 15),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sectors_add_up_to_the_study() {
        assert_eq!(SECTORS.iter().map(|s| s.answered).sum::<u32>(), 630);
        assert_eq!(SECTORS.iter().map(|s| s.software).sum::<u32>(), 53);
        let of = |name: &str| SECTORS.iter().find(|s| s.name == name).unwrap();
        assert_eq!(of("consumer electronics").answered, 70);
        assert_eq!(of("fashion retail").software, 8);
        let email = super::super::super::calibration::SECTORS;
        assert!(SECTORS.iter().zip(&email).all(|(a, b)| a.name == b.name));
        assert_eq!(FORMS_OF_TEN.iter().sum::<u32>() as usize, FORMS);
        assert_eq!(CHATS_OF_TEN.iter().sum::<u32>() as usize, CHATS);
        assert!((figures("circuses").0 - 0.63).abs() < 1e-9);
    }
}
