//! Coding sheets: what people code on, and what they gave.
//!
//! [`Units`] gathers what there is to code, blind to company, channel and machine; [`deal`] shuffles it and
//! deals it out; [`pages`] makes the tables; [`Reading`] reads them when they come back, whatever was done
//! to them meanwhile: the id of a row alone decides what was coded.
//! [`disputes`] is what they differ on, and [`agreements`] how far they agree.

mod adjudicate;
mod agree;
mod deal;
mod mask;
mod meaning;
mod page;
mod read;
mod unit;

pub use adjudicate::{Dispute, adjudication_page, disputes};
pub use agree::{CriterionAgreement, MachineAgreement, PairAgreement, agreements};
pub use deal::{Dealing, deal};
pub use mask::{MARK, Mask};
pub use meaning::{code_meaning, meaning};
pub use page::{codebook_page, pages};
pub use read::{Given, Reading, is_coder};
pub use unit::{Ids, Key, Unit, Units, left_unsure};

#[cfg(test)]
mod tests;

use crate::model::Criterion;

/// What people code when nobody says otherwise: what the machine needs to be measured by, and what only a
/// person sees.
pub const USUAL: [Criterion; 12] = [
    Criterion::Substance,
    Criterion::Correct,
    Criterion::GreetingByName,
    Criterion::AgentNamed,
    Criterion::Apology,
    Criterion::Empathy,
    Criterion::Understood,
    Criterion::AllParts,
    Criterion::NextStep,
    Criterion::Link,
    Criterion::LanguageKept,
    Criterion::Rating,
];
