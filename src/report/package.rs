//! The report of a wave: what is streamed into it row by row, and what it writes at the end.

use super::before::{self, Before};

use super::checks::{self, Checks};
use super::codebook::Resource;
use super::method::{self, Deviations, Fieldwork, Method};
use super::page::{self, Look, Material, Section};
use super::presence::{self, Audit};
use super::published::{self, DESIGN};
use super::table::Table;
use super::told::Telling;
use super::words::Words;
use super::writer::{Sealed, Staged, publish};
use super::{
    book, codebook, coded, comparison, curves, endings, gate, league, outside, scripts, summary,
    told, visits,
};
use crate::error::{Error, Result};
use crate::model::{
    Audience, Case, Channel, Coding, Enquiry, Estimate, Language, Reply, Study, TiedBy, TimeSource,
    Visit,
};
use crate::parallel;
use crate::score::compare::Design;
use crate::score::consistency::Agreement;
use crate::score::gate::Verdict;
use crate::score::league::League;
use crate::score::outside::held;
use crate::score::{Row, Scores, SentAtSource};
use jiff::Timestamp;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The report of a wave, under way. Nothing of an older report in the same folder is touched until
/// [`Package::finish`] has written everything beside it; dropped before that, it leaves no trace.
#[derive(Debug)]
pub struct Package<'s> {
    study: &'s Study,
    folder: PathBuf,
    enquiries: Table,
    answers: Table,
    codings: coded::Codings<'s>,
    /// What companies said, word for word.
    telling: Telling<'s>,
    /// The reader's language, and how the pages look.
    language: Language,
    look: Look,
    /// For whom it is.
    audience: Audience,
    /// Where sites are searched.
    visits: Option<Table>,
    /// The enquiry of the last answer, and how many answers it has had.
    replies: (u32, u64),
    /// What the gate found, where one was judged.
    verdicts: Option<Vec<Verdict>>,
    /// What is known of the waves before it.
    before: Before,
    /// What the ledger and the lock know of how it was done.
    fieldwork: Fieldwork,
    deviations: Deviations,
    /// Whether the tables are written as Parquet too.
    parquet: bool,
    /// Keeps another process out of the folder while this one lives.
    _lock: Option<File>,
}

impl<'s> Package<'s> {
    /// Begins a report in a folder, which need not exist.
    ///
    /// # Errors
    /// When the folder cannot be written, or another process is writing a report into it.
    pub fn create(folder: &Path, study: &'s Study) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
        let lock = lock(folder)?;
        let table = |name: &str, columns: &[_]| Table::create(&folder.join(name), columns);
        Ok(Self {
            study,
            folder: folder.to_owned(),
            enquiries: table("data/enquiries.csv", &codebook::enquiries(study))?,
            answers: table("data/answers.csv", &codebook::answers())?,
            codings: coded::Codings::create(&folder.join("data/codings.csv"), study)?,
            telling: Telling::new(study, folder, Words::new(Language::En)),
            language: Language::En,
            look: Look::default(),
            audience: Audience::Team,
            visits: codebook::is_searched(study)
                .then(|| table("data/visits.csv", &visits::columns()))
                .transpose()?,
            replies: (u32::MAX, 0),
            verdicts: None,
            before: Before::default(),
            fieldwork: Fieldwork::default(),
            deviations: Deviations::default(),
            parquet: false,
            _lock: lock,
        })
    }

    /// Says for whom the report is, in which language and how its pages look, where it is not for the team, in English
    /// and as the program has it. To be said before anything is written. The study and the answers of this report do not
    /// say what the audience may not see.
    pub fn read_by(&mut self, audience: Audience, language: Language, look: Look) {
        self.telling
            .read_by(audience.clone(), Words::new(language).dressed(look.clone()));
        (self.audience, self.language, self.look) = (audience, language, look);
    }

