//! What every plan keeps to, and what the loader says to a hundred sorts of nonsense.

mod balance;
mod clock;
mod codebooks;
mod files;
pub(super) mod fixture;
mod llm;
mod locking;
mod mistakes;
mod plans;
mod report;
mod score;
mod social;
mod spoil;
mod web;
