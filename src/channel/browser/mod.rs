//! A browser, for what plain HTTP cannot do: Debian's Chromium, driven through its own driver.
//!
//! ```text
//! Browser --HTTP--> chromedriver --pipe--> Chromium --SOCKS--> Gate --> the network
//! ```
//!
//! It shows itself for what it is, keeps no more than the cookies of the persona that it stands for, saves
//! no files, opens no windows by itself, and reaches nothing that is not public ([`Gate`]).

#[expect(
    clippy::module_inception,
    reason = "the room is named for what is in it"
)]
mod browser;
mod driver;
mod form;
mod gate;
mod options;
mod waiting;

pub use browser::{Browser, Frame, Trouble};
pub use form::BrowserForms;
pub use gate::Gate;
pub use options::{BrowserOptions, find};
