//! How long a server may keep us waiting.

use std::time::Duration;

/// How long a server may take, by phase of the dialogue. These are spans of real time, also when
/// the study's clock is simulated: they guard against a socket that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// To accept a connection.
    pub connect: Duration,
    /// To greet, to set up TLS, and to answer a command.
    pub command: Duration,
    /// To take in the bytes of one message.
    pub transfer: Duration,
    /// To answer the end of DATA. RFC 5321, section 4.5.3.2.6 wants ten minutes: a client that
    /// gives up sooner makes duplicates where it sends again, and doubt where it does not.
    pub data_end: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_mins(1),
            transfer: Duration::from_mins(3),
            data_end: Duration::from_mins(10),
        }
    }
}
