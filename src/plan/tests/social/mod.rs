//! Asking in public: accounts, consents, posts, and what of it is locked.

mod accounts;
mod consents;
mod fixture;
mod locked;
mod posts;
