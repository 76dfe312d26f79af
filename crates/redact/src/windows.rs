//! Windows of time, files and versions, and segments.

use crate::sides::written_like;
use driftscope_report::calendar::parse_datetime;
use driftscope_report::{
    AmongTest, AmongWindows, ColumnWindows, Kind, PickedSegments, SegmentCondition, SegmentFinding, Segments, Since,
    SinceColumn, SinceGroup, Window, WindowChange, WindowedCounts, Windowing, Windows,
};

use crate::redactor::Redactor;
use crate::sides::file_name;
use crate::values::Scale;

/// The name of versions of few rows.
const FEW: &str = "few rows";

impl Redactor<'_> {
    pub(crate) fn windows(&mut self, found: &mut Windows) {
        let Windows { column, unit, reference, production, sentence: _ } = found;
        self.names.column(column);
        for (side, windows) in [reference, production].into_iter().enumerate() {
            for Window { start, rows, partial } in windows {
                // A version of few rows is a rare label.
                let is_rare = *unit == Windowing::Version && self.counts.is_small(*rows);
                self.counts.hide(rows);
                if is_rare {
                    self.rare.push(std::mem::replace(start, FEW.to_owned()));
                } else if !*partial || unit.is_of_time() {
                    self.window_name(start, *unit, side);
                }
            }
        }
    }

    /// What a window is called.
    fn window_name(&mut self, start: &mut String, unit: Windowing, side: usize) {
        match unit {
            // A window of equally many rows begins with a row.
            Windowing::Rows => self.hour(start),
            Windowing::File if self.choices.files => {
                let place = self.files[side].iter().position(|name| name == start);
                let word = ["reference", "production"][side];
                *start = place.map_or_else(|| "another file".to_owned(), |place| file_name(word, place));
            }
            Windowing::Version => self.names.label(start),
            _ => {}
        }
    }

    /// A moment of a single row, to the hour where extremes are hidden.
    fn hour(&self, moment: &mut String) {
        if self.choices.extremes && moment.contains('T') {
            let hour = parse_datetime(moment).map(|seconds| libm::floor(seconds / 3_600.0) * 3_600.0);
            *moment = hour.and_then(|hour| written_like(moment, hour)).unwrap_or_default();
        }
    }

    /// A column by window; `small` are the labels that joined the others.
    pub(crate) fn column_windows(&mut self, found: &mut ColumnWindows, small: &[String], kind: Kind, scale: &Scale) {
        let ColumnWindows { edges, labels, reference, production, change, no_change: _, among } = found;
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
        if let Some(AmongWindows { windows: _, tests, p_value, p_adjusted }) = among {
            for AmongTest { id: _, statistic, degrees_of_freedom: _, p_value, effect } in tests {
                self.counts.figures([statistic, p_value].into_iter().chain(effect));
            }
            self.counts.figures(p_value.iter_mut().chain(p_adjusted));
        }
    }

    pub(crate) fn window_change(&self, change: &mut WindowChange) {
        let WindowChange { p_value, start: _, low: _, high: _ } = change;
        self.counts.figure(p_value);
    }

    /// `unit` is that of the windows.
    pub(crate) fn since(&mut self, found: &mut Since, unit: Windowing) {
        let Since { sentence: _, groups, columns, undated } = found;
        for SinceGroup { date, low, high, from_the_first: _, columns } in groups {
            self.names.columns(columns);
            [date, low, high].into_iter().for_each(|date| self.since_window(date, unit));
        }
        for SinceColumn { name, p_value, p_adjusted, date, low, high } in columns {
            self.names.column(name);
            [date, low, high].into_iter().for_each(|date| self.since_window(date, unit));
            self.counts.figures([p_value, p_adjusted]);
        }
        self.names.columns(undated);
    }

    /// The name of one of production's windows.
    fn since_window(&mut self, date: &mut String, unit: Windowing) {
        if unit.is_of_time() {
            self.hour(date);
        } else if self.rare.contains(date) {
            FEW.clone_into(date);
        } else {
            self.window_name(date, unit, 1);
        }
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