    /// Has every table written as Parquet too.
    ///
    /// # Errors
    /// When the program was built without the feature `parquet`.
    pub fn also_parquet(&mut self) -> Result<()> {
        if !cfg!(feature = "parquet") {
            return Err(Error::Usage {
                message: "this program was built without Parquet".to_owned(),
                hint: "build it with `cargo build --release --features parquet`, or read the CSV files of data/, which \
                       hold the same"
                    .to_owned(),
            });
        }
        self.parquet = true;
        Ok(())
    }

    /// Writes one enquiry.
    pub fn enquiry(&mut self, row: &Row) -> Result<()> {
        self.deviations.add(row);
        let (study, enquiry, table) = (self.study, &row.enquiry, &mut self.enquiries);
        let company = enquiry.company(study);
        table.text(&study.wave.id);
        table.text(&enquiry.id(study));
        table.text(&company.id);
        table.text(&company.name);
        table.text(&company.sector);
        table.text(&enquiry.question(study).id);
        table.word(enquiry.channel.as_str());
        table.text(&enquiry.persona(study).id);
        table.text(&enquiry.wording(study).id);
        table.truth(Some(enquiry.offered()));
        table.word(row.disposition.as_str());
        table.moment(row.sent_at);
        table.moment(row.acknowledged_at);
        table.moment(row.answered_at);
        table.number(row.hours_to_acknowledgement);
        table.number(row.hours_to_answer);
        table.truth(row.censored);
        table.moment(row.first_reply_at);
        table.number(row.hours_to_first_reply);
        table.number(row.hours_observed);
        table.maybe(row.sent_at_source.map(SentAtSource::as_str));
        table.whole(row.attempts.into());
        table.maybe(row.tied_by.map(TiedBy::as_str));
        table.maybe(row.answered_at_source.map(TimeSource::as_str));
        table.moment(enquiry.due_at);
        for criterion in codebook::coded() {
            match row.codes.word(criterion) {
                Some(word) => table.word(word),
                None => table.number(row.codes.number(criterion)),
            }
        }
        table.number(row.business_hours_to_answer);
        table.number(row.business_hours_to_first_reply);
        table.number(row.business_hours_observed);
        let day = row
            .weekday
            .and_then(|day| codebook::WEEKDAYS.get(usize::from(day)));
        table.maybe(day.copied());
        table.truth(row.same_day);
        table.truth(row.first_reply_same_day);
        table.truth(row.in_due_time);
        table.number(row.satisfied);
        table.truth(row.promise_kept);
        table.number(row.promised_hours);
        table.truth(row.first_contact);
        table.number(row.effort.map(|e| f64::from(e.clicks)));
        table.number(row.effort.map(|e| e.seconds));
        match row.staff_minutes {
            Some(minutes) => table.whole(minutes.into()),
            None => table.maybe(None),
        }
        table.truth(Some(row.noticed));
        table.end_row()?;
        self.telling.sent(enquiry, row.sent_at);
        Ok(())
    }

    /// Writes one reply to an enquiry; the replies of an enquiry come one after the other.
    pub fn answer(&mut self, row: &Row, reply: &Reply) -> Result<()> {
        if self.replies.0 != row.enquiry.seq {
            self.replies = (row.enquiry.seq, 0);
        }
        self.replies.1 += 1;
        let table = &mut self.answers;
        table.text(&row.enquiry.id(self.study));
        table.whole(self.replies.1);
        table.word(reply.kind.as_str());
        table.moment(reply.answered_at);
        table.maybe(reply.tied_by.map(TiedBy::as_str));
        let cut = table.text(&reply.text);
        table.truth(Some(cut));
        table.end_row()
    }

    /// Writes what was coded of a case, and keeps what was said in it for the page; `counts` says which codings may
    /// count. To be called before [`Package::enquiry`].
    pub fn codings(&mut self, case: &Case, counts: impl Fn(&Coding) -> bool) -> Result<()> {
        let codings = self.codings.add(case, counts)?;
        self.telling.add(case, codings)
    }

