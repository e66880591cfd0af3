//! What is still to be put to the companies on a channel, by the moment at which it may be.

use super::agenda::SharedPace;
use crate::store::Pending;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The enquiries of a channel that may still be put, each in its own slot.
pub(super) struct Queue<'s> {
    pub(super) pace: SharedPace<'s>,
    pub(super) pending: Vec<Pending>,
    /// When to look at which of `pending`, earliest first, then in plan order. What is not in the
    /// heap is not put (again).
    heap: BinaryHeap<Reverse<(Timestamp, usize)>>,
    /// Slots that pace will not allow any more in this wave.
    pub(super) missed: Vec<usize>,
}

impl<'s> Queue<'s> {
    /// `when` says from what moment on an enquiry may be put, `None` is never (again).
    pub(super) fn new(
        pace: SharedPace<'s>,
        mut pending: Vec<Pending>,
        when: impl Fn(&Pending) -> Option<Timestamp>,
    ) -> Self {
        pending.retain(|pending| when(pending).is_some());
        let heap = (0..)
            .zip(&pending)
            .filter_map(|(slot, pending)| Some(Reverse((when(pending)?, slot))))
            .collect();
        Self {
            pace,
            pending,
            heap,
            missed: Vec::new(),
        }
    }

    /// The earliest moment and its slot.
    pub(super) fn first(&self) -> Option<(Timestamp, usize)> {
        self.heap.peek().map(|Reverse(first)| *first)
    }

    /// Every slot that waits, with the moment at which it is looked at, in no order.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (Timestamp, usize)> {
        self.heap.iter().map(|Reverse(entry)| *entry)
    }

    /// Puts a slot (back) into the queue.
    pub(super) fn push(&mut self, at: Timestamp, slot: usize) {
        self.heap.push(Reverse((at, slot)));
    }

    /// Takes out the slots that are due and that pace allows now, at most so many, and notes each as a
    /// contact. What pace does not allow yet goes back into the queue at the moment when it does, or
    /// out of it when it never will.
    pub(super) fn take_due(&mut self, now: Timestamp, most: usize) -> Vec<usize> {
        let mut slots = Vec::new();
        while slots.len() < most {
            match self.heap.peek() {
                Some(Reverse((at, _))) if *at <= now => {}
                _ => break,
            }
            let Some(Reverse((_, slot))) = self.heap.pop() else {
                break;
            };
            let company = self.pending[slot].enquiry.company;
            let mut pace = self.pace.borrow_mut();
            match pace.allowed_at(company, now) {
                Some(at) if at <= now => {
                    pace.record(company, now);
                    slots.push(slot);
                }
                Some(at) => self.heap.push(Reverse((at, slot))),
                None => self.missed.push(slot),
            }
        }
        slots
    }
}
