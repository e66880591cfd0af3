//! Texts -> facts and codes. Pure: no I/O, no clock.

pub mod site;
