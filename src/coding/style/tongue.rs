//! The language that a reply is in, by a vote of its most common words.

use crate::coding::facts::Text;
use crate::model::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

/// So many words vote.
const VOTERS: usize = 20_000;
/// What a language holds of the votes that is spoken beside another one, in hundredths.
const BESIDE: u32 = 35;

/// The votes of a text: for each of our languages, and for all others together.
pub(super) struct Votes {
    ours: [u32; 4],
    others: u32,
    /// Whether it has letters, but hardly any of the Latin alphabet.
    foreign: bool,
}

impl Votes {
    /// Counts the votes of a text.
    pub fn of(text: &str) -> Self {
        let mut votes = Self {
            ours: [0; 4],
            others: 0,
            foreign: false,
        };
        let (mut latin, mut letters) = (0u32, 0u32);
        for c in text.chars().filter(|c| c.is_alphabetic()).take(VOTERS) {
            letters += 1;
            latin += u32::from(u32::from(c) < 0x250);
        }
        votes.foreign = letters > 3 && latin * 2 < letters;
        let tokens = Text::new(&text[..text.floor_char_boundary(8 * VOTERS)]);
        for at in 0..tokens.len().min(VOTERS) {
            let Some(languages) = INDEX.get(tokens.word(at)) else {
                continue;
            };
            // A word of one language alone tells more than one that several share.
            let weight = if languages.is_power_of_two() { 3 } else { 1 };
            for (at, vote) in votes.ours.iter_mut().enumerate() {
                *vote += weight * u32::from(languages >> at & 1);
            }
            votes.others += weight * u32::from(languages >> 4 & 1);
        }
        votes
    }

    /// The language, when the words tell it.
    pub fn best(&self) -> Option<Language> {
        let best = self.ours.iter().copied().max()?;
        let unique = self.ours.iter().filter(|v| **v == best).count() == 1;
        let at = self.ours.iter().position(|v| *v == best)?;
        (best > 1 && unique && best >= self.others && !self.foreign).then(|| Language::ALL[at])
    }

    /// Whether a language is spoken here, alone or beside another one; `None` when the words do not tell.
    pub fn speaks(&self, language: Language) -> Option<bool> {
        if self.foreign {
            return Some(false);
        }
        let all = self.ours.iter().sum::<u32>() + self.others;
        let votes = self.ours[language as usize];
        if all < 3 {
            return None;
        }
        let most = self
            .ours
            .iter()
            .copied()
            .max()
            .unwrap_or(0)
            .max(self.others);
        if votes == most || votes * 100 >= all * BESIDE && votes >= 6 {
            return Some(true);
        }
        // One or two words of another language are a greeting, or a name.
        (most >= 7 && votes * 3 <= most).then_some(false)
    }
}

/// Each word with a bit for each language that it is common in; the fifth is any other.
static INDEX: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut index = HashMap::new();
    for (at, words) in WORDS.iter().enumerate() {
        for word in words.split_ascii_whitespace() {
            *index.entry(word).or_default() |= 1u8 << at;
        }
    }
    index
});

/// In the order of [`Language::ALL`], folded; then common words of Spanish, Italian, Portuguese, Polish and
/// the Scandinavian languages.
const WORDS: [&str; 5] = [
    "the and you your our is are for with this that have to of yes please thank thanks from can it on \
     regards dear not will be we am in at or an so do does if but they there here no by which i \
     me my us was has been any all as need get don isn would could should just only about when what how \
     order orders open days of course after hours",
    "de het een en u uw wij we van voor met is niet dat op naar zijn ons onze ja nee bedankt groet groeten \
     beste kunt je ook bij wordt graag helaas geachte hoi hallo goed of die in om te er als aan maar wel \
     hebben heeft kan dank deze dit uit tot geen vraag winkel so hier jouw jullie dan nog even zodra binnen \
     dagen via heb ik staat mag daar dag leuk hoor natuurlijk morgen prima uur jaar lang tussen krijgt alle drie per nr krijg ie onder wat hoe",
    "le la les de des et vous votre nous notre est une un pour avec dans sur que pas du oui merci bonjour \
     cordialement au sont en je madame monsieur on il ce cette non ne plus ou aux par vos nos avons etes c \
     s qui si jours sous tous toutes tout bien aussi via meme d l n peut pouvez etre sans commande jusqu",
    "der das und sie ihre ihr wir ist nicht ein eine mit fur von zu auf den dem ja nein vielen dank bitte \
     unser unsere konnen grussen es am gerne leider hallo guten sehr die in im so an bei oder auch nur \
     werden wird haben hat sind ich du dein deine uns ihnen wenn kann noch nach bis aus als zum zur klar \
     um uhr immer ab tage sich keine kein einen einer via per gruss grusse geehrte tag was wie",
    "el los las por para con una usted su gracias hola nuestro que es en se del il gli che per della sono \
     non grazie nostro con di una uma voce obrigado nao para com seu os nie dzien dobry prosze jest na \
     dziekujemy og ikke vi jeg til av och inte att ar hej tak det er med estimado buenos gentile saluti \
     kunde esta muchas desde",
];
