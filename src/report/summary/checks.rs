//! How the design held, in sentences.

use super::words::list;
use crate::model::{Channel, Population, Scoring};
use crate::report::checks::Checks;
use crate::report::number::{as_printed, counted, percent, whole};
use crate::score::checks::{Check, Factor, Question, Sensitivity};
use crate::score::compare::Call;
use crate::score::metric::Scale;

/// The section about the design; `companies` is how many the panel has.
pub fn section(checks: &Checks, companies: u64, scoring: &Scoring) -> String {
    let mut said = balance(&checks.rows);
    said.extend(effects(&checks.rows));
    said.push(match &checks.sensitivity {
        Some(found) => noticed(found, companies),
        None => "No company is noted to have noticed the study (`shopper noticed`).".to_owned(),
    });
    said.push(population(companies, scoring));
    let mut text = String::from("\n## Checks of the design\n\n");
    for sentence in said {
        text.push_str("- ");
        text.push_str(&sentence);
        text.push('\n');
    }
    text
}

const fn thing(factor: Factor) -> &'static str {
    match factor {
        Factor::Wording => "the wording",
        Factor::Persona => "the shopper",
        Factor::Weekday => "the weekday",
        Factor::Position => "the place in the order",
    }
}

const fn things(factor: Factor) -> &'static str {
    match factor {
        Factor::Wording => "wordings",
        Factor::Persona => "shoppers",
        Factor::Weekday => "weekdays",
        Factor::Position => "places in the order",
    }
}

/// Whether the plan is even.
fn balance(rows: &[Check]) -> Vec<String> {
    let of_balance = || rows.iter().filter(|c| c.check.is_balance());
    let mut said: Vec<String> = of_balance()
        .filter(|c| c.call == Call::Clear)
        .map(|check| {
            let over = match (check.check, check.channel) {
                (Question::BalanceOverSectors, Some(channel)) => {
                    format!("the sectors by {channel}")
                }
                _ => "the channels".to_owned(),
            };
            format!(
                "The plan is uneven: {} are not spread evenly over {over} ({}).",
                things(check.factor),
                probability(check)
            )
        })
        .collect();
    let quiet = factors(|f| calls(of_balance().filter(|c| c.factor == f)) == Some(Call::Noise));
    if !quiet.is_empty() {
        let tested = of_balance().filter(|c| quiet.contains(&c.factor));
        let names: Vec<String> = quiet.iter().map(|f| things(*f).to_owned()).collect();
        said.push(format!(
            "As far as can be told, {} are spread over sectors and channels no more unevenly than chance would have \
             it ({}).",
            list(&names),
            tests(tested)
        ));
    }
    if said.is_empty() {
        said.push(
            "Nothing can be said about how evenly wordings, shoppers, weekdays and the order are spread: there is \
             nothing to compare, or there are too few companies."
                .to_owned(),
        );
    }
    said
}

/// Whether how it was asked shows in what came back.
fn effects(rows: &[Check]) -> Vec<String> {
    let of_effect = || rows.iter().filter(|c| !c.check.is_balance());
    let mut said: Vec<String> = of_effect()
        .filter(|c| c.call == Call::Clear)
        .map(|check| {
            let what = if check.check == Question::Answered {
                "the share answered"
            } else {
                "the time to the answer"
            };
            let by = check.channel.map_or("all channels", Channel::as_str);
            format!(
                "{} seems to matter by {by}: {what} differs with it ({}).",
                capital(thing(check.factor)),
                probability(check)
            )
        })
        .collect();
    let of = |call: Call| {
        let names = factors(|f| {
            calls(of_effect().filter(|c| c.factor == f)).unwrap_or(Call::Unknown) == call
        });
        let words: Vec<&str> = names.iter().map(|f| thing(*f)).collect();
        (names, either(&words))
    };
    let (quiet, names) = of(Call::Noise);
    if !quiet.is_empty() {
        let tested = of_effect().filter(|c| quiet.contains(&c.factor));
        said.push(format!(
            "Nothing suggests that {names} mattered to the share answered or to the time to the answer ({}).",
            tests(tested)
        ));
    }
    let (untold, names) = of(Call::Unknown);
    if !untold.is_empty() {
        said.push(format!(
            "Whether {names} mattered cannot be told: there is nothing to compare, or there are too few companies."
        ));
    }
    said
}

/// What can be said of several tests together.
fn calls<'c>(checks: impl Iterator<Item = &'c Check>) -> Option<Call> {
    checks.map(|c| c.call).min_by_key(|call| match call {
        Call::Clear => 0,
        Call::Noise => 1,
        Call::Unknown => 2,
    })
}

fn factors(of: impl Fn(Factor) -> bool) -> Vec<Factor> {
    Factor::ALL.into_iter().filter(|f| of(*f)).collect()
}

/// `12 tests, the smallest p 0.21 after Holm's adjustment`
fn tests<'c>(checks: impl Iterator<Item = &'c Check>) -> String {
    let adjusted: Vec<f64> = checks.filter_map(|c| c.p_adjusted).collect();
    let least = adjusted.iter().copied().fold(1.0, f64::min);
    match adjusted.len() {
        1 => format!("1 test, p = {} after Holm's adjustment", p(least)),
        n => format!(
            "{} tests, the smallest p {} after Holm's adjustment",
            whole(n as u64),
            p(least)
        ),
    }
}

