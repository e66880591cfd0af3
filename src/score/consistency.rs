//! Whether a company says the same on every channel, question by question.
//!
//! The study that this benchmark is modelled on printed one number, *consistent over email, Twitter and chat*, and never
//! said what it is. Here it is three: how much was answered at all (coverage), how many of the pairs of
//! answers agree, and how many contradict each other; what nobody has decided is counted beside them.

use super::Codes;
use super::frame::Compared;
use super::metric::{Better, How, Metric, Scale};
use super::statistics::Part;
use crate::model::{Case, Channels, Coding, Criterion, Denominator, Relation, Substance};

const HEADLINE: &str = "Eptica Multichannel Customer Experience Study, UK 2014: consistent over email, Twitter and chat";
const APART: &str =
    "the same headline, taken apart into what is answered, what agrees and what contradicts";

/// What companies said to the same question on several channels, as a share.
const fn share(
    name: &'static str,
    denominator: Denominator,
    better: Better,
    about: &'static str,
    of: fn(&Compared) -> (u32, u32),
) -> Metric {
    Metric {
        name,
        scale: Scale::Share,
        better,
        denominator,
        about,
        source: APART,
        how: How::QuestionShare(of),
    }
}

/// What each number says.
pub const METRICS: &[Metric] = &[
    share(
        "consistency_coverage",
        Denominator::Delivered,
        Better::Higher,
        "Of the enquiries at companies that were asked a question on two channels or more: the share whose reply says \
         what was asked, wholly or in part (criterion substance).",
        |question| (question.answered, question.asked),
    ),
    share(
        "consistency_agreement",
        Denominator::Pairs,
        Better::Higher,
        "Of the pairs of answers of a company to one question on two channels that speak of the same: the share that \
         agree (criterion relation). What is undecided is in the denominator: while anything is, this is the least that \
         agrees, as far as the codes are right (agreement.csv says how far, where people coded too).",
        |question| (question.agree, question.pairs()),
    ),
    share(
        "consistency_contradiction",
        Denominator::Pairs,
        Better::Lower,
        "Of the same pairs: the share that contradict each other; likewise the least that does.",
        |question| (question.contradict, question.pairs()),
    ),
    share(
        "consistency_undecided",
        Denominator::Pairs,
        Better::Lower,
        "Of the same pairs: the share that no coder could decide (unsure).",
        |question| (question.unsure, question.pairs()),
    ),
    Metric {
        name: "consistent_companies",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Companies,
        about: "Of the companies asked on two channels or more: the share that answered at least one question on every \
                channel on which it was asked with answers that all agree, and none of whose answers contradict each \
                other or wait for a decision.",
        source: HEADLINE,
        how: How::CompanyShare(|member, channel| {
            let asked = channel.is_none() && !member.compared.is_empty();
            let consistent = asked && is_consistent(member.compared);
            Some(Part {
                sum: f64::from(u8::from(consistent)),
                n: f64::from(u8::from(asked)),
            })
        }),
    },
];

/// Whether a company gave the same answer everywhere at least once, and nothing it said is contradicted or open.
fn is_consistent(questions: &[Compared]) -> bool {
    let open = |q: &Compared| q.contradict + q.unsure > 0;
    questions.iter().any(Compared::is_same_everywhere) && !questions.iter().any(open)
}

/// One company and question: a row of `consistency.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// Index into the panel.
    pub company: u32,
    /// Index into the questions.
    pub question: u32,
    /// The channels on which it was asked and the question got there.
    pub asked: Channels,
    /// Those on which the reply says what was asked.
    pub answered: Channels,
    /// Pairs of answers that agree, contradict each other, and that nobody has decided.
    pub agree: u32,
    /// See `agree`.
    pub contradict: u32,
    /// See `agree`.
    pub unsure: u32,
    /// How many different answers the company gave, where every pair agrees or contradicts.
    pub different: Option<u32>,
}

/// Takes the cases of a wave in plan order, in which those of a company and question stand together.
#[derive(Debug, Default)]
pub struct Consistency {
    /// Each with whether its reply says what was asked.
    group: Vec<(Case, bool)>,
    rows: Vec<Agreement>,
}

impl Consistency {
    /// Takes a case with the codes that count of its answer; `counts` says which codings may count.
    pub fn add(&mut self, case: Case, codes: &Codes, counts: impl Fn(&Coding) -> bool + Copy) {
        let same = self.group.last().is_some_and(|(last, _)| {
            (last.enquiry.company, last.enquiry.question)
                == (case.enquiry.company, case.enquiry.question)
        });
        if !same {
            self.close(counts);
        }
        if case.sent_at().is_some() || case.coded_reply().is_some() {
            let substance = codes.word(Criterion::Substance).and_then(Substance::parse);
            let says = matches!(substance, Some(Substance::Answer | Substance::Partial));
            self.group.push((case, says));
        }
    }

    /// Every row, in plan order.
    #[must_use]
    pub fn finish(mut self, counts: impl Fn(&Coding) -> bool + Copy) -> Vec<Agreement> {
        self.close(counts);
        self.rows
    }

