//! The figures of a column, by its kind.
//!
//! Each kind has a function of its own, so that a browser optimises what is hot and no more.

use driftscope_report::{Kind, Summary, Warning};
use driftscope_table::typing::{TextClass, padded_digits, time_of_day};

use super::{ColumnSides, Described, Labels, NumberSides};
use crate::checks::label_forms;
use crate::checks::placeholder;
use crate::checks::spelling;
use crate::checks::strangers::{fits, strangers};
use crate::extent::Extent;
use crate::statistics::results::TestResults;
use crate::values::buckets;
use crate::values::category;
use crate::values::clock;
use crate::values::histogram::{Scale, histogram};
use crate::values::label::Label;
use crate::values::numeric;
use crate::values::shift;
use crate::values::single_value;

/// By-products of filling a column that the report does not hold as they are.
#[derive(Default)]
pub(super) struct Filled {
    /// The values by category.
    pub labels: Option<Vec<Label>>,
    /// Warnings of numbers on each side that stand for missing values.
    pub placeholders: [Option<Warning>; 2],
}

impl Described {
    /// Describes the values, and tests those that are tested.
    pub(super) fn fill<S: ColumnSides>(&mut self, sides: &S, is_tested: bool, extent: Extent) -> Filled {
        let mut filled = Filled::default();
        match self.report.kind {
            Kind::Numeric => filled.placeholders = self.fill_numbers(&sides.numbers(), is_tested, extent),
            Kind::Datetime => self.fill_datetimes(&sides.seconds()),
            Kind::TimeOfDay => self.fill_times_of_day(&sides.times_of_day(), is_tested),
            Kind::Category | Kind::Boolean => {
                let labels = self.fill_labels(sides);
                self.list_categories(&labels, is_tested);
                filled.labels = Some(labels);
            }
            Kind::Constant => _ = self.fill_labels(sides),
            Kind::Identifier => {
                self.fill_counts(sides);
                let values = sides.identifiers();
                self.fill_identifier([&values[0], &values[1]]);
            }
            Kind::Text => {
                self.fill_counts(sides);
                self.fill_texts(sides, is_tested);
            }
            Kind::Tags => {
                self.fill_counts(sides);
                self.fill_tags(sides, is_tested);
            }
            Kind::Vector => {
                self.fill_counts(sides);
                self.fill_vectors(sides, is_tested);
            }
        }
        filled
    }

    #[inline(never)]
    fn fill_numbers<N: NumberSides>(&mut self, numbers: &N, is_tested: bool, extent: Extent) -> [Option<Warning>; 2] {
        let [reference, production] = numbers.finite();
        self.set_summaries(numbers.summaries());
        self.report.histogram = histogram(reference, production, numbers.scale());
        self.report.quantiles = Some(numeric::quantiles(reference, production));
        self.report.binned = numbers.binned();
        self.report.identical = is_tested && numbers.are_equal();
        self.precision_change = numbers.precision_change(&self.report.name);
        if is_tested {
            let places = self.precision_change.as_ref().and_then(|change| change.places);
            match places.and_then(|places| numbers.rounded(places)) {
                Some(rounded) => self.test_numbers(&rounded, extent),
                None => self.test_numbers(numbers, extent),
            }
        }
        [reference, production].map(|finite| placeholder::warning(&self.report.name, finite))
    }

    /// Tests the values, both sides in the same precision.
    fn test_numbers<N: NumberSides>(&mut self, numbers: &N, extent: Extent) {
        let [reference, production] = numbers.finite();
        let mut results = TestResults::default();
        self.report.drift.parts.extend(numbers.test(extent, &mut results));
        self.edges = std::mem::take(&mut results.edges);
        self.report.tests = results.into_map();
        let distance = self.report.tests.get("wasserstein").and_then(|test| test.statistic);
        self.report.shift = shift::describe(reference, production, distance);
        self.report.value_change = single_value::change(reference, production);
    }

    fn fill_datetimes<N: NumberSides>(&mut self, seconds: &N) {
        let [reference, production] = seconds.finite();
        // Nobody asks for the mean of date-times.
        self.set_summaries(seconds.summaries().map(|summary| Summary { mean: None, sd: None, ..summary }));
        for (side, finite) in [reference, production].into_iter().enumerate() {
            self.warnings[side].extend(placeholder::date_warning(&self.report.name, finite));
        }
        self.report.histogram = histogram(reference, production, Scale::Seconds);
        self.report.binned = seconds.binned();
        self.report.moments = seconds.calendar();
    }

