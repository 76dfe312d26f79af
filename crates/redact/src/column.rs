//! One column.

use driftscope_report::{
    Categories, ClockDrift, ClockSide, ColumnReport, CountedCategory, Drift, DriftPart, IdentifierDrift,
    IdentifierSide, Kind, MissingWord, Mix, OtherCategories, PresetVerdict, Reading, ReadingCode, Shift, ShiftShares,
    TestResult, ValueChange, VectorDrift, VectorSide,
};

use crate::counts::to_digits;
use crate::names::replaced;
use crate::redactor::Redactor;
use crate::values::Scale;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

impl Redactor<'_> {
    pub(crate) fn column(&mut self, column: &mut ColumnReport) {
        let scale = Scale::of(column);
        let own = column.name.clone();
        let ColumnReport {
            name,
            kind,
            role: _,
            presence: _,
            reference,
            production,
            identical: _,
            not_tested: _,
            unit,
            missing_words,
            reading,
            drift,
            tests,
            presets,
            shift,
            value_change,
            histogram,
            quantiles,
            categories,
            binned: _,
            text,
            clock,
            vector,
            identifier,
            moments,
            windows,
            mix,
            finding: _,
        } = column;
        let values = [reference.count, production.count];
        let extremes = [reference.min, reference.max, production.min, production.max];
        self.names.column(name);
        self.readings(unit, missing_words, reading);
        self.drift(drift);
        tests.values_mut().for_each(|test| self.test(test, values));
        presets.values_mut().for_each(|verdict| self.preset(verdict));
        shift.iter_mut().for_each(|shift| self.shift(shift));
        self.value_change(value_change, &extremes);
        self.histogram(histogram, &scale);
        self.quantiles(quantiles, values, &scale);
        categories.take_if(|_| self.choices.identifiers && *kind == Kind::Identifier);
        identifier.take_if(|_| self.choices.identifiers);
        windows.take_if(|_| self.choices.windows);
        mix.take_if(|_| self.choices.segments);
        let small = categories.as_mut().map(|found| self.categories(found, values, *kind)).unwrap_or_default();
        text.iter_mut().for_each(|text| self.text(text));
        clock.iter_mut().for_each(|clock| self.clock(clock, &scale));
        vector.iter_mut().for_each(|vector| self.vector(vector));
        identifier.iter_mut().for_each(|found| self.identifier(found));
        moments.iter_mut().for_each(|found| self.moments(found));
        windows.iter_mut().for_each(|found| self.column_windows(found, &small, *kind, &scale));
        mix.iter_mut().for_each(|mix| self.mix(mix, &own));
        self.summary(reference, *kind, &scale);
        self.summary(production, *kind, &scale);
    }

    /// How values were read: units, words and the sentences on labels are quotes.
    fn readings(&mut self, unit: &mut Option<String>, words: &mut Vec<MissingWord>, readings: &mut Vec<Reading>) {
        if self.names.hide_labels() {
            *unit = None;
            readings.retain(|Reading { code, sentence: _, other_kind: _ }| match code {
                ReadingCode::LongDigits
                | ReadingCode::TrailingZeros
                | ReadingCode::CodeName
                | ReadingCode::Clock
                | ReadingCode::LabelForms
                | ReadingCode::FarApart => true,
                ReadingCode::Unit | ReadingCode::Capitals | ReadingCode::Encoding | ReadingCode::MissingWords => false,
            });
        }
        for MissingWord { word, reference, production } in words {
            self.names.label(word);
            self.counts.hide_all([reference, production]);
        }
    }

    fn drift(&self, drift: &mut Drift) {
        let Drift {
            tested: _,
            drifted: _,
            outcome: _,
            severity: _,
            method: _,
            score,
            threshold: _,
            effect,
            low,
            high,
            p_value,
            p_adjusted,
            null_band,
            rows_to_settle: _,
            rule: _,
            acknowledged: _,
            reason: _,
            parts,
        } = drift;
        self.counts.figures_if_any(&mut [score, effect, low, high, p_value, p_adjusted, null_band]);
        for DriftPart { part: _, test: _, p_value, p_adjusted, change: _, effect, low, high, null_band, rows } in parts
        {
            self.counts.figures([p_value, p_adjusted, effect, null_band]);
            self.counts.figures_if_any(&mut [low, high]);
            self.counts.hide_all(rows);
        }
    }

    /// A statistic. Where it was found is a value of the data.
    fn test(&self, test: &mut TestResult, values: [u64; 2]) {
        let TestResult {
            statistic,
            p_value,
            p_bound: _,
            degrees_of_freedom: _,
            low,
            high,
            location,
            reference_share,
            production_share,
        } = test;
        self.counts.figures_if_any(&mut [statistic, p_value, low, high]);
        for (share, values) in [reference_share, production_share].into_iter().zip(values) {
            share.iter_mut().for_each(|share| *share = self.counts.share(*share, values));
        }
        if self.choices.extremes || self.choices.coarse {
            *location = None;
        }
    }

    fn preset(&self, verdict: &mut PresetVerdict) {
        let PresetVerdict { drifted: _, method: _, score, threshold, reason: _, note: _, differs: _ } = verdict;
        self.counts.figures_if_any(&mut [score, threshold]);
    }

    fn shift(&self, shift: &mut Shift) {
        let Shift {
            location,
            scale,
            lower_tail,
            upper_tail,
            shares: ShiftShares { location: of_location, scale: of_scale, shape },
            outermost_share,
            effect_without_outermost,
            words: _,
        } = shift;
        self.counts.figures([location, scale, of_location, of_scale, shape]);
        self.counts.figures_if_any(&mut [lower_tail, upper_tail, outermost_share, effect_without_outermost]);
    }

    /// A single value; it goes where it is an extreme, and where figures are coarse unless the column has few values.
    fn value_change(&self, change: &mut Option<ValueChange>, extremes: &[Option<f64>]) {
        let Some(ValueChange { value, reference, production, few }) = change else { return };
        self.counts.hide_all([reference, production]);
        let is_extreme = self.choices.extremes && extremes.contains(&Some(*value));
        if is_extreme || (self.choices.coarse && !*few) {
            *change = None;
        }
    }

    /// Categories: those with a small count on both sides join the others. Returns their labels.
    fn categories(&mut self, found: &mut Categories, values: [u64; 2], kind: Kind) -> Vec<String> {
        let small = if self.counts.are_hidden() { self.join_small(found, values) } else { Vec::new() };
        let Categories {
            labels,
            reference,
            production,
            other: _,
            new,
            vanished,
            new_categories: _,
            vanished_categories: _,
            new_share: _,
            vanished_share: _,
            of,
            decisive,
        } = found;
        if let Some([lists, of_production]) = of {
            self.counts.hide_all([&mut *lists, &mut *of_production]);
            // Each is rounded for itself: no label is in more lists than there are.
            reference.iter_mut().for_each(|count| *count = (*count).min(*lists));
            production.iter_mut().for_each(|count| *count = (*count).min(*of_production));
        }
        if kind != Kind::Boolean {
            self.names.labels(labels.iter_mut().chain(new).chain(vanished));
        }
        if let Some(CountedCategory { label, reference, production }) = decisive {
            self.names.label(label);
            self.counts.hide_all([reference, production]);
        }
        small
    }

    /// Counts the categories that hardly occur among the others, hides all counts, and makes what follows from them again.
    fn join_small(&self, found: &mut Categories, values: [u64; 2]) -> Vec<String> {
        let counts = self.counts;
        let mut small = Vec::new();
        let count = |side: &[u64], place: usize| side.get(place).copied().unwrap_or(0);
        let OtherCategories { categories, reference, production } = &mut found.other;
        for place in (0..found.labels.len()).rev() {
            let sizes = [count(&found.reference, place), count(&found.production, place)];
            if sizes.iter().all(|size| *size == 0 || counts.is_small(*size)) {
                small.push(found.labels.remove(place));
                *categories += 1;
                *reference += sizes[0];
                *production += sizes[1];
                for side in [&mut found.reference, &mut found.production] {
                    if place < side.len() {
                        side.remove(place);
                    }
                }
            }
        }
        counts.hide_all(found.reference.iter_mut().chain(&mut found.production).chain([reference, production]));
        // Lists and shares of what only one side has are those of the categories that are listed.
        let labels = &found.labels;
        for (list, number, share, side, all) in [
            (&mut found.new, &mut found.new_categories, &mut found.new_share, &found.production, values[1]),
            (
                &mut found.vanished,
                &mut found.vanished_categories,
                &mut found.vanished_share,
                &found.reference,
                values[0],
            ),
        ] {
            list.retain(|label| labels.contains(label));
            *number = list.len() as u64;
            let listed = labels.iter().zip(side).filter(|(label, _)| list.contains(label));
            // A list may have several such labels: the sum over labels would count it more than once.
            *share = match found.of {
                Some(_) if list.is_empty() => 0.0,
                Some(_) => counts.share(*share, all),
                None => ratio(listed.map(|(_, count)| count).sum(), counts.shown(all)),
            };
        }
        found.decisive.take_if(|category| small.contains(&category.label));
        small
    }

    fn clock(&self, found: &mut ClockDrift, scale: &Scale) {
        let ClockDrift { reference, production, shift } = found;
        for ClockSide { mean, concentration } in [reference, production] {
            self.counts.figures_if_any(&mut [concentration]);
            if self.choices.coarse {
                mean.iter_mut().for_each(|mean| *mean = scale.rounded(*mean) % DAY);
            }
        }
        if self.choices.coarse {
            shift.iter_mut().for_each(|shift| *shift = scale.rounded(*shift));
        }
    }

    fn vector(&self, found: &mut VectorDrift) {
        let VectorDrift { numbers: _, reference, production, auc, low, high, mean_distance, mean_p_value } = found;
        for VectorSide { vectors, left_out, looked_at, median_norm } in [reference, production] {
            self.counts.hide_all([vectors, left_out, looked_at]);
            if self.choices.coarse {
                median_norm.iter_mut().for_each(|norm| *norm = to_digits(*norm, 3));
            }
        }
        self.counts.figures_if_any(&mut [auc, low, high, mean_distance, mean_p_value]);
    }

    fn identifier(&self, found: &mut IdentifierDrift) {
        let IdentifierDrift { reference, production } = found;
        for IdentifierSide { most_frequent, shortest, median_length: _, longest } in [reference, production] {
            self.counts.hide_all(most_frequent);
            if self.choices.extremes {
                (*shortest, *longest) = (None, None);
            }
        }
    }

    /// What a column owes to the mix of segments; `own` is its name before it was made neutral.
    fn mix(&mut self, mix: &mut Mix, own: &str) {
        let Mix { segment, whole_bits, mix_bits, within_bits, unseen_bits, effects, sentence } = mix;
        let named = |name: &str| driftscope_present::numbers::name(name, driftscope_present::segments::NAME);
        let mut names = [segment.clone(), own.to_owned()];
        let old = names.each_ref().map(|name| named(name));
        self.names.columns(&mut names);
        self.names.column(segment);
        for (old, new) in old.iter().zip(&names) {
            *sentence = replaced(sentence, old, new);
        }
        self.counts.figures([whole_bits, mix_bits, within_bits, unseen_bits]);
        self.counts.figures(effects.iter_mut().flatten());
        if self.counts.are_hidden() && sentence.contains('%') {
            *sentence = replaced_percent(sentence);
        }
    }
}

