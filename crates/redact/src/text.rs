//! Columns of free text and of moments.

use driftscope_report::{
    DomainClassifier, MomentProfile, MomentSide, ProfileChange, Summary, TextDrift, TextSide, UnseenWords, WordChange,
};

use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn text(&mut self, text: &mut TextDrift) {
        let TextDrift {
            reference,
            production,
            lengths,
            vocabulary: _,
            vocabulary_full: _,
            classifier,
            unseen,
            compared_words: _,
            risen,
            fallen,
        } = text;
        let looked_at = [reference.looked_at, production.looked_at];
        for TextSide { texts, left_out, looked_at, cut, characters, words } in [reference, production] {
            self.counts.hide_all([texts, left_out, looked_at, cut]);
            self.lengths(characters);
            self.lengths(words);
        }
        self.histogram(lengths, &crate::values::Scale::unknown());
        if let Some(DomainClassifier { auc, low, high, reference, production, words: _ }) = classifier {
            self.counts.figure(auc);
            self.counts.figures_if_any(&mut [low, high]);
            self.counts.hide_all([reference, production]);
        }
        if let Some(UnseenWords { expected, found, p_value }) = unseen {
            self.counts.figures([expected, found]);
            self.counts.figures_if_any(&mut [p_value]);
        }
        if self.names.hide_labels() {
            (*risen, *fallen) = (Vec::new(), Vec::new());
        }
        let shown = |share: f64, texts: u64| !self.counts.is_small(libm::round(share * texts as f64) as u64);
        for words in [risen, fallen] {
            words.retain(|word| shown(word.reference, looked_at[0]) && shown(word.production, looked_at[1]));
            for WordChange { word: _, reference, production, z, p_adjusted } in words {
                *reference = self.counts.share(*reference, looked_at[0]);
                *production = self.counts.share(*production, looked_at[1]);
                self.counts.figures([z, p_adjusted]);
            }
        }
    }

    /// The lengths of texts, in characters or words.
    fn lengths(&mut self, summary: &mut Summary) {
        self.summary(summary, driftscope_report::Kind::Numeric, &crate::values::Scale::unknown());
    }

    pub(crate) fn moments(&self, found: &mut MomentProfile) {
        let MomentProfile { reference, production, overlap_days, hours, weekdays } = found;
        for side in [reference, production] {
            let MomentSide {
                first,
                last,
                span_days,
                resolution: _,
                median_spacing: _,
                holes: _,
                longest_gaps,
                hours,
                weekdays,
            } = side;
            first.iter_mut().chain(last).for_each(|moment| self.moment(moment));
            if self.choices.extremes {
                longest_gaps.clear();
                span_days.iter_mut().for_each(|days| *days = libm::round(*days));
            }
            self.counts.hide_all(hours.iter_mut().chain(weekdays));
        }
        if self.choices.extremes {
            overlap_days.iter_mut().for_each(|days| *days = libm::round(*days));
        }
        for change in [hours, weekdays].into_iter().flatten() {
            let ProfileChange { chi_square, degrees_of_freedom: _, p_value, effect } = change;
            self.counts.figures([chi_square, p_value, effect]);
        }
    }
}
