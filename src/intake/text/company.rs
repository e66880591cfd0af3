//! Whether a line names the sender's company, and not a person.

use super::person::is_department;

/// Labels of a sender's domain that name no company.
const GENERAL: &[&str] = &[
    "mail",
    "email",
    "support",
    "help",
    "info",
    "www",
    "com",
    "net",
    "org",
    "zendesk",
    "freshdesk",
    "intercom",
];

/// The company that a message comes from, by the domain of its sender and the name it gives itself.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Company<'a> {
    domain: &'a str,
    display: &'a str,
}

impl<'a> Company<'a> {
    /// By the sender's address, in lower case, and the name beside it: one word that is not the address's own
    /// (`Acme <help@..>`, not `Emma <emma@..>`), or the word beside a department's (`Acme Care`).
    pub fn of(from: &'a str, name: &'a str) -> Self {
        let (local, domain) = from.rsplit_once('@').unwrap_or_default();
        let mut words = name
            .split_whitespace()
            .map(|w| w.trim_matches(['"', '\'', ',']));
        let display = match (words.next(), words.next(), words.next()) {
            (Some(only), None, None) if !local.eq_ignore_ascii_case(only) => only,
            (Some(first), Some(second), None) if is_department(second) => first,
            _ => "",
        };
        Self { domain, display }
    }

    /// Whether the words of a short line are the company's name.
    pub fn is_named(self, line: &str) -> bool {
        if line.len() > 60 {
            return false;
        }
        if !self.display.is_empty()
            && line
                .trim()
                .trim_matches([',', '.'])
                .eq_ignore_ascii_case(self.display)
        {
            return true;
        }
        let name: String = line
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        if name.len() < 2 {
            return false;
        }
        let labels = self.domain.split('.').filter(|l| !GENERAL.contains(l));
        let is_label = |label: &str| {
            label.bytes().filter(|b| *b != b'-').eq(name.bytes())
                || label.split('-').any(|piece| piece == name)
        };
        labels.into_iter().any(is_label)
    }
}

#[cfg(test)]
mod tests {
    use super::Company;

    #[test]
    fn a_company_is_known_by_its_domain() {
        let company = Company::of("help@mail.acme-shoes.test", "");
        for (line, named) in [
            ("Acme Shoes", true),
            ("Acme", true),
            ("Emma", false),
            ("Mail", false),
            ("Ac", false),
        ] {
            assert_eq!(company.is_named(line), named, "{line}");
        }
        assert!(!Company::of("", "").is_named("Emma"));
        for (from, name, line, named) in [
            ("help@1.test", "Acme", "Acme", true),
            ("emma@1.test", "Emma", "Emma", false),
            ("help@1.test", "Acme Care", "Acme", true),
            ("help@1.test", "Emma Stone", "Emma", false),
        ] {
            assert_eq!(Company::of(from, name).is_named(line), named, "{name}");
        }
    }
}