    /// Writes one visit to a company's site; nothing where no site is searched.
    pub fn visit(&mut self, enquiry: &Enquiry, at: Timestamp, visit: &Visit) -> Result<()> {
        match &mut self.visits {
            Some(table) => visits::row(table, self.study, enquiry, at, visit),
            None => Ok(()),
        }
    }

    /// Takes what the gate found, so that it is written with everything else.
    pub fn gate(&mut self, verdicts: Vec<Verdict>) {
        self.verdicts = Some(verdicts);
    }

    /// Takes what the ledger and the lock know of how the wave was done.
    pub fn fieldwork(&mut self, fieldwork: Fieldwork) {
        self.fieldwork = fieldwork;
    }

    /// Takes what is known of the waves before this one.
    pub fn before(&mut self, before: Before) {
        self.before = before;
    }

    /// Writes everything else and puts all of it into its place. Returns the paths.
    ///
    /// `league` is that of the scores, `audit` is what audits found, which may be nothing. `as_of` is the moment up to which the ledger was
    /// read; it shows only while the wave is open.
    pub fn finish(
        self,
        scores: &Scores,
        league: &League,
        agreements: &[Agreement],
        audit: &Audit,
        as_of: Timestamp,
    ) -> Result<Vec<PathBuf>> {
        let study = self.study;
        let (codings, coders) = self.codings.seal()?;
        let (told, leaves) = self.telling.finish()?;
        let drawers = leaves.len();
        let mut files = vec![self.enquiries.seal()?, self.answers.seal()?, codings];
        files.extend(leaves);
        if let Some(visits) = self.visits {
            files.push(visits.seal()?);
        }
        let words = Words::new(self.language).dressed(self.look.clone());
        let material = Material {
            study,
            scores,
            league,
            held: &held(
                &scores.frame,
                &study.outside,
                &study.reporting.outside_metrics,
            ),
            coders: &coders,
            checks: &Checks::of(study, scores),
            audit,
            agreements,
            told: &told,
            verdicts: self.verdicts.as_deref(),
            comparison: self.before.comparison(),
            before: &self.before,
            method: &Method::of(study, &self.fieldwork, &self.deviations, &coders, audit),
            as_of,
            words: &words,
            audience: &self.audience,
        };
        let resources = codebook::resources(
            study,
            scores,
            !audit.is_empty(),
            material.verdicts.is_some(),
            &self.before,
            !material.method.agreement.is_empty(),
        );
        // The pictures take as long as the tables, and need none of them.
        let (tables, drawn) = parallel::both(
            || tables(&self.folder, &material, &resources),
            || draw(&material),
        );
        files.extend(tables?);
        #[cfg(feature = "parquet")]
        if self.parquet {
            let written = super::parquet::parquet(&self.folder, &resources, &files)?;
            files.extend(written);
        }
        documents(&self.folder, &material, &resources, drawn, &mut files)?;
        let paths = publish(files)?;
        tidy(&self.folder, &paths, drawers)?;
        Ok(paths)
    }
}

/// The tables that are worked out of all enquiries, and what describes them.
fn tables(folder: &Path, of: &Material<'_>, resources: &[Resource]) -> Result<Vec<Sealed>> {
    let (study, scores) = (of.study, of.scores);
    let path = |name: &str| folder.join("data").join(name);
    let design = Design::of(study, &scores.frame, of.as_of);
    let package = codebook::datapackage(study, scores, resources, of.as_of);
    let endings = endings::endings(scores);
    let curves = curves::standings(study, scores);
    let mut files = vec![
        companies(&path("companies.csv"), study)?,
        coded::consistency(&path("consistency.csv"), study, of.agreements)?,
        estimates(&path("estimates.csv"), study, scores)?,
        league::league(&path("league.csv"), study, of.league)?,
        endings::table(&path("dispositions.csv"), study, &endings)?,
        curves::curves(&path("curves.csv"), study, &curves)?,
        checks::table(&path("checks.csv"), study, &of.checks.rows)?,
        method::table(&path("method.csv"), of.method)?,
        method::metrics(&path("metrics.csv"))?,
        Staged::whole(&path("datapackage.json"), package.as_bytes())?,
        Staged::whole(&path(DESIGN), &published::design_json(&design))?,
    ];
    files.extend(scripts::scripts(&folder.join("data"), resources)?);
    files.extend(earlier_tables(folder, of.before, &design, scores)?);
    if !of.method.agreement.is_empty() {
        let agreement = &of.method.agreement;
        files.push(method::agreement(&path("agreement.csv"), agreement)?);
    }
    if !of.audit.is_empty() {
        files.push(presence::profiles(&path("profiles.csv"), study, of.audit)?);
        files.push(presence::presence(&path("presence.csv"), study, of.audit)?);
    }
    if !study.outside.is_empty() {
        files.push(outside::outside(&path("outside.csv"), study, of.held)?);
    }
    if let Some(verdicts) = of.verdicts {
        files.push(gate::table(&path("gate.csv"), study, verdicts)?);
    }
    if let Some(found) = &of.checks.sensitivity {
        let path = path("sensitivity.csv");
        files.push(checks::sensitivity_table(&path, study, found)?);
    }
    Ok(files)
}

