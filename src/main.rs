//! The `shopper` command.

fn main() {}
