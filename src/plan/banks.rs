//! The question banks that the program carries.

macro_rules! banks {
    ($($name:literal),* $(,)?) => {
        &[$((concat!($name, ".toml"), include_str!(concat!("../../questions/", $name, ".toml")))),*]
    };
}

/// The question banks that the program carries, one a sector: file name and text.
#[must_use]
pub const fn banks() -> &'static [(&'static str, &'static str)] {
    banks![
        "fashion-retail",
        "food-and-wine-retail",
        "consumer-electronics",
        "entertainment-retail",
        "banking",
        "insurance",
        "telecoms",
        "utilities",
        "travel",
        "electronics-manufacture",
    ]
}
