//! Texts -> facts and codes. Pure: no I/O, no clock.