/// The sections of the page, and each of their charts as SVG and PNG.
struct Drawn {
    sections: Vec<Section>,
    pictures: Vec<(String, io::Result<Vec<u8>>)>,
}

fn draw(of: &Material<'_>) -> Drawn {
    let sections = page::sections(of);
    let charts = page::charts(&sections);
    let pictures = parallel::map(&charts, |chart| (chart.svg(), chart.png()));
    Drawn { sections, pictures }
}

/// What is for people: charts, page, summary and workbook, and the gate's findings for a CI server. The workbook is made
/// from the tables among `files`.
fn documents(
    folder: &Path,
    of: &Material<'_>,
    resources: &[Resource],
    drawn: Drawn,
    files: &mut Vec<Sealed>,
) -> Result<()> {
    let path = |name: &str| folder.join(name);
    let sections = drawn.sections;
    let charts = page::charts(&sections);
    let mut pictures = Vec::with_capacity(charts.len());
    for (chart, (svg, png)) in charts.into_iter().zip(drawn.pictures) {
        let name = |kind: &str| format!("charts/{}.{kind}", chart.name);
        files.push(Staged::whole(&path(&name("svg")), svg.as_bytes())?);
        let png = png.map_err(|e| Error::file(path(&name("png")), e))?;
        files.push(Staged::whole(&path(&name("png")), &png)?);
        pictures.push((chart, png));
    }
    let contents = book::Contents {
        material: of,
        sections: &sections,
        tables: resources,
        files,
        charts: &pictures,
    };
    let (workbook, pages) = parallel::both(
        || book::book(&path("report.xlsx"), &contents),
        || pages(folder, of, &sections),
    );
    files.extend(pages?);
    files.push(workbook?);
    Ok(())
}

/// What is read in a browser, a chat or by a CI server.
fn pages(folder: &Path, of: &Material<'_>, sections: &[Section]) -> Result<Vec<Sealed>> {
    let path = |name: &str| folder.join(name);
    let text = summary::summary(of, sections);
    let mut files = vec![Staged::whole(&path("summary.md"), text.as_bytes())?];
    let html = page::page(of, sections)?;
    files.push(Staged::whole(&path("report.html"), html.as_bytes())?);
    for page in page::company_pages(of) {
        let (name, html) = page?;
        files.push(Staged::whole(&path(&name), html.as_bytes())?);
    }
    if let Some(verdicts) = of.verdicts {
        let checked = gate::Checked::of_wave(of.study, verdicts, of.as_of, false);
        let junit = gate::junit(&checked);
        files.push(Staged::whole(&path("junit.xml"), junit.as_bytes())?);
    }
    Ok(files)
}