fn probability(check: &Check) -> String {
    match check.p_adjusted.map(as_printed) {
        Some(adjusted) if adjusted < 0.001 => "p below 0.001 after Holm's adjustment".to_owned(),
        Some(adjusted) => format!("p = {} after Holm's adjustment", p(adjusted)),
        None => "not tested".to_owned(),
    }
}

fn p(value: f64) -> String {
    format!("{:.3}", as_printed(value))
}

/// What the figures are without the companies that noticed.
fn noticed(found: &Sensitivity, companies: u64) -> String {
    let noticed = found.noticed.len() as u64;
    let (seem, them) = if noticed == 1 {
        ("seems", "it")
    } else {
        ("seem", "them")
    };
    let all = if companies == 1 {
        "company"
    } else {
        "companies"
    };
    let said = format!(
        "{} of {} {all} {seem} to have noticed the study.",
        whole(noticed),
        whole(companies)
    );
    let shares = found.rows.iter().filter(|row| row.scale == Scale::Share);
    let changed = shares
        .filter_map(|row| Some((row, row.all?, row.without?, row.difference()?)))
        // The first of the largest, at the precision of the table.
        .rev()
        .max_by(|a, b| as_printed(a.3.abs()).total_cmp(&as_printed(b.3.abs())));
    match changed {
        None => {
            format!("{said} Without {them} no share is left to compare (`data/sensitivity.csv`).")
        }
        Some((.., difference)) if as_printed(difference.abs()) <= 0.0 => {
            format!("{said} Without {them} every share is the same (`data/sensitivity.csv`).")
        }
        Some((row, with, without, difference)) => {
            let by = row
                .channel
                .map_or("over all channels".to_owned(), |c| format!("by {c}"));
            format!(
                "{said} Without {them} the share that changes most is `{}` {by} (`{}`): {} with all, {} without, {:+.2} \
                 percentage points; `data/sensitivity.csv` has every number.",
                row.metric,
                row.denominator.as_str(),
                percent(with),
                percent(without),
                as_printed(difference) * 100.0
            )
        }
    }
}

/// What the intervals are about.
fn population(companies: u64, scoring: &Scoring) -> String {
    if companies == 1 {
        return "The panel is one company, so nothing is said about others like it.".to_owned();
    }
    let strata = "sectors count as strata in shares and means about the whole panel";
    if let Some(all) = scoring.population.companies() {
        let (of_sectors, apart) = match &scoring.population {
            Population::Sectors(_) => (" and, by their own numbers, its sectors", true),
            _ => ("", !scoring.sector_weights.is_empty()),
        };
        let drawn = if all <= companies {
            format!(
                "The panel is all of the {} that there are, so the intervals about it have no width: nobody was left \
                 out by chance",
                counted(all, "company", "companies")
            )
        } else {
            format!(
                "The panel is {} of the {} that there are: intervals about it{of_sectors} have the finite population \
                 correction",
                whole(companies),
                counted(all, "company", "companies")
            )
        };
        return format!(
            "{drawn} (Cochran 1977){}. Intervals about single companies, places in the league, and tests have none.",
            if apart {
                format!("; {strata}")
            } else {
                String::new()
            }
        );
    }
    if !scoring.sector_weights.is_empty() {
        return format!(
            "Intervals take the {} as drawn from many like them, sector by sector: {strata}. They make no allowance for \
             a panel that is a large part of all there are; `population` in `[score]` says of how many it was drawn.",
            counted(companies, "company", "companies")
        );
    }
    format!(
        "Intervals and tests take the {} as drawn from many like them, and make no allowance for a panel that is a \
         large part of all there are: where the panel is everyone of interest, what is said about exactly these \
         companies is surer than the intervals make it.",
        counted(companies, "company", "companies")
    )
}

