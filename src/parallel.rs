//! The same work on many things, spread over the processors; what comes out does not depend on how many there are.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many threads are worth having at once.
#[must_use]
pub fn processors() -> usize {
    // Whoever asks the system has it look into several files.
    static KNOWN: LazyLock<usize> =
        LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));
    *KNOWN
}

/// Does the work on each thing and gives what came of them, in their order. Whoever is free takes the next thing, so
/// that they may be of any size; very small ones are better given in lots.
pub fn map<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_on(processors(), things, work)
}

/// The same for work that waits for the disk more than it computes: so many requests are better under way at once than
/// there are processors.
pub fn map_waiting<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_on(8, things, work)
}

/// Does two works at once.
pub fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => (one, other),
            Err(panic) => resume_unwind(panic),
        }
    })
}

fn map_on<T: Sync, R: Send>(threads: usize, things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads.min(things.len());
    if threads < 2 {
        return things.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(at) else {
                return done;
            };
            done.push((at, work(thing)));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(some)).collect();
        let mut done = some();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_in_order_whoever_did_it() {
        let things: Vec<u64> = (0..1_000).collect();
        let squares = map(&things, |n| {
            // The first ones take longest.
            (0..(1_000 - n) * 20).fold(0, |sum, m| std::hint::black_box(sum + m));
            n * n
        });
        let expected: Vec<u64> = things.iter().map(|n| n * n).collect();
        assert_eq!(squares, expected);
        assert_eq!(map(&[] as &[u64], |n| *n), [] as [u64; 0]);
        assert_eq!(map(&[3_u64], |n| n + 1), [4]);
        assert_eq!(
            both(|| map_waiting(&things, |n| n * n), || 7),
            (expected, 7)
        );
    }
}
