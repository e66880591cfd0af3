//! What every plan keeps to, and what the loader says to a hundred sorts of nonsense.

mod fixture;
mod mistakes;
mod plans;
