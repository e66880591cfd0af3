//! Bystanders, who write in every script there is.

use super::account::NewAccount;
use super::post::Saying;
use super::state::{Refusal, State};
use jiff::{SignedDuration, Timestamp};

/// Texts that have hurt programs: every direction, plane and joint of Unicode, markup and formulas.
pub const TEXTS: &[&str] = &[
    "Ja, natuurlijk! \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466} \u{1f44d}\u{1f3fd} \u{1f1f3}\u{1f1f1}",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}olleh\u{202c} \u{645}\u{631}\u{62d}\u{628}\u{627}",
    "Z\u{351}\u{36b}\u{343}a\u{30a}\u{301}lgo e\u{301}\u{301}\u{301} \u{212b} \u{fb01}",
    "\u{6771}\u{4eac}\u{306f}\u{3001}\u{306f}\u{3044}\u{3002} \u{d55c}\u{ad6d}\u{c5b4} \u{10348}\u{1d54f}",
    "<script>alert(\"1\")</script> & &amp; &lt;b&gt; \\u0041 \\n",
    "=HYPERLINK(\"http://a.example\",\"x\"),\t\"quoted\";'semi' | pipe",
    "line one\nline two\r\n\u{2028}line three\u{b}\u{85}\u{feff}\u{200b}end",
    "nul\u{0} bell\u{7} escape\u{1b}[31m del\u{7f}",
];

impl State {
    /// Bystanders reply to a post, a second after each other from the moment on.
    pub(super) fn crowd(
        &mut self,
        post: &str,
        replies: usize,
        from: Timestamp,
    ) -> Result<(), Refusal> {
        self.find(post).ok_or(Refusal::NoPost)?;
        let bystanders: Vec<u64> = (1..=20)
            .filter_map(|n| {
                let handle = format!("bystander_{n}");
                if let Some(there) = self.named(&handle) {
                    return Some(there.id);
                }
                let mut account = NewAccount::named(&handle);
                TEXTS[n % TEXTS.len()].clone_into(&mut account.name);
                self.add(account).ok()
            })
            .collect();
        for (n, second) in (0..replies).zip(0_i64..) {
            let at = from
                .checked_add(SignedDuration::from_secs(second))
                .unwrap_or(from);
            let text = format!("{} {}", n + 1, TEXTS[n % TEXTS.len()]);
            if let Some(author) = bystanders.get(n % bystanders.len().max(1)) {
                self.say(*author, at, Saying::plain(&text).replying(post), false)?;
            }
        }
        Ok(())
    }
}
