//! Weights that were learnt, from the files in `weights/`: a line a sign, a column a code; the last line is what counts without any
//! sign. `benches/answers_learn.py` writes them.

/// The weights of one question of coding, with so many codes.
#[derive(Debug)]
pub(super) struct Learnt<const CODES: usize>(Vec<[f32; CODES]>);

impl<const CODES: usize> Learnt<CODES> {
    /// Reads them; `0` is a line without weight.
    pub fn of(lines: &str) -> Self {
        let row = |line: &str| {
            let mut row = [0.0; CODES];
            for (place, word) in row.iter_mut().zip(line.split(' ')) {
                *place = word.parse().unwrap_or(0.0);
            }
            row
        };
        let lines = lines.lines().filter(|l| !l.starts_with('#'));
        Self(lines.map(row).collect())
    }

    /// How likely each code is, by its signs in order.
    pub fn likely(&self, signs: impl Iterator<Item = f32>) -> [f32; CODES] {
        let mut sums = self.0.last().copied().unwrap_or([0.0; CODES]);
        let rows = self.0.len().saturating_sub(1);
        for (sign, row) in signs.zip(&self.0[..rows]) {
            if sign != 0.0 {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += sign * weight;
                }
            }
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let shares = sums.map(|s| (s - most).exp());
        let all: f32 = shares.iter().sum();
        shares.map(|s| s / all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_as_likely_as_their_signs_say() {
        let learnt = Learnt::<2>::of("# a\n1 -1\n0\n0.5 0.5\n");
        let even = |likely: [f32; 2]| likely.iter().all(|l| (l - 0.5).abs() < 1e-6);
        assert!(even(learnt.likely([0.0, 3.0].into_iter())));
        assert!(learnt.likely([2.0, 0.0].into_iter())[0] > 0.98);
        assert!(even(Learnt::<2>::of("").likely(std::iter::empty())));
    }
}
