//! Prints the public holidays of every calendar from 2010 to 2040, for `tests/real/holidays.sh` to hold against
//! another program.

use mystery_shopper::model::Calendar;
use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "country,date,name,substitute")?;
    for calendar in Calendar::all() {
        for holiday in (2010..=2040).flat_map(|year| calendar.year(year)) {
            let (country, name) = (calendar.country(), holiday.name);
            writeln!(
                out,
                "{country},{},{name},{}",
                holiday.date, holiday.substitute
            )?;
        }
    }
    Ok(())
}
