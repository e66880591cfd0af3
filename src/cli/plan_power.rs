//! `shopper plan --power`: what change a design can detect.

use super::output::Output;
use super::workplace::Workplace;
use crate::error::Result;
use crate::model::Channel;
use crate::report::{self, Published};
use crate::score::compare::{Assumed, Detectable, assumed_from, detectable, family_numbers, usual};
use serde_json::json;

/// Prints what change of the share answered another wave of this design would show, by channel and over all.
pub(super) fn print(place: &Workplace, base: Option<&str>, as_json: bool) -> Result<()> {
    let base = base
        .map(|name| Published::read(&report::find_published(name)?))
        .transpose()?;
    let rows = rows(place, base.as_ref());
    Output::data(|out| {
        if as_json {
            for row in &rows {
                serde_json::to_writer(&mut *out, &object(row))?;
                out.write_all(b"\n")?;
            }
            return Ok(());
        }
        out.write_all(
            b"| channel | companies | enquiries | share answered | correlation | alone | among the usual |\n\
              | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        )?;
        for row in &rows {
            let points = |change: Option<f64>| {
                change.map_or_else(|| "none".to_owned(), |c| format!("{:.1} points", c * 100.0))
            };
            writeln!(
                out,
                "| {} | {} | {} | {:.0} % | {:.2} | {} | {} |",
                row.channel.map_or("all", Channel::as_str),
                row.companies,
                row.enquiries,
                row.assumed.share * 100.0,
                row.assumed.correlation,
                points(row.alone),
                points(row.among),
            )?;
        }
        let (assumed, family) = rows
            .first()
            .map_or((Assumed::default(), 0), |r| (r.assumed, r.family));
        writeln!(
            out,
            "\nThe smallest change of the share answered from this wave to another of the same design that `shopper \
             compare` calls\nclear in four cases of five: when it is the only number compared, and when it is one of \
             the {family} that are usually.\nShare and correlation (how alike a company's enquiries fare) are {}; of \
             what sets companies apart {:.0} %\nis taken to stay from wave to wave.",
            if assumed.estimated {
                "of the wave given by --base"
            } else {
                "taken for granted; --base REPORT takes those of a wave"
            },
            assumed.stays * 100.0
        )
    })
}

fn rows(place: &Workplace, base: Option<&Published>) -> Vec<Detectable> {
    let channels: Vec<Channel> = place.study.design.questions.keys().copied().collect();
    let family = family_numbers(&usual(), channels.len()) as u64;
    let all = std::iter::once(None);
    let each = channels.iter().copied().map(Some);
    all.chain(each)
        .map(|channel| {
            let mut asked = vec![0; place.study.panel.len()];
            for enquiry in &place.plan.enquiries {
                if enquiry.offered()
                    && channel.is_none_or(|c| c == enquiry.channel)
                    && let Some(count) = asked.get_mut(enquiry.company as usize)
                {
                    *count += 1;
                }
            }
            let assumed = base.map_or_else(Assumed::default, |wave| assumed_from(wave, channel));
            detectable(channel, &asked, family, assumed)
        })
        .collect()
}

fn object(row: &Detectable) -> serde_json::Value {
    json!({
        "metric": "answered",
        "channel": row.channel,
        "companies": row.companies,
        "enquiries": row.enquiries,
        "share": row.assumed.share,
        "correlation": row.assumed.correlation,
        "stays": row.assumed.stays,
        "estimated": row.assumed.estimated,
        "power": 0.8,
        "detectable_alone": row.alone,
        "detectable_among_usual": row.among,
        "usual": row.family,
    })
}
