//! What a browser makes of a value for a type of input (HTML, section 4.10.5.1, "value sanitization").

/// The value as the input would have it. `limits` are `min`, `max` and `step` as they are written, which only
/// a range heeds.
#[must_use]
pub fn sanitize(written_type: &str, value: &str, multiple: bool, limits: &[String; 3]) -> String {
    match written_type {
        "hidden" | "checkbox" | "radio" | "submit" | "image" | "reset" | "button" => {
            value.to_owned()
        }
        "file" => String::new(),
        "email" if multiple => {
            let all: Vec<_> = value
                .split(',')
                .map(|one| one.trim_matches(is_blank))
                .collect();
            one_line(&all.join(","))
        }
        "email" | "url" => one_line(value).trim_matches(is_blank).to_owned(),
        "number" => kept(value, number(value).is_some()),
        "range" => range(value, limits),
        "date" => kept(value, date(value)),
        "month" => kept(value, month(value).is_some()),
        "week" => kept(value, week(value)),
        "time" => kept(value, time(value).is_some()),
        "datetime-local" => date_time(value),
        "color" => color(value),
        _ => one_line(value),
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn one_line(value: &str) -> String {
    value.replace(['\r', '\n'], "")
}

fn kept(value: &str, is_valid: bool) -> String {
    if is_valid { value } else { "" }.to_owned()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A valid floating-point number, if it is finite.
fn number(text: &str) -> Option<f64> {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match bare.find(['e', 'E']) {
        Some(at) => (&bare[..at], Some(&bare[at + 1..])),
        None => (bare, None),
    };
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, part)) => (whole.is_empty() || is_digits(whole)) && is_digits(part),
        None => is_digits(mantissa),
    };
    let exponent_fits = exponent.is_none_or(|e| is_digits(e.strip_prefix(['-', '+']).unwrap_or(e)));
    let number = text.parse::<f64>().ok()?;
    (mantissa_fits && exponent_fits && number.is_finite()).then_some(number)
}

fn range(value: &str, [min, max, step]: &[String; 3]) -> String {
    let min_written = number(min);
    let min = min_written.unwrap_or(0.0);
    let max = number(max).unwrap_or(100.0).max(min);
    let step = if step.trim().eq_ignore_ascii_case("any") {
        None
    } else {
        Some(number(step).filter(|s| *s > 0.0).unwrap_or(1.0))
    };
    let wanted = number(value).unwrap_or(min + (max - min) / 2.0);
    let within = wanted.clamp(min, max);
    let clamped = step.map_or(within, |step| {
        let rounded = min + ((within - min) / step).round() * step;
        let moved = if rounded > max {
            rounded - step
        } else {
            rounded
        };
        if moved < min || moved > max {
            within
        } else {
            moved
        }
    });
    // Ten digits hide what binary fractions add.
    let text = format!("{clamped:.10}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number of just so many digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && is_digits(text)).then(|| text.parse().ok())?
}

fn year(text: &str) -> Option<u32> {
    (text.len() >= 4 && is_digits(text))
        .then(|| text.parse().ok())?
        .filter(|y| (1..=275_760).contains(y))
}

fn month(text: &str) -> Option<(u32, u32)> {
    let (years, months) = text.rsplit_once('-')?;
    let month = digits(months, 2).filter(|m| (1..=12).contains(m))?;
    Some((year(years)?, month))
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn date(text: &str) -> bool {
    let Some((months, days)) = text.rsplit_once('-') else {
        return false;
    };
    let Some((year, month)) = month(months) else {
        return false;
    };
    let last = match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    digits(days, 2).is_some_and(|d| (1..=last).contains(&d))
}

fn week(text: &str) -> bool {
    let Some((years, weeks)) = text.split_once("-W") else {
        return false;
    };
    let Some(year) = year(years) else {
        return false;
    };
    // A year has 53 weeks that begins on a Thursday, or on a Wednesday before a leap day.
    let before = year - 1;
    let first = (before + before / 4 - before / 100 + before / 400) % 7;
    let last = 52 + u32::from(first == 3 || first == 2 && is_leap(year));
    digits(weeks, 2).is_some_and(|w| (1..=last).contains(&w))
}

/// Hours and minutes, seconds and thousandths.
fn time(text: &str) -> Option<(u32, u32, u32, u32)> {
    let mut parts = text.split(':');
    let hours = digits(parts.next()?, 2).filter(|h| *h < 24)?;
    let minutes = digits(parts.next()?, 2).filter(|m| *m < 60)?;
    let (mut seconds, mut thousandths) = (0, 0);
    if let Some(rest) = parts.next() {
        let (whole, part) = rest
            .split_once('.')
            .map_or((rest, None), |(w, p)| (w, Some(p)));
        seconds = digits(whole, 2).filter(|s| *s < 60)?;
        if let Some(part) = part {
            let fits = (1..=3).contains(&part.len()) && is_digits(part);
            thousandths = fits.then(|| format!("{part:0<3}").parse().ok())??;
        }
    }
    parts
        .next()
        .is_none()
        .then_some((hours, minutes, seconds, thousandths))
}

fn date_time(text: &str) -> String {
    let parsed = text
        .split_once(['T', ' '])
        .filter(|(day, _)| date(day))
        .and_then(|(day, clock)| Some((day, time(clock)?)));
    match parsed {
        None => String::new(),
        Some((day, (h, m, 0, 0))) => format!("{day}T{h:02}:{m:02}"),
        Some((day, (h, m, s, 0))) => format!("{day}T{h:02}:{m:02}:{s:02}"),
        Some((day, (h, m, s, part))) => {
            format!("{day}T{h:02}:{m:02}:{s:02}.{part:03}")
        }
    }
}

fn color(text: &str) -> String {
    let is_simple = text.len() == 7
        && text.starts_with('#')
        && text.bytes().skip(1).all(|b| b.is_ascii_hexdigit());
    if is_simple {
        text.to_ascii_lowercase()
    } else {
        "#000000".to_owned()
    }
}
