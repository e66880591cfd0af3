//! What a million enquiries are kept in: lists without slack, and what may be unknown in no more bytes than when it is
//! known.
//!
//! `Option<f64>` takes sixteen bytes, eight of them for one bit; a million enquiries have a dozen such numbers each.

use super::Effort;
use super::statistics::Observation;
use std::fmt;

/// A list with room for just what it holds: one that grows by itself is in memory twice each time it does, and a wave
/// may have a million enquiries.
pub(super) fn listed<T>(of: impl Iterator<Item = T> + Clone) -> Vec<T> {
    let mut list = Vec::with_capacity(of.clone().count());
    list.extend(of);
    list
}

/// A value or none, in the bytes of the value alone: one pattern that no value has stands for none.
#[derive(Clone, Copy, PartialEq)]
pub struct Packed<T: Pack>(T::Word);

/// What leaves a pattern of its bytes unused.
pub trait Pack: Copy {
    /// As what it is kept.
    type Word: Copy + PartialEq;
    /// The pattern that stands for none.
    const NONE: Self::Word;

    /// Any pattern but [`Pack::NONE`].
    fn pack(self) -> Self::Word;

    /// The value of a pattern.
    fn unpack(word: Self::Word) -> Self;
}

impl<T: Pack> Packed<T> {
    /// Not known.
    pub const NONE: Self = Self(T::NONE);

    /// The value, where it is known.
    #[must_use]
    pub fn get(self) -> Option<T> {
        (self.0 != T::NONE).then(|| T::unpack(self.0))
    }
}

impl<T: Pack> From<Option<T>> for Packed<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::NONE, |value| Self(value.pack()))
    }
}

impl<T: Pack + fmt::Debug> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl Pack for f64 {
    type Word = u64;
    /// One of many patterns that are no number; all others come back as one of them.
    const NONE: u64 = u64::MAX;

    fn pack(self) -> u64 {
        // The two zeros are the same number and are to be the same pattern.
        if self.is_nan() { Self::NAN } else { self + 0.0 }.to_bits()
    }

    fn unpack(word: u64) -> Self {
        Self::from_bits(word)
    }
}

/// A moment, seconds since 1970: no calendar reaches the first of all.
impl Pack for i64 {
    type Word = Self;
    const NONE: Self = Self::MIN;

    fn pack(self) -> Self {
        self.max(Self::MIN + 1)
    }

    fn unpack(word: Self) -> Self {
        word
    }
}

/// Days of the week, and minutes, of which eight thousand years are as good as any more.
macro_rules! all_but_the_greatest {
    ($($number:ty),+) => {$(
        impl Pack for $number {
            type Word = Self;
            const NONE: Self = Self::MAX;

            fn pack(self) -> Self {
                self.min(Self::MAX - 1)
            }

            fn unpack(word: Self) -> Self {
                word
            }
        }
    )+};
}
all_but_the_greatest!(u8, u32);

/// Where an observation says in its hours, which are never negative, that it was cut short.
const CUT_SHORT: u64 = 1 << 63;

impl Pack for Observation {
    type Word = u64;
    const NONE: u64 = u64::MAX;

    fn pack(self) -> u64 {
        let hours = self.hours.abs().pack() & !CUT_SHORT;
        hours | if self.event { 0 } else { CUT_SHORT }
    }

    fn unpack(word: u64) -> Self {
        Self {
            hours: f64::from_bits(word & !CUT_SHORT),
            event: word & CUT_SHORT == 0,
        }
    }
}

/// Aligned like its smallest part, so that it fills no gap.
impl Pack for Effort {
    type Word = ([u8; 8], u32);
    const NONE: Self::Word = (f64::NONE.to_ne_bytes(), u32::MAX);

    fn pack(self) -> Self::Word {
        (self.seconds.pack().to_ne_bytes(), self.clicks)
    }

    fn unpack((seconds, clicks): Self::Word) -> Self {
        Self {
            clicks,
            seconds: f64::from_ne_bytes(seconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back<T: Pack>(value: T) -> T {
        Packed::from(Some(value)).get().unwrap()
    }

    proptest! {
        #[test]
        fn what_is_known_comes_back(
            number in -1e300..1e300, hours in 0.0..1e300, event: bool, clicks: u32, day in 0..u8::MAX, second in i64::MIN + 1.., minutes in 0..u32::MAX
        ) {
            let waited = Observation { hours, event };
            prop_assert_eq!(back(waited), waited);
            prop_assert_eq!(back(second), second);
            prop_assert_eq!(back(minutes), minutes);
            prop_assert_eq!(back(day), day);
            let same = back::<f64>(number).total_cmp(&(number + 0.0));
            prop_assert!(same.is_eq());
            let effort = Effort { clicks, seconds: hours };
            prop_assert_eq!(back(effort), effort);
        }
    }

    #[test]
    fn what_is_not_known_is_none_and_nothing_else_is() {
        assert_eq!(Packed::<f64>::from(None).get(), None);
        assert_eq!(Packed::<Observation>::from(None).get(), None);
        assert_eq!(Packed::<Effort>::NONE.get(), None);
        assert_eq!(format!("{:?}", Packed::<u32>::NONE), "None");
        for odd in [f64::from_bits(u64::MAX), f64::NAN, -f64::NAN] {
            assert!(back(odd).is_nan());
            let waited = Observation {
                hours: odd,
                event: false,
            };
            assert!(back(waited).hours.is_nan());
            let effort = Effort {
                clicks: u32::MAX,
                seconds: odd,
            };
            assert!(back(effort).seconds.is_nan());
        }
        assert_eq!(back(u32::MAX), u32::MAX - 1);
        assert_eq!(Packed::from(Some(-0.0)), Packed::from(Some(0.0)));
    }
}
