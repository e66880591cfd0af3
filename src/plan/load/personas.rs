//! [[persona]]: the shoppers.

use super::tree::{Located, Section, Value};
use super::values::{id, languages};
use super::words;
use crate::model::{Language, Persona, Residence};
use crate::sheet::quote;
use std::collections::HashSet;

/// Most personas of a study.
const MOST: usize = 1_000;

/// The shoppers. Each language of the study must be spoken by one of them.
pub(super) fn read(root: &Section<'_>, spoken: Option<&[Located<Language>]>) -> Vec<Persona> {
    let tables = root.sections("persona");
    if tables.is_empty() && root.get("persona").is_none() {
        let _ = root.need(
            "persona",
            "a table [[persona]] with id, name and email: nobody asks",
        );
        return Vec::new();
    }
    if tables.len() > MOST
        && let Some(value) = root.get("persona")
    {
        value.wrong(format!("a study has at most {MOST} personas"), None);
    }
    let mut personas: Vec<Persona> = Vec::new();
    let mut ids = HashSet::new();
    let mut whole = true;
    for table in tables.iter().take(MOST) {
        let name = table
            .need("name", "`name = \"Anna Reed\"`")
            .and_then(|v| v.text(100, false));
        let email = table
            .need(
                "email",
                "`email = \"anna.reed@your-domain.example\"`, on a domain of your own",
            )
            .and_then(|v| persona_address(&v));
        let id = table.need("id", "`id = \"anna\"`").and_then(|v| {
            let found = id(&v)?;
            if !ids.insert(found.clone()) {
                v.wrong(format!("there are two personas {}", quote(&found)), None);
            }
            Some(found)
        });
        let speaks = match table.get("languages") {
            None => Vec::new(),
            Some(v) => languages(&v).map_or_else(
                || {
                    whole = false;
                    Vec::new()
                },
                |list| list.into_iter().map(|l| l.value).collect(),
            ),
        };
        let own = |key| {
            let value = table.get(key)?;
            value.text(100, false)
        };
        let residence = Residence {
            phone: own("phone").unwrap_or_default(),
            street: own("street").unwrap_or_default(),
            postcode: own("postcode").unwrap_or_default(),
            city: own("city").unwrap_or_default(),
        };
        table.close(&[]);
        personas.push(Persona {
            id: id.unwrap_or_default(),
            name: name.unwrap_or_default(),
            email: email.unwrap_or_default(),
            languages: speaks,
            residence,
        });
    }
    for language in spoken.into_iter().flatten().filter(|_| whole) {
        let speaks = |p: &Persona| p.languages.is_empty() || p.languages.contains(&language.value);
        if !personas.iter().any(speaks) {
            // The default language stands nowhere; then the shoppers are what can be mended.
            let at = match language.at {
                0 => root.get("persona").map_or(0, |v| v.at),
                at => at,
            };
            root.note(
                at,
                format!(
                    "no persona speaks `{}`, a language of the study",
                    language.value
                ),
                Some(
                    "add it to the `languages` of a [[persona]], or take it out of [study]"
                        .to_owned(),
                ),
            );
        }
    }
    personas
}

fn persona_address(value: &Value<'_>) -> Option<String> {
    let address = value.string("an email address")?.value;
    let trouble = words::address_trouble(address).or_else(|| {
        let local = address.split('@').next().unwrap_or_default();
        // The token goes behind a plus, and RFC 5321 gives the local part 64 octets.
        if local.contains('+') {
            Some("it holds a +, behind which each enquiry's token is put")
        } else if local.len() + 1 + crate::plan::TOKEN_LEN > 64 {
            Some("the part before the @ is too long to take a token")
        } else {
            None
        }
    });
    if let Some(trouble) = trouble {
        value.wrong(
            format!(
                "{} is no address to ask from, {}: {trouble}",
                quote(address),
                value.name()
            ),
            Some("write the bare address, such as `anna.reed@shop.example`".to_owned()),
        );
        return None;
    }
    Some(address.to_owned())
}
