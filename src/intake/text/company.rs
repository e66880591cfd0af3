//! Whether a line names the sender's company, and not a person.

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

/// The company that a message comes from, by the domain of its sender.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Company<'a> {
    domain: &'a str,
}

impl<'a> Company<'a> {
    /// By the sender's address, in lower case.
    pub fn of(from: &'a str) -> Self {
        let domain = from.rsplit_once('@').map_or("", |(_, domain)| domain);
        Self { domain }
    }

    /// Whether the words of a short line are the company's name.
    pub fn is_named(self, line: &str) -> bool {
        if line.len() > 60 {
            return false;
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
        let company = Company::of("help@mail.acme-shoes.test");
        for (line, named) in [
            ("Acme Shoes", true),
            ("Acme", true),
            ("Emma", false),
            ("Mail", false),
            ("Ac", false),
        ] {
            assert_eq!(company.is_named(line), named, "{line}");
        }
        assert!(!Company::of("").is_named("Emma"));
    }
}