/// Removes what an earlier report in the same folder had and this one has not: when what was noticed was taken back, an
/// earlier wave is no longer there, or there were more pages.
fn tidy(folder: &Path, paths: &[PathBuf], drawers: usize) -> Result<()> {
    swept(&folder.join("companies"), "html", paths)?;
    swept(&folder.join("data/parquet"), "parquet", paths)?;
    let may_go = [
        "agreement",
        "sensitivity",
        "comparison",
        "comparison_notes",
        "waves",
    ];
    for name in may_go.map(|name| folder.join(format!("data/{name}.csv"))) {
        if !paths.contains(&name) {
            removed(&name)?;
        }
    }
    for number in drawers + 1.. {
        let old = folder.join(told::address(number));
        if !old.exists() {
            break;
        }
        removed(&old)?;
    }
    Ok(())
}

/// The tables about the waves before this one; those of an earlier report that no longer have anything in them are
/// removed at the end.
fn earlier_tables(
    folder: &Path,
    before: &Before,
    design: &Design,
    scores: &Scores,
) -> Result<Vec<Sealed>> {
    let path = |name: &str| folder.join("data").join(name);
    let mut files = Vec::new();
    if let Some(found) = before.comparison() {
        let columns = comparison::columns();
        files.push(comparison::seal(&path("comparison.csv"), &columns, found)?);
    }
    let notes = before::notes(before);
    if !notes.is_empty() {
        files.push(before::notes_table(&path("comparison_notes.csv"), &notes)?);
    }
    if !before.waves.is_empty() {
        files.push(before::waves(&path("waves.csv"), before, design, scores)?);
    }
    Ok(files)
}

/// Sees to it that there is no such file.
fn removed(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::file(path, e)),
        _ => Ok(()),
    }
}

/// Sees to it that a folder holds no files of an earlier report, when there were more of that kind.
fn swept(folder: &Path, kind: &str, kept: &[PathBuf]) -> Result<()> {
    let Ok(found) = fs::read_dir(folder) else {
        return Ok(());
    };
    for file in found.flatten() {
        let path = file.path();
        if path.extension().is_some_and(|e| e == kind) && !kept.contains(&path) {
            removed(&path)?;
        }
    }
    Ok(())
}

/// Keeps other processes out of the folder. Where a folder cannot be locked, nothing is.
fn lock(folder: &Path) -> Result<Option<File>> {
    let Ok(opened) = File::open(folder) else {
        return Ok(None);
    };
    match opened.try_lock() {
        Ok(()) => Ok(Some(opened)),
        Err(TryLockError::WouldBlock) => Err(Error::Refused {
            message: format!(
                "another process is writing a report into {}",
                folder.display()
            ),
            hint: "wait until it has finished".to_owned(),
        }),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn companies(path: &Path, study: &Study) -> Result<Sealed> {
    let mut table = Table::create(path, &codebook::companies(study))?;
    for company in &study.panel {
        table.text(&company.id);
        table.text(&company.name);
        table.text(&company.sector);
        table.text(&company.country);
        table.word(company.language.as_str());
        table.text(company.timezone.as_deref().unwrap_or(&study.timezone));
        table.text(company.site.as_deref().unwrap_or_default());
        for channel in study.design.questions.keys() {
            table.truth(Some(company.contact_point(*channel).is_some()));
        }
        table.end_row()?;
    }
    table.seal()
}

fn estimates(path: &Path, study: &Study, scores: &Scores) -> Result<Sealed> {
    let mut table = Table::create(path, &codebook::estimates(study))?;
    let mut write = |estimate: &Estimate| {
        table.word(&estimate.metric);
        table.word(estimate.subject.kind());
        table.text(estimate.subject.name());
        table.maybe(estimate.channel.map(Channel::as_str));
        table.number(estimate.value);
        table.number(estimate.low);
        table.number(estimate.high);
        table.whole(estimate.n);
        table.whole(estimate.companies);
        table.word(estimate.denominator.as_str());
        table.end_row()
    };
    for estimate in &scores.estimates {
        write(estimate)?;
    }
    for estimate in scores.companies() {
        write(&estimate)?;
    }
    table.seal()
}

#[cfg(test)]
#[path = "package_tests.rs"]
mod tests;
