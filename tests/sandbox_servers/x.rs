//! The network that speaks X's interface, from outside: what its bytes are, what it refuses, how it
//! counts and how it fails.

mod clients;
mod edges;
mod login;
mod net;
mod ours;
mod pages;
mod said;
