//! What a helpdesk calls our enquiries: its own ids and ticket numbers, learned from the messages
//! that were tied by something stronger.

use std::collections::HashMap;

/// No enquiry teaches more keys than this: whoever knows one address cannot fill the memory.
const KEYS_OF_ONE: u8 = 60;
const NONE: u32 = u32::MAX;
const COMMON: [u32; 2] = [NONE; 2];

/// Learned keys by hash. Of the enquiries that share a key two are kept: enough to know that it
/// decides nothing, and to name both. What three share is in all of a helpdesk's mail and says
/// nothing.
#[derive(Debug, Default)]
pub(super) struct Chain {
    keys: HashMap<u64, [u32; 2]>,
    learned: HashMap<u32, u8>,
}

impl Chain {
    /// Notes that a key belongs to the enquiry.
    pub fn learn(&mut self, key: u64, enquiry: u32) {
        if let Some(known) = self.keys.get_mut(&key) {
            if *known != COMMON && !known.contains(&enquiry) {
                *known = match *known {
                    [first, NONE] => [first, enquiry],
                    _ => COMMON,
                };
            }
            return;
        }
        let learned = self.learned.entry(enquiry).or_default();
        if *learned < KEYS_OF_ONE {
            *learned += 1;
            self.keys.insert(key, [enquiry, NONE]);
        }
    }

    /// The enquiries that a key belongs to.
    pub fn get(&self, key: u64) -> impl Iterator<Item = u32> {
        let known = self.keys.get(&key).copied().unwrap_or(COMMON);
        known.into_iter().filter(|e| *e != NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_that_share_a_key_are_both_named_and_one_enquiry_cannot_fill_the_memory() {
        let mut chain = Chain::default();
        for enquiry in [7, 7, 8] {
            chain.learn(1, enquiry);
        }
        assert_eq!(chain.get(1).collect::<Vec<_>>(), [7, 8]);
        for enquiry in [9, 7, 8] {
            chain.learn(1, enquiry);
            assert_eq!(chain.get(1).count(), 0, "what three share says nothing");
        }
        assert_eq!(chain.get(2).count(), 0);
        for key in 0..10_000 {
            chain.learn(key, 3);
        }
        assert_eq!(chain.keys.len(), 1 + usize::from(KEYS_OF_ONE));
    }
}
