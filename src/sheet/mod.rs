//! Tables and files that people edit: read with the place of every field, so that each mistake can be
//! named by file, line and column; written so that a spreadsheet runs nothing.

mod csv;
mod defuse;
mod files;
mod fill;
mod notes;
mod table;
mod workbook;
mod xlsx;

pub use defuse::{LONGEST, defuse, defuse_with};
pub use files::{MOST_CSV, decode_any, read, read_bytes};
pub use fill::{Fillings, fill};
pub use notes::{Notes, near, nearest, quote};
pub use table::{Row, Table};
pub use workbook::{Cell, Choices, Column, Page, workbook};
pub use xlsx::{cell_at, cell_name, is_workbook, sheets};
