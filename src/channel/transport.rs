//! The trait of everything that sends.

use super::Dispatch;
use crate::error::Result;
use crate::model::Outcome;
use std::future::Future;

/// Takes an outcome the moment it is known. It should only hand it on, to a task that stores
/// outcomes in batches: the transport waits for it. When it fails, nothing more is sent.
pub type OnOutcome<'a> = &'a mut (dyn FnMut(Outcome) -> Result<()> + Send);

/// Something that puts dispatches to companies by itself.
pub trait Transport: Send {
    /// Makes sure that there is a way to the server: connected, protected, logged in, and its pace
    /// allows the next dispatch now. `next` is what will be sent first. To be called before intents
    /// are stored, so that what fails here leaves nothing in doubt. May be dropped at any moment.
    ///
    /// # Errors
    ///
    /// [`crate::error::Error::Server`] when the server cannot be reached, and those of
    /// [`Transport::send`].
    fn ready(&mut self, next: &Dispatch) -> impl Future<Output = Result<()>> + Send;

    /// So many dispatches at most should go into a batch, so that it is over in a moment: who asks
    /// for a stop waits for the batch, and so does whoever must look at the time between two of
    /// them. At least 1.
    fn at_a_time(&self) -> usize;

    /// Sends a batch, in its order, one after the other.
    ///
    /// `on_outcome` is called once for every dispatch as soon as its outcome is known, so that a
    /// crash loses none that was known; also when this returns an error, in which case what was
    /// not begun is reported as [`crate::model::AttemptResult::NotReached`] first. The one
    /// exception: after `on_outcome` itself has failed it is not called again, and no dispatch
    /// that it was not told of has been begun.
    ///
    /// # Errors
    ///
    /// Only what no retry mends: a login refused ([`crate::error::Error::Authentication`]), a
    /// secret that cannot be read ([`crate::error::Error::Secret`]), a connection that may not be
    /// used because it is not protected ([`crate::error::Error::Refused`]); and the error of
    /// `on_outcome`.
    fn send(
        &mut self,
        batch: &[Dispatch],
        on_outcome: OnOutcome<'_>,
    ) -> impl Future<Output = Result<()>> + Send;
}