    fn fill_times_of_day<N: NumberSides>(&mut self, times: &N, is_tested: bool) {
        let [reference, production] = times.finite();
        // Where a circle is cut, its values have no smallest, no largest and no median.
        self.set_summaries(times.summaries().map(|Summary { count, missing, distinct, .. }| Summary {
            count,
            missing,
            distinct,
            ..Summary::default()
        }));
        self.report.histogram = clock::histogram(reference, production);
        self.report.binned = times.binned();
        self.report.clock = clock::describe(reference, production);
        self.report.identical = is_tested && times.are_equal();
        if is_tested {
            let mut results = TestResults::default();
            self.report.drift.parts.extend(clock::test([reference, production], times.kuiper(), &mut results));
            self.report.tests = results.into_map();
        }
    }

    #[inline(never)]
    fn fill_texts<S: ColumnSides>(&mut self, sides: &S, is_tested: bool) {
        let Some(compared) = sides.texts() else { return };
        self.report.text = Some(compared.drift);
        self.report.identical = compared.is_identical;
        if is_tested {
            self.report.drift.parts.extend(compared.parts);
        }
    }

    #[inline(never)]
    fn fill_tags<S: ColumnSides>(&mut self, sides: &S, is_tested: bool) {
        let Some(compared) = sides.tags() else { return };
        let [reference, production] = compared.top;
        (self.report.reference.top, self.report.production.top) = (reference, production);
        (self.report.reference.distinct, self.report.production.distinct) = compared.distinct.into();
        self.report.categories = Some(compared.categories);
        self.report.identical = compared.is_identical;
        if is_tested {
            self.report.drift.parts.extend(compared.part);
        }
    }

    #[inline(never)]
    fn fill_vectors<S: ColumnSides>(&mut self, sides: &S, is_tested: bool) {
        let Some(compared) = sides.vectors() else { return };
        self.report.vector = Some(compared.drift);
        self.report.identical = compared.is_identical;
        if is_tested {
            self.report.drift.parts.extend(compared.parts);
        }
    }

    /// Counts both sides by category.
    #[inline(never)]
    fn fill_labels<S: ColumnSides>(&mut self, sides: &S) -> Vec<Label> {
        let Labels { labels, binned, distinct, are_formed } = sides.labels(self.report.kind);
        self.report.reading.extend(label_forms::readings(&labels, are_formed));
        let counts: [fn(&Label) -> u64; 2] = [|label| label.reference, |label| label.production];
        self.set_summaries([0, 1].map(|side| {
            let present = labels.iter().map(counts[side]).sum();
            let summary = category::summary(&labels, sides.missing(side, present), counts[side]);
            Summary { distinct: distinct.map_or(summary.distinct, |distinct| distinct[side]), ..summary }
        }));
        self.report.binned = binned;
        labels
    }

    /// Lists the categories, and tests them.
    fn list_categories(&mut self, labels: &[Label], is_tested: bool) {
        let mut categories = category::list(labels, self.report.kind == Kind::Boolean);
        self.report.identical =
            labels.iter().all(|label| label.reference == label.production && !buckets::is_bucket(label));
        if is_tested {
            let mut results = TestResults::default();
            if let Some((part, decisive)) = category::test(labels, &mut results) {
                self.report.drift.parts.push(part);
                categories.decisive = decisive;
            }
            self.report.tests = results.into_map();
        }
        self.report.categories = Some(categories);
    }

    /// Only how many values there are: single texts and identifiers may be nobody's business.
    fn fill_counts<S: ColumnSides>(&mut self, sides: &S) {
        let evidence = sides.evidence();
        self.set_summaries([0, 1].map(|side| {
            let count = evidence[side].present();
            let (missing, distinct) = (sides.missing(side, count), sides.distinct(side));
            Summary { count, missing, distinct, ..Summary::default() }
        }));
    }

    /// Warns of odd values on each side. Leading zeros are expected if a person set the kind.
    pub(super) fn warn<S: ColumnSides>(&mut self, sides: &S, placeholders: [Option<Warning>; 2], is_kind_chosen: bool) {
        let (name, kind) = (self.report.name.as_str(), self.report.kind);
        let fits = fits(kind);
        let counts = [self.report.reference.count, self.report.production.count];
        for (side, (evidence, placeholder)) in sides.evidence().into_iter().zip(placeholders).enumerate() {
            let is_time = |text: &str| kind == Kind::TimeOfDay && time_of_day(text).is_some();
            let strange = |class: &TextClass, text: &str| *class != TextClass::Null && !fits(class) && !is_time(text);
            let padded = |_: &TextClass, text: &str| padded_digits(text).is_some();
            let zeros = (!is_kind_chosen)
                .then(|| spelling::zeros_warning((name, kind), evidence, || sides.first_text(side, &padded)));
            let strangers = strangers((name, kind), evidence, counts[side], || sides.first_text(side, &strange));
            let hashed = buckets::warning(name, evidence);
            let open = spelling::warning((name, kind), evidence);
            let found = zeros.flatten().into_iter().chain(strangers).chain(placeholder).chain(hashed).chain(open);
            let found = found.chain(spelling::zone_warning((name, kind), evidence));
            self.warnings[side].extend(found);
        }
    }
}
