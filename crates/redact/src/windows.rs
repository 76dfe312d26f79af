//! Windows of time and segments.

use driftscope_report::calendar::{format_datetime, parse_datetime};
use driftscope_report::{
    ColumnWindows, Kind, PickedSegments, SegmentCondition, SegmentFinding, Segments, Since, SinceColumn, SinceGroup,
    Window, WindowChange, WindowedCounts, Windowing, Windows,
};

use crate::redactor::Redactor;
use crate::values::Scale;

impl Redactor<'_> {
    pub(crate) fn windows(&mut self, found: &mut Windows) {
        let Windows { column, unit, reference, production, sentence: _ } = found;
        self.names.column(column);
        for Window { start, rows, partial: _ } in reference.iter_mut().chain(production) {
            self.counts.hide(rows);
            // A window of equally many rows begins with a row.
            if *unit == Windowing::Rows {
                self.hour(start);
            }
        }
    }

    /// A moment of a single row, to the hour where extremes are hidden.
    fn hour(&self, moment: &mut String) {
        if self.choices.extremes && moment.contains('T') {
            let hour = parse_datetime(moment).map(|seconds| libm::floor(seconds / 3_600.0) * 3_600.0);
            *moment = hour.and_then(format_datetime).unwrap_or_default();
        }
    }

    /// A column by window; `small` are the labels that joined the others.
    pub(crate) fn column_windows(&mut self, found: &mut ColumnWindows, small: &[String], kind: Kind, scale: &Scale) {
        let ColumnWindows { edges, labels, reference, production, change, no_change: _ } = found;
        if self.counts.are_hidden() || labels.iter().any(|label| small.contains(label)) {
            // A sum over windows beside that of all rows would give away what is hidden in one of them.
            (*edges, *labels) = (Vec::new(), Vec::new());
        }
        if kind != Kind::Boolean {
            self.names.labels(labels);
        }
        if self.choices.coarse {
            edges.iter_mut().for_each(|edge| *edge = scale.rounded(*edge));
        }
        for WindowedCounts { counts, missing, effect } in [reference, production] {
            if self.counts.are_hidden() {
                counts.iter_mut().for_each(Vec::clear);
                missing.clear();
            }
            self.counts.figures(effect.iter_mut().flatten());
        }
        change.iter_mut().for_each(|change| self.window_change(change));
    }

    pub(crate) fn window_change(&self, change: &mut WindowChange) {
        let WindowChange { p_value, start: _, low: _, high: _ } = change;
        self.counts.figure(p_value);
    }

    pub(crate) fn since(&mut self, found: &mut Since) {
        let Since { sentence: _, groups, columns, undated } = found;
        for SinceGroup { date, low, high, from_the_first: _, columns } in groups {
            self.names.columns(columns);
            [date, low, high].into_iter().for_each(|date| self.hour(date));
        }
        for SinceColumn { name, p_value, p_adjusted, date, low, high } in columns {
            self.names.column(name);
            [date, low, high].into_iter().for_each(|date| self.hour(date));
            self.counts.figures([p_value, p_adjusted]);
        }
        self.names.columns(undated);
    }

    /// `all` are the rows of both sides before they are hidden.
    pub(crate) fn segments(&mut self, found: &mut Segments, all: [u64; 2]) {
        let Segments { answer: _, sentence: _, findings, alike, picked } = found;
        for finding in findings {
            let SegmentFinding {
                column,
                conditions,
                share_reference,
                share_production,
                effect_inside,
                effect_outside,
                p_value,
            } = finding;
            self.names.column(column);
            for SegmentCondition { column, value } in conditions {
                self.names.column(column);
                self.names.label(value);
            }
            *share_reference = self.counts.share(*share_reference, all[0]);
            *share_production = self.counts.share(*share_production, all[1]);
            self.counts.figures([effect_inside, effect_outside, p_value]);
        }
        self.names.columns(alike);
        if let Some(PickedSegments { column, values, rows }) = picked {
            self.names.column(column);
            self.names.labels(values);
            self.counts.hide_all(rows.iter_mut().flatten());
        }
    }
}