    fn close(&mut self, counts: impl Fn(&Coding) -> bool + Copy) {
        let group = std::mem::take(&mut self.group);
        let Some((first, _)) = group.first() else {
            return;
        };
        let saying = group.iter().filter(|(_, says)| *says);
        let saying: Vec<&Case> = saying.map(|(case, _)| case).collect();
        let (mut agree, mut contradict, mut unsure, mut apart) = (0, 0, 0, 0);
        // Answers that agree are one; each begins as its own.
        let mut same: Vec<usize> = (0..saying.len()).collect();
        for (nth, a) in saying.iter().enumerate() {
            for (other, b) in saying.iter().enumerate().skip(nth + 1) {
                let relation = a.relation_with(b, counts);
                match relation.and_then(|c| Relation::parse(&c.code)) {
                    Some(Relation::Agree) => {
                        agree += 1;
                        let (keep, drop) = (same[nth], same[other]);
                        same.iter_mut()
                            .filter(|s| **s == drop)
                            .for_each(|s| *s = keep);
                    }
                    Some(Relation::Contradict) => contradict += 1,
                    Some(Relation::Unsure) | None => unsure += 1,
                    // They speak of different things: no two answers to the same.
                    Some(Relation::Incomparable) => apart += 1,
                }
            }
        }
        same.sort_unstable();
        same.dedup();
        self.rows.push(Agreement {
            company: first.enquiry.company,
            question: first.enquiry.question,
            asked: group.iter().map(|(case, _)| case.enquiry.channel).collect(),
            answered: saying.iter().map(|case| case.enquiry.channel).collect(),
            agree,
            contradict,
            unsure,
            different: (unsure + apart == 0 && !saying.is_empty())
                .then(|| u32::try_from(same.len()).unwrap_or(u32::MAX)),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Channel;
    use crate::model::{Coder, Kind, Subject};
    use crate::score::Scorer;
    use crate::score::sample::{accepted, at, reply, study};

    /// Three channels of a company, each with an answer, and how their pairs are coded: 0-1, 0-2, 1-2.
    fn row(pairs: [Relation; 3]) -> Agreement {
        let mut cases: Vec<Case> = (0..3)
            .map(|seq| {
                let mut case = accepted(vec![reply(Kind::Answer, Some(1.0))]);
                case.enquiry.seq = seq;
                case.enquiry.channel = Channel::ALL[seq as usize];
                case.codings = vec![coding(seq, None, Criterion::Substance, "answer")];
                case
            })
            .collect();
        for ((a, b), relation) in [(0, 1), (0, 2), (1, 2)].into_iter().zip(pairs) {
            let code = coding(a, Some(b), Criterion::Relation, relation.as_str());
            cases[a as usize].codings.push(code);
        }
        let mut consistency = Consistency::default();
        for case in cases {
            let codes = Codes::of(&case, |_| true);
            consistency.add(case, &codes, |_| true);
        }
        let rows = consistency.finish(|_| true);
        assert_eq!(rows.len(), 1);
        rows.into_iter().next().unwrap()
    }

    fn coding(enquiry: u32, other: Option<u32>, criterion: Criterion, code: &str) -> Coding {
        Coding {
            enquiry,
            other,
            // Every reply of the sample has the same key.
            inbounds: (1, other.map(|_| 1)),
            criterion,
            code: criterion.code(code),
            coder: Coder::Rules,
            confidence: None,
            grounds: None,
            at: at(1.0),
        }
    }

    #[test]
    fn answers_are_as_many_as_do_not_agree_and_unknown_where_a_pair_is_not_decided() {
        use Relation::{Agree, Contradict, Incomparable, Unsure};
        for (pairs, counts, different) in [
            ([Agree, Agree, Agree], (3, 0, 0), Some(1)),
            ([Agree, Contradict, Contradict], (1, 2, 0), Some(2)),
            ([Contradict, Contradict, Contradict], (0, 3, 0), Some(3)),
            ([Agree, Agree, Unsure], (2, 0, 1), None),
            ([Agree, Incomparable, Incomparable], (1, 0, 0), None),
        ] {
            let row = row(pairs);
            assert_eq!((row.agree, row.contradict, row.unsure), counts, "{pairs:?}");
            assert_eq!(row.different, different, "{pairs:?}");
            assert_eq!((row.asked.len(), row.answered.len()), (3, 3));
        }
    }

    #[test]
    fn a_company_is_consistent_when_nothing_is_contradicted_or_open() {
        use Relation::{Agree, Contradict};
        let study = study(2, 1, 1, &[Channel::Email]);
        let share = |rows: &[Agreement], metric: &str| {
            let scores = Scorer::new(&study).finish(rows);
            let all = &scores.estimates;
            let found = all
                .iter()
                .find(|e| e.metric == metric && e.subject == Subject::All);
            found.map(|e| (e.value, e.n)).unwrap()
        };
        let same = row([Agree, Agree, Agree]);
        let other = Agreement {
            company: 1,
            ..row([Agree, Contradict, Contradict])
        };
        let rows = [same, other];
        assert_eq!(share(&rows, "consistent_companies"), (Some(0.5), 2));
        assert_eq!(share(&rows, "consistency_coverage"), (Some(1.0), 6));
        assert_eq!(share(&rows, "consistency_agreement").1, 6);
        assert_eq!(share(&rows[1..], "consistent_companies"), (Some(0.0), 1));
        assert_eq!(share(&[], "consistent_companies"), (None, 0));
    }
}
