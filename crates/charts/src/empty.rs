//! Says in the middle of a sheet that there is nothing to draw.

use plotters_backend::DrawingBackend;

use crate::sheet::{Anchor, Drawn, LABEL, Sheet};

pub(crate) fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, text: &str) -> Drawn<DB> {
    sheet.text(text, (sheet.width / 2.0, sheet.height / 2.0), Anchor::Middle, LABEL, sheet.theme().dim)
}
