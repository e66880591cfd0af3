//! What the loader says.
