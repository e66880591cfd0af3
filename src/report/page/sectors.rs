//! The sectors side by side, measure by measure.

use super::measures::{Measure, interval};
use super::{Block, Grid, Head, Material, Section};
use crate::model::{Denominator, Estimate, Subject};
use crate::report::chart::{Around, Panel, Share, multiples};
use crate::report::words::{Source, Text};

/// More sectors than this are not all drawn: the first half and the last half of so many are.
const MOST_DRAWN: usize = 60;

/// The sectors; `None` where there are fewer than two of which anything is known.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let mut sectors: Vec<(&str, &Estimate)> = of
        .scores
        .frame
        .sectors
        .iter()
        .filter_map(|name| Some((name.as_str(), answered(of, name)?)))
        .filter(|(_, estimate)| estimate.value.is_some())
        .collect();
    let value = |e: &Estimate| e.value.unwrap_or_default();
    sectors.sort_by(|a, b| value(b.1).total_cmp(&value(a.1)).then_with(|| a.0.cmp(b.0)));
    let (best, worst) = (sectors.first()?, sectors.last()?);
    if sectors.len() < 2 {
        return None;
    }
    let share = |of_it: &Estimate| words.value(of_it).unwrap_or_default();
    let differ = value(best.1).total_cmp(&value(worst.1)).is_ne();
    let title = if differ {
        let args = [
            ("best", of.sector(best.0).into()),
            ("high", share(best.1).into()),
            ("worst", of.sector(worst.0).into()),
            ("low", share(worst.1).into()),
        ];
        words.say("sectors-title", args)
    } else {
        words.say("sectors-alike", [("share", share(best.1).into())])
    };
    let mut blocks = vec![Block::Paragraph(apart(of, best.1, worst.1))];
    let left_out = sectors.len().saturating_sub(MOST_DRAWN);
    if left_out > 0 {
        sectors.drain(MOST_DRAWN / 2..MOST_DRAWN / 2 + left_out);
        blocks.push(Block::Paragraph(words.say("sectors-left-out", [])));
    }
    let names: Vec<&str> = sectors.iter().map(|(name, _)| *name).collect();
    let measures: Vec<Measure> = Measure::all()
        .filter(|m| {
            m.about(of, &Subject::All)
                .is_some_and(|e| e.value.is_some())
        })
        .collect();
    blocks.push(Block::Chart(
        Box::new(chart(of, &names, &measures)),
        grid(of, &names, &measures),
    ));
    Some(Section {
        id: "sectors".to_owned(),
        title,
        blocks,
    })
}

fn answered<'m>(of: &'m Material<'_>, sector: &str) -> Option<&'m Estimate> {
    let sector = Subject::Sector(sector.to_owned());
    of.estimate("answered", Some(Denominator::AllCompanies), &sector, None)
}

/// Whether the ends of the order are more than chance.
fn apart(of: &Material<'_>, best: &Estimate, worst: &Estimate) -> Text {
    let id = match (best.low, worst.high) {
        (Some(low), Some(high)) if low > high => "sectors-apart",
        (Some(_), Some(_)) => "sectors-overlap",
        _ => "sectors-unknown",
    };
    of.words.say(id, [])
}

fn about<'m>(of: &'m Material<'_>, sector: &str, measure: &Measure) -> Option<&'m Estimate> {
    measure.about(of, &Subject::Sector(sector.to_owned()))
}

fn chart(of: &Material<'_>, names: &[&str], measures: &[Measure]) -> crate::report::chart::Chart {
    let words = of.words;
    let panel = |measure: &Measure| {
        let whole = measure.about(of, &Subject::All);
        let share = |name: &&str| {
            let estimate = about(of, name, measure)?;
            Some(Share {
                value: measure.share(estimate.value?),
                interval: interval(estimate).map(|(l, h)| (measure.share(l), measure.share(h))),
                figures: words.with_interval(estimate)?.to_plain(),
            })
        };
        Panel {
            title: measure.name(of).to_plain(),
            whole: whole.and_then(|e| {
                let figures = words.with_interval(e)?.to_plain();
                Some((measure.share(e.value?), figures))
            }),
            shares: names.iter().map(share).collect(),
        }
    };
    let panels: Vec<Panel> = measures.iter().map(panel).collect();
    let none = Source::rows("estimates", &[]);
    let around = Around {
        name: "measures".to_owned(),
        title: words.word("sectors-chart"),
        note: words.word("sectors-chart-note"),
        whole: words.word("sectors-panel"),
        ends: [
            words.percents(0.0, none.clone()).to_plain(),
            words.percents(1.0, none).to_plain(),
        ],
    };
    let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
    multiples(&around, &names, &panels)
}

fn grid(of: &Material<'_>, names: &[&str], measures: &[Measure]) -> Grid {
    let words = of.words;
    let mut columns = vec![Head::words(words.say("sectors-sector", []))];
    columns.extend(measures.iter().map(|m| Head::words(m.name(of))));
    let row = |first: Text, estimate: &dyn Fn(&Measure) -> Option<Text>| {
        let mut row = vec![first];
        row.extend(measures.iter().map(|m| estimate(m).unwrap_or_default()));
        row
    };
    let mut rows = vec![row(words.say("sectors-panel", []), &|m| {
        words.with_n(m.about(of, &Subject::All)?)
    })];
    rows.extend(
        names
            .iter()
            .map(|name| row(of.sector(name), &|m| words.with_n(about(of, name, m)?))),
    );
    Grid {
        caption: words.say("sectors-caption", []),
        columns,
        rows,
        data: Some("estimates"),
    }
}
