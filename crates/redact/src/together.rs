//! What several columns show together.

use driftscope_report::{
    Carrier, CategoryPairChange, Classifier, CoefficientChange, Multivariate, PairChange, Reconstruction, UnusualRows,
};

use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn multivariate(&mut self, found: &mut Multivariate) {
        let Multivariate {
            columns,
            reference_rows,
            production_rows,
            seed: _,
            classifier,
            reconstruction,
            unusual,
            correlations,
            associations,
            pairs: _,
            changed_pairs: _,
            notes,
            finding: _,
        } = found;
        self.names.columns(columns);
        unusual.iter_mut().for_each(|unusual| self.unusual(unusual, *production_rows));
        self.counts.hide_all([reference_rows, production_rows]);
        classifier.iter_mut().for_each(|classifier| self.classifier(classifier));
        if let Some(found) = reconstruction {
            let Reconstruction {
                reference,
                reference_error,
                production,
                production_error,
                p_value,
                components: _,
                explained,
            } = found;
            self.counts.figures([reference, reference_error, production, production_error, p_value, explained]);
        }
        correlations.iter_mut().for_each(|pair| self.pair(pair));
        associations.iter_mut().for_each(|pair| self.category_pair(pair));
        if self.names.hide_columns() || self.counts.are_hidden() {
            // They name columns and count rows.
            notes.clear();
        }
    }

    fn classifier(&mut self, classifier: &mut Classifier) {
        let Classifier { auc, low, high, p_value, told_apart: _, folds: _, features: _, carried_by } = classifier;
        self.counts.figures([auc, low, high]);
        self.counts.figures_if_any(&mut [p_value]);
        for Carrier { column, importance } in carried_by {
            self.names.column(column);
            self.counts.figure(importance);
        }
    }

    fn unusual(&mut self, found: &mut UnusualRows, production_rows: u64) {
        let UnusualRows {
            limit,
            reference_rows,
            reference,
            production,
            low,
            high,
            more: _,
            columns,
            windows,
            window_rows,
        } = found;
        *reference = self.counts.share(*reference, *reference_rows);
        *production = self.counts.share(*production, production_rows);
        self.counts.figures([limit, low, high]);
        self.counts.hide(reference_rows);
        for Carrier { column, importance } in columns {
            self.names.column(column);
            self.counts.figure(importance);
        }
        if self.choices.windows {
            windows.clear();
            window_rows.clear();
        }
        for (share, rows) in windows.iter_mut().zip(window_rows) {
            if let Some(share) = share {
                *share = self.counts.share(*share, *rows);
            }
            self.counts.hide(rows);
        }
    }

    fn pair(&mut self, pair: &mut PairChange) {
        let PairChange { first, second, coefficient: _, ranks, pearson, differs: _ } = pair;
        self.names.columns([first, second]);
        for change in [ranks].into_iter().chain(pearson) {
            let CoefficientChange { reference, production, difference, low, high, p_value, p_adjusted, changed: _ } =
                change;
            self.counts.figures([reference, production, difference, low, high, p_value, p_adjusted]);
        }
    }

    fn category_pair(&mut self, pair: &mut CategoryPairChange) {
        let CategoryPairChange {
            first,
            second,
            categories: _,
            reference,
            production,
            difference,
            low,
            high,
            size,
            p_value,
            p_adjusted,
            changed: _,
        } = pair;
        self.names.columns([first, second]);
        self.counts.figures([reference, production, difference, low, high, size, p_value, p_adjusted]);
    }
}
