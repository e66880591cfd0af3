//! How the companies of a wave were drawn, as far as the study says.

use super::Frame;
use super::statistics::Drawn;
use crate::model::{Population, Subject};

/// How the companies of a wave were drawn.
///
/// - The study says nothing: as one stratum of endlessly many.
/// - It says of how many companies in all: the numbers about the whole panel have the finite population correction.
/// - It says so by sector: those about each sector have it too, and sectors are strata.
/// - It weighs sectors: sectors are strata.
pub(super) struct Drawing {
    /// By sector, for the numbers about the whole panel.
    panel: Vec<Drawn>,
    /// By sector, for those about the sector.
    sectors: Vec<Drawn>,
}

impl Drawing {
    pub(super) fn of(frame: &Frame) -> Self {
        let mut sizes = vec![0_u64; frame.sectors.len()];
        for company in &frame.companies {
            sizes[company.sector as usize] += 1;
        }
        let endless = vec![Drawn::default(); sizes.len()];
        let many = frame.companies.len() as u64;
        let population = &frame.scoring.population;
        let apart = matches!(population, Population::Sectors(_))
            || !frame.scoring.sector_weights.is_empty();
        let mut drawing = Self {
            panel: endless.clone(),
            sectors: endless,
        };
        let names = (0_u32..).zip(&frame.sectors).zip(&sizes);
        for (place, ((number, name), drawn)) in names.enumerate() {
            let stratum = if apart { number } else { 0 };
            let whole = &mut drawing.panel[place];
            whole.stratum = stratum;
            match population {
                Population::Endless => {}
                Population::Companies(all) => *whole = Drawn::of(stratum, many, *all),
                Population::Sectors(all) => {
                    if let Some(all) = all.get(name) {
                        *whole = Drawn::of(stratum, *drawn, *all);
                        drawing.sectors[place] = Drawn::of(0, *drawn, *all);
                    }
                }
            }
        }
        drawing
    }

    /// How a company of a sector was drawn among those whom a number is about.
    pub(super) fn how(&self, subject: &Subject, sector: u32) -> Drawn {
        let list = match subject {
            Subject::All => &self.panel,
            _ => &self.sectors,
        };
        list.get(sector as usize).copied().unwrap_or_default()
    }
}
