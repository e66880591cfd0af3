//! Bytes in bytes.

/// Where a byte first stands. `Iterator::position` may stop at each byte and so looks at one at a time;
/// a chunk that is looked at to its end is compared at once.
pub fn position(bytes: &[u8], wanted: u8) -> Option<usize> {
    const CHUNK: usize = 16;
    let without = |chunk: &&[u8; CHUNK]| {
        let found = chunk.iter().map(|b| u8::from(*b == wanted));
        found.fold(0, |all, one| all | one) == 0
    };
    let (chunks, _) = bytes.as_chunks::<CHUNK>();
    let passed = CHUNK * chunks.iter().take_while(without).count();
    let mut rest = bytes[passed..].iter();
    rest.position(|b| *b == wanted).map(|at| passed + at)
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(position(&bytes, b'\n'), None);
            for at in (0..length).rev() {
                bytes[at] = b'\n';
                assert_eq!(position(&bytes, b'\n'), Some(at));
            }
        }
    }
}
