//! A wave against figures that somebody else published.

use super::change::Call;
use super::design::Published;
use super::family;
use crate::model::{Channel, Denominator};
use crate::score::metric::{How, Metric, Scale};
use crate::score::statistics::{Part, distributions::normal_above, holm, mean, share, wilson};

/// A published figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// The metric, by its name in `estimates.csv`.
    pub metric: String,
    /// The channel as it was printed; `None` for all together.
    pub channel: Option<String>,
    /// The number, in the metric's unit.
    pub value: f64,
    /// How many companies it rests on, where that was printed.
    pub n: Option<u64>,
    /// Whose figure it is.
    pub edition: String,
    /// What it is of; `None` is what the metric is of first.
    pub denominator: Option<Denominator>,
    /// By which formula an overall score was worked out.
    pub formula: Option<String>,
}

impl Aggregate {
    /// What it is a figure of; a file holds one for each.
    #[must_use]
    pub fn key(&self) -> (String, Option<String>, String, Option<Denominator>) {
        let metric = family::find(&self.metric, self.denominator);
        (
            self.metric.clone(),
            self.channel.clone(),
            self.edition.clone(),
            metric.map_or(self.denominator, |m| Some(m.denominator)),
        )
    }
}

/// A published figure beside the wave's own number.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The metric.
    pub metric: &'static Metric,
    /// The channel; `None` is all of them together.
    pub channel: Option<Channel>,
    /// What was published.
    pub published: f64,
    /// What it rests on.
    pub published_n: Option<u64>,
    /// The wave's own number.
    pub own: f64,
    /// How many companies that rests on.
    pub own_companies: u64,
    /// Own less published.
    pub difference: f64,
    /// Its 95 % interval, where there is one.
    pub interval: Option<(f64, f64)>,
    /// The probability of so large a difference by chance alone.
    pub p: Option<f64>,
    /// The same over all that were tested (Holm).
    pub p_adjusted: Option<f64>,
    /// What can be said.
    pub call: Call,
    /// Why nothing can be said.
    pub reason: Option<&'static str>,
}

/// A wave beside published figures of one edition.
#[derive(Debug, Clone)]
pub struct Against {
    /// The wave.
    pub head: String,
    /// The edition.
    pub edition: String,
    /// Figure by figure.
    pub rows: Vec<Beside>,
    /// What cannot be set against anything, and why.
    pub left_out: Vec<String>,
}

/// Sets a wave beside the figures of one edition. Two samples, not pairs: nobody knows which companies were asked then,
/// so only large differences show, and the companies may differ in more than the year.
///
/// - shares: the interval of the difference of two independent shares from the Wilson intervals of each (R. G.
///   Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10), the wave's own on its effective number of
///   enquiries, which takes companies as the units; p by the z test of two shares, likewise, where at least five yes
///   and five no are to be expected on either side
/// - means and scores: the difference alone, because no spread was published
///
/// `any_formula` sets overall scores side by side whatever the formulas.
#[must_use]
pub fn against(
    head: &Published,
    figures: &[Aggregate],
    edition: &str,
    any_formula: bool,
) -> Against {
    let mut rows = Vec::new();
    let mut left_out = Vec::new();
    for figure in figures.iter().filter(|f| f.edition == edition) {
        match beside(head, figure, any_formula) {
            Ok(row) => rows.push(row),
            Err(why) => {
                let on = figure
                    .channel
                    .as_ref()
                    .map_or_else(String::new, |c| format!(" by {c}"));
                left_out.push(format!("{}{on}: {why}", figure.metric));
            }
        }
    }
    let p: Vec<f64> = rows.iter().filter_map(|row| row.p).collect();
    let tested = rows.iter_mut().filter(|row| row.p.is_some());
    for (row, adjusted) in tested.zip(holm(&p)) {
        row.p_adjusted = Some(adjusted);
        row.call = if adjusted < 0.05 {
            Call::Clear
        } else {
            Call::Noise
        };
    }
    Against {
        head: head.design.name(),
        edition: edition.to_owned(),
        rows,
        left_out,
    }
}

fn beside(head: &Published, figure: &Aggregate, any_formula: bool) -> Result<Beside, String> {
    let metric = family::find(&figure.metric, figure.denominator)
        .ok_or("this program has no metric of that name and denominator")?;
    let channel = match &figure.channel {
        Some(word) => Some(Channel::parse(word).ok_or("this program does not ask there")?),
        None => None,
    };
    if let Some(channel) = channel
        && !head
            .design
            .channels
            .iter()
            .any(|asked| asked.channel == channel)
    {
        return Err("the wave did not ask there".to_owned());
    }
    if metric.name == "overall_score" && !any_formula {
        let formula = figure.formula.as_deref().unwrap_or("unknown");
        let own = head.design.scoring.formula.to_string();
        let same = formula == own;
        if !same {
            return Err(format!(
                "it was worked out by another formula ({formula}) than the wave's ({own}); score the wave by that one, \
                 or see both side by side with --allow formula",
            ));
        }
    }
    let parts: Vec<Part> = head
        .frame
        .members()
        .map(|member| {
            let part = member.part(metric, channel);
            Part {
                sum: part.sum * member.company.weight,
                n: part.n * member.company.weight,
            }
        })
        .filter(|part| part.n > 0.0)
        .collect();
    let mut row = Beside {
        metric,
        channel,
        published: figure.value,
        published_n: figure.n,
        own: 0.0,
        own_companies: parts.len() as u64,
        difference: 0.0,
        interval: None,
        p: None,
        p_adjusted: None,
        call: Call::Unknown,
        reason: None,
    };
    match metric.how {
        How::Count(_) | How::Sum(_) => {
            return Err("a count depends on how many were asked".to_owned());
        }
        How::Time(..) => return Err("it takes each enquiry's time, not a figure".to_owned()),
        How::Share(_) | How::CompanyShare(_) | How::QuestionShare(_)
            if metric.scale == Scale::Share =>
        {
            let own = share(&parts).ok_or("nothing was measured in the wave")?;
            row.own = own.value;
            row.difference = own.value - figure.value;
            match figure.n {
                Some(n) if n > 0 => shares(&mut row, (own.low, own.high), own.effective, n),
                _ => row.reason = Some("the edition does not say how many it rests on"),
            }
        }
        _ => {
            row.own = mean(&parts)
                .ok_or("nothing was measured in the wave")?
                .value;
            row.difference = row.own - figure.value;
            row.reason =
                Some("the edition prints no spread, so nothing shows how far off it may be");
        }
    }
    Ok(row)
}

/// Two shares of independent samples.
fn shares(row: &mut Beside, own: (f64, f64), effective: f64, n: u64) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of companies"
    )]
    let yes = (row.published.clamp(0.0, 1.0) * n as f64).round() as u64;
    let Some((low, high)) = wilson(yes.min(n), n) else {
        return;
    };
    let down = (row.own - own.0).hypot(high - row.published);
    let up = (own.1 - row.own).hypot(row.published - low);
    row.interval = Some((row.difference - down, row.difference + up));
    let n = n as f64;
    let pooled = (row.own * effective + row.published * n) / (effective + n);
    let fewest = pooled.min(1.0 - pooled) * effective.min(n);
    if fewest < 5.0 {
        row.reason = Some("too few for the test: fewer than five of a kind are to be expected");
        return;
    }
    let error = (pooled * (1.0 - pooled) * (1.0 / effective + 1.0 / n)).sqrt();
    row.p = Some((2.0 * normal_above((row.difference / error).abs())).min(1.0));
}
