//! The clocks of scoring: business hours, days, what customers expect and what companies promise.
//!
//! [`Clocks`] prepares for each company the stretches of a wave in which it is open; a duration is then two
//! searches among them, however long it is. Pure: study and audit go in.

mod company;
mod days;
mod expectation;
mod opening;
mod promise;
mod used;

#[cfg(test)]
mod properties;

pub use company::{Clocks, CompanyClock};
pub use days::ClosedDays;
pub use expectation::{satisfied, satisfied_with_promise};
pub use opening::Opening;
pub use promise::Promised;
pub use used::{UsedHoliday, used_holidays, without_calendar};
