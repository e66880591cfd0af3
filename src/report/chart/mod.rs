//! The charts, each as SVG and PNG from one list of shapes.
//!
//! Text is drawn as outlines of the font that the program carries, in both: so a chart looks the
//! same on a machine without fonts, and its bytes are the same on every machine. What a chart says
//! is also in its description, for who cannot see it.

mod answer_rate;
pub(super) mod canvas;
pub mod consistency;
mod dots;
pub mod dumbbell;
mod font;
mod heatmap;
mod ladder;
mod multiples;
mod outside;
mod raster;
pub mod slope;
mod still_waiting;
mod strip;
mod svg;

pub use answer_rate::{answer_rate, rated};
pub use canvas::Chart;
pub use dots::{Dot, Plot, dots};
pub use heatmap::{Cell, Frame, Row, heatmap};
pub use ladder::ladder;
pub use multiples::{Around, Panel, Share, multiples};
pub use outside::outside;
pub use still_waiting::still_waiting;
pub use strip::Strip;