/// `a`, `a or b`, `a, b or c`
fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Denominator;
    use crate::score::checks::Without;

    fn check(
        check: Question,
        factor: Factor,
        channel: Option<Channel>,
        p_adjusted: Option<f64>,
    ) -> Check {
        Check {
            check,
            factor,
            channel,
            statistic: p_adjusted.map(|_| 4.0),
            df: p_adjusted.map(|_| 2),
            p: p_adjusted.map(|p| p / 10.0),
            p_adjusted,
            n: 100,
            companies: 50,
            call: match p_adjusted {
                Some(p) if p < 0.05 => Call::Clear,
                Some(_) => Call::Noise,
                None => Call::Unknown,
            },
        }
    }

    fn without(metric: &str, all: f64, without: Option<f64>) -> Without {
        Without {
            metric: metric.to_owned(),
            scale: Scale::Share,
            channel: Some(Channel::Email),
            denominator: Denominator::Delivered,
            all: Some(all),
            without,
            n_all: 100,
            n_without: 90,
        }
    }

    #[test]
    fn what_is_clear_is_said_and_the_rest_in_a_sentence() {
        let email = Some(Channel::Email);
        let rows = vec![
            check(
                Question::BalanceOverSectors,
                Factor::Persona,
                email,
                Some(0.04),
            ),
            check(
                Question::BalanceOverSectors,
                Factor::Wording,
                email,
                Some(0.7),
            ),
            check(
                Question::BalanceOverChannels,
                Factor::Wording,
                None,
                Some(0.6),
            ),
            check(Question::BalanceOverSectors, Factor::Weekday, email, None),
            check(Question::Answered, Factor::Wording, email, Some(0.000_4)),
            check(Question::Answered, Factor::Persona, email, Some(1.0)),
            check(Question::HoursToAnswer, Factor::Persona, email, Some(0.21)),
            check(Question::Answered, Factor::Weekday, email, None),
            check(Question::Answered, Factor::Position, email, None),
        ];
        let checks = Checks {
            rows,
            sensitivity: None,
        };
        let text = section(&checks, 50, &Scoring::default());
        for sentence in [
            "- The plan is uneven: shoppers are not spread evenly over the sectors by email (p = 0.040 after Holm's \
             adjustment).\n",
            "- As far as can be told, wordings are spread over sectors and channels no more unevenly than chance would \
             have it (2 tests, the smallest p 0.600 after Holm's adjustment).\n",
            "- The wording seems to matter by email: the share answered differs with it (p below 0.001 after Holm's \
             adjustment).\n",
            "- Nothing suggests that the shopper mattered to the share answered or to the time to the answer (2 tests, \
             the smallest p 0.210 after Holm's adjustment).\n",
            "- Whether the weekday or the place in the order mattered cannot be told: there is nothing to compare, or \
             there are too few companies.\n",
            "- No company is noted to have noticed the study (`shopper noticed`).\n",
            "- Intervals and tests take the 50 companies as drawn from many like them, ",
        ] {
            assert!(text.contains(sentence), "{sentence}\n{text}");
        }
        assert_eq!(text.matches("\n- ").count(), 7, "{text}");
    }

    #[test]
    fn nothing_to_say_is_said() {
        let text = section(&Checks::default(), 1, &Scoring::default());
        assert!(
            text.contains("\n- Nothing can be said about how evenly wordings,"),
            "{text}"
        );
        assert!(
            text.contains(
                "\n- Whether the wording, the shopper, the weekday or the place in the order mattered cannot be told"
            ),
            "{text}"
        );
    }

    #[test]
    fn of_how_many_companies_the_panel_was_drawn() {
        let said = |population: Population, weights: bool| {
            let mut scoring = Scoring {
                population,
                ..Scoring::default()
            };
            if weights {
                scoring.sector_weights.insert("a".to_owned(), 1);
            }
            super::population(50, &scoring)
        };
        assert_eq!(
            said(Population::Companies(1_200), false),
            "The panel is 50 of the 1,200 companies that there are: intervals about it have the finite population \
             correction (Cochran 1977). Intervals about single companies, places in the league, and tests have none."
        );
        let sectors = [("a".to_owned(), 30), ("b".to_owned(), 40)].into();
        assert_eq!(
            said(Population::Sectors(sectors), false),
            "The panel is 50 of the 70 companies that there are: intervals about it and, by their own numbers, its \
             sectors have the finite population correction (Cochran 1977); sectors count as strata in shares and means \
             about the whole panel. Intervals about single companies, places in the league, and tests have none."
        );
        assert!(
            said(Population::Companies(50), false).starts_with(
                "The panel is all of the 50 companies that there are, so the intervals"
            )
        );
        assert!(
            said(Population::Endless, true).contains("sector by sector: sectors count as strata")
        );
        assert!(
            said(Population::Endless, false)
                .starts_with("Intervals and tests take the 50 companies")
        );
    }

    #[test]
    fn without_one_or_several_companies() {
        let noticed = |ids: &[&str], rows: Vec<Without>| {
            let noticed = ids.iter().map(|id| (*id).to_owned()).collect();
            super::noticed(&Sensitivity { noticed, rows }, 100)
        };
        assert_eq!(
            noticed(
                &["a", "b"],
                vec![
                    without("delivered", 0.9, Some(0.9)),
                    without("answered", 0.43, Some(0.4175)),
                    without("correct", 0.5, None),
                ]
            ),
            "2 of 100 companies seem to have noticed the study. Without them the share that changes most is `answered` \
             by email (`enquiries_delivered`): 43 % with all, 42 % without, -1.25 percentage points; \
             `data/sensitivity.csv` has every number."
        );
        assert_eq!(
            noticed(&["a"], vec![without("delivered", 0.9, Some(0.9))]),
            "1 of 100 companies seems to have noticed the study. Without it every share is the same \
             (`data/sensitivity.csv`)."
        );
        assert_eq!(
            noticed(&["a"], vec![without("correct", 0.5, None)]),
            "1 of 100 companies seems to have noticed the study. Without it no share is left to compare \
             (`data/sensitivity.csv`)."
        );
    }
}
