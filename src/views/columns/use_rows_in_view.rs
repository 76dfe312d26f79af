//! The rows of the table that are in the page, kept up to date while a person scrolls, resizes and prints.

use std::ops::Range;

use web_sys::{Element, Event};
use yew::prelude::*;

use crate::browser;
use crate::state::Geometry;
use crate::views::shell::use_window_event;

/// The height of a row before the first one was measured.
const HEIGHT: f64 = 44.0;

/// Rows that are made before anything was measured.
const FIRST: usize = 24;

/// The rows, and the height of each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowsInView {
    pub rows: Range<usize>,
    pub height: f64,
}

/// Which of `count` rows are in the page. Everything is printed.
#[hook]
pub(super) fn use_rows_in_view(table: &NodeRef, count: usize, open: Option<usize>) -> RowsInView {
    let view = use_state_eq(|| RowsInView { rows: 0..FIRST, height: HEIGHT });
    let is_printed = use_state_eq(|| false);
    let measure = {
        let (table, view) = (table.clone(), view.setter());
        use_callback((count, open), move |_: Event, &(count, open)| {
            measured(&table, count, open).into_iter().for_each(|measured| view.set(measured));
        })
    };
    use_window_event("scroll", measure.clone());
    use_window_event("resize", measure.clone());
    let begin = is_printed.setter();
    let begin = use_callback((), move |_: Event, ()| begin.set(true));
    use_window_event("beforeprint", begin);
    let end = is_printed.setter();
    let end = use_callback((), move |_: Event, ()| end.set(false));
    use_window_event("afterprint", end);
    {
        // After each drawing: what is above the table may have changed its height.
        let (table, view) = (table.clone(), view.setter());
        use_effect(move || measured(&table, count, open).into_iter().for_each(|measured| view.set(measured)));
    }
    let rows = if *is_printed { 0..count } else { view.rows.start.min(count)..view.rows.end.min(count) };
    RowsInView { rows, height: view.height }
}

/// What the page shows of the table; `None` while it is hidden.
fn measured(table: &NodeRef, count: usize, open: Option<usize>) -> Option<RowsInView> {
    let table: Element = table.cast()?;
    let window = browser::window()?.inner_height().ok()?.as_f64()?;
    let height_of = |selector: &str| {
        let found = table.query_selector(selector).ok().flatten()?;
        Some(found.get_bounding_client_rect().height()).filter(|height| *height > 0.0)
    };
    let bounds = table.get_bounding_client_rect();
    if bounds.height() <= 0.0 {
        return None;
    }
    let head = height_of("thead").unwrap_or(0.0);
    let row = height_of(".column").unwrap_or(HEIGHT);
    let open = open.map(|open| (open, height_of(".detail-row").unwrap_or(0.0)));
    let geometry = Geometry { top: bounds.top() + head, window, row, open };
    Some(RowsInView { rows: geometry.range(count), height: row })
}