/// The sentence on the mix with its percentage to ten.
fn replaced_percent(sentence: &str) -> String {
    let (digits, rest) =
        sentence.split_at(sentence.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(0));
    match digits.parse::<f64>() {
        Ok(percent) => format!("About {}{rest}", libm::round(percent / 10.0) * 10.0),
        Err(_) => sentence.to_owned(),
    }
}

fn ratio(part: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { (part as f64 / all as f64).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Redaction, Report};

    fn redacted(choices: &Redaction, column: ColumnReport) -> ColumnReport {
        let report = Report { columns: vec![column], ..Report::default() };
        crate::redact(&report, choices).columns.remove(0)
    }

    #[test]
    fn small_categories_join_the_others_and_vanish_from_every_list() {
        let categories = Categories {
            labels: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            reference: vec![100, 3, 0, 0],
            production: vec![120, 4, 9, 40],
            new: vec!["d".to_owned(), "c".to_owned(), "e".to_owned()],
            new_categories: 3,
            new_share: 0.3,
            ..Categories::default()
        };
        let mut column = ColumnReport { kind: Kind::Category, categories: Some(categories), ..ColumnReport::default() };
        (column.reference.count, column.production.count) = (103, 173);
        let choices = Redaction { small_counts: 10, ..Redaction::default() };
        let found = redacted(&choices, column).categories.unwrap();
        assert_eq!([found.labels, found.new], [vec!["a".to_owned(), "d".to_owned()], vec!["d".to_owned()]]);
        assert_eq!((found.other.categories, found.new_categories, found.reference), (2, 1, vec![100, 0]));
        assert!(found.new_share > 0.2 && [170, 180].iter().any(|all| found.new_share == 40.0 / f64::from(*all)));
    }

    #[test]
    fn names_are_replaced_in_the_sentence_on_the_mix() {
        let mix = Mix {
            segment: "origin".to_owned(),
            sentence: "43\u{202f}% of the change of delay is within values of origin, the rest is their mix".to_owned(),
            ..Mix::default()
        };
        let column = ColumnReport { name: "delay".to_owned(), mix: Some(mix), ..ColumnReport::default() };
        let choices = Redaction { names: true, small_counts: 10, ..Redaction::default() };
        let mix = redacted(&choices, column).mix.unwrap();
        assert_eq!(
            mix.sentence,
            "About 40\u{202f}% of the change of column 1 is within values of column 2, the rest is their mix"
        );
    }

    #[test]
    fn counts_of_lists_and_vectors_are_hidden() {
        let lists = Categories {
            labels: vec!["a".to_owned(), "b".to_owned()],
            reference: vec![101, 95],
            production: vec![50, 3],
            of: Some([101, 97]),
            ..Categories::default()
        };
        let side = VectorSide { vectors: 101, left_out: 3, looked_at: 101, median_norm: Some(1.23456) };
        let vector =
            VectorDrift { reference: side.clone(), production: side, auc: Some(0.54321), ..VectorDrift::default() };
        let mut column = ColumnReport { kind: Kind::Tags, categories: Some(lists), ..ColumnReport::default() };
        column.vector = Some(vector);
        let choices = Redaction { small_counts: 10, coarse: true, labels: true, ..Redaction::default() };
        let column = redacted(&choices, column);
        let (lists, vector) = (column.categories.unwrap(), column.vector.unwrap());
        assert!(lists.labels.iter().all(|label| label != "a" && label != "b"), "{:?}", lists.labels);
        let of = lists.of.unwrap();
        assert!(of.iter().all(|count| count.is_multiple_of(10)), "{of:?}");
        assert!(lists.reference.iter().all(|count| count.is_multiple_of(10) && *count <= of[0]), "{lists:?}");
        assert_eq!((vector.auc, vector.reference.median_norm), (Some(0.54), Some(1.23)));
        assert!([vector.reference.vectors, vector.reference.left_out].iter().all(|count| count.is_multiple_of(10)));
    }
}
