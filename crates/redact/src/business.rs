//! How much the model is used.

use driftscope_report::{
    Business, BusinessChange, BusinessSeries, BusinessWindow, ClassCount, KeyFigure, KeyFigureWindow,
};

use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn business(&mut self, found: &mut Business) {
        let Business { column, prediction, sentence: _, days, weeks, months, figures, changes, no_changes: _ } = found;
        self.names.columns([column].into_iter().chain(prediction));
        for BusinessSeries { reference, production } in [days, weeks, months] {
            reference.iter_mut().chain(production).for_each(|window| self.window(window));
        }
        for KeyFigure { name, reference, production } in figures {
            self.names.column(name);
            for KeyFigureWindow { start: _, n, sum, mean, partial: _ } in reference.iter_mut().chain(production) {
                self.counts.hide(n);
                if self.counts.are_hidden() {
                    self.counts.figure(mean);
                    // The sum over the mean is the exact count.
                    *sum = *mean * *n as f64;
                }
            }
        }
        for BusinessChange { date: _, low: _, high: _, ratio } in changes {
            self.counts.figure(ratio);
        }
    }

    fn window(&mut self, window: &mut BusinessWindow) {
        let BusinessWindow { start: _, count, partial: _, trailing, classes } = window;
        self.counts.hide(count);
        self.counts.figures_if_any(&mut [trailing]);
        classes.retain(|class| !self.counts.is_small(class.count));
        for ClassCount { label, count } in classes {
            self.names.label(label);
            self.counts.hide(count);
        }
    }
}
