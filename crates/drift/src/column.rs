//! One column of both tables: its kind, its values on both sides, its tests.

use driftscope_report::Split;
use driftscope_stats::sample::Sample;
use driftscope_table::Column;
use driftscope_table::typing::{TextClass, decide, padded_digits};

use crate::buckets;
use crate::category;
use crate::compare::Extent;
use crate::described::Described;
use crate::distinct_values::{distinct_on, variety};
use crate::labels::{self, Label};
use crate::numeric::{self, Numbers};
use crate::presets::{self, Subject};
use crate::side::Side;
use crate::strangers::{fits, strangers};
use crate::test_results::TestResults;
use crate::{
    gone_or_mixed, moments, placeholder, precision, roles, running_number, shift, single_value, spelling, text,
};
use driftscope_report::{ColumnSettings, Kind, Presence, Preset, Role, Settings, Summary};

/// Describes and tests a column. `rows` are those of the two tables.
pub(crate) fn describe(
    name: &str,
    columns: [Option<&Column>; 2],
    rows: [u64; 2],
    settings: &Settings,
    extent: Extent,
) -> Described {
    let choice = settings.columns.get(name);
    let sides = Side::both(columns, rows);
    let numbers = sides.each_ref().map(|side| side.numbers(numeric::numbers));
    // Whoever says that a column is the time says that it holds moments.
    let is_time = choice.is_some_and(|choice| choice.role == Some(Role::Time));
    let kind = choice.and_then(|choice| choice.kind.or(is_time.then_some(Kind::Datetime))).unwrap_or_else(|| {
        let evidence = sides.each_ref().map(|side| &side.evidence);
        let sorted = numbers.each_ref().map(|side| side.sorted.as_slice());
        let decided = decide(name, evidence[0], evidence[1], variety(&sides, &numbers));
        running_number::or_identifier(decided, evidence, sorted, || {
            sides.iter().all(|side| running_number::rises(side.numbers_by_row()))
        })
    });
    let role = choice.and_then(|choice| choice.role).unwrap_or_else(|| {
        let content = roles::Content::of([&sides[0].evidence, &sides[1].evidence]);
        roles::guess_on(columns.map(|column| column.is_some()), name, kind, content)
    });
    let presence = match columns {
        [Some(_), None] => Presence::Reference,
        [None, Some(_)] => Presence::Production,
        _ => Presence::Both,
    };
    let evidence = sides.each_ref().map(|side| &side.evidence);
    let mut described = Described::undescribed(name, (kind, role, presence), evidence, settings);
    described.mixed_types = gone_or_mixed::mixed_types(name, evidence, || {
        [0, 1].map(|at| columns[at].map_or(0, |column| gone_or_mixed::number_texts(column, evidence[at])))
    });
    let is_tested = described.reason.is_none();
    let extent = match extent {
        _ if settings.choice(name, kind).test.is_some() => Extent::Full,
        Extent::Verdict if settings.preset != Preset::Calibrated => Extent::Full,
        other => other,
    };
    let mut labels = None;
    match kind {
        Kind::Numeric => described.fill_numeric(&numbers, is_tested, extent),
        Kind::Datetime => described.fill_datetime(&sides),
        Kind::Category | Kind::Boolean => labels = Some(described.fill_categories(&sides, &numbers, is_tested)),
        Kind::Constant => described.fill_constant(&sides, &numbers),
        Kind::Identifier => {
            described.fill_counts(&sides, &numbers);
            let values = [0, 1].map(|at| sides[at].identifiers(&numbers[at]));
            described.fill_identifier([&values[0], &values[1]]);
        }
        Kind::Text => {
            described.fill_counts(&sides, &numbers);
            described.fill_text(&sides, is_tested, settings.alpha);
        }
    }
    described.warn(&sides, &numbers, choice);
    described.test_missing();
    let is_part = matches!(&settings.split, Some(Split::Value { column, .. }) if column == name);
    let is_left_out = is_part || choice.is_some_and(|choice| choice.ignore);
    if extent != Extent::Verdict && presence == Presence::Both && !is_left_out {
        described.presets = presets::judge(&Subject {
            name,
            kind,
            sides: &sides,
            numbers: &numbers,
            labels: labels.as_deref(),
            tests: &described.tests,
            // No other rule has a test of words.
            is_tested: is_tested && kind != Kind::Text,
            choice: &settings.choice(name, kind),
            preset: settings.preset,
        });
    }
    described
}

impl Described {
    /// Names what is odd about the values of each side.
    fn warn(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2], choice: Option<&ColumnSettings>) {
        let (name, kind, fits) = (self.name.as_str(), self.kind, fits(self.kind));
        for (at, side) in sides.iter().enumerate() {
            let evidence = &side.evidence;
            let texts = || side.first_text(|class, _| *class != TextClass::Null && !fits(class));
            let strangers = strangers((name, kind), evidence, self.sides[at].count, texts);
            let placeholder = (kind == Kind::Numeric).then(|| placeholder::warning(name, numbers[at].finite()));
            let hashed = buckets::warning(name, evidence);
            let open = spelling::warning((name, kind), evidence);
            let padded = || side.first_text(|_, text| padded_digits(text).is_some());
            // Who chose the kind knows.
            let is_chosen = choice.is_some_and(|choice| choice.kind.is_some());
            let zeros = (!is_chosen).then(|| spelling::zeros_warning((name, kind), evidence, padded)).flatten();
            let found = zeros.into_iter().chain(strangers).chain(placeholder.flatten()).chain(hashed).chain(open);
            self.warnings[at].extend(found);
        }
    }

    // What fills a column is a function of its own for each kind, so that a browser optimises what is hot and no more.
    #[inline(never)]
    fn fill_numeric(&mut self, numbers: &[Numbers; 2], is_tested: bool, extent: Extent) {
        let [reference, production] = numbers;
        let samples = numbers.each_ref().map(|side| Sample::of_sorted(&side.sorted));
        self.sides = [reference.summary(&samples[0]), production.summary(&samples[1])];
        self.histogram = numeric::bin(reference, production, false);
        self.quantiles = Some(numeric::quantiles(reference.finite(), production.finite()));
        self.is_identical = is_tested && reference.sorted == production.sorted;
        self.precision_change = {
            let finite = numbers.each_ref().map(Numbers::finite);
            precision::change(&self.name, finite, finite.map(|values| values.len() as u64))
        };
        match self.precision_change.as_ref().and_then(|change| change.places).filter(|_| is_tested) {
            Some(places) => {
                let rounded = numbers.each_ref().map(|side| side.rounded(places));
                let samples = rounded.each_ref().map(|side| Sample::of_sorted(&side.sorted));
                self.test_numeric(&rounded, &samples, extent);
            }
            None if is_tested => self.test_numeric(numbers, &samples, extent),
            None => {}
        }
    }

    /// Tests the values, both sides in the same precision.
    fn test_numeric(&mut self, numbers: &[Numbers; 2], samples: &[Sample<'_>; 2], extent: Extent) {
        let [reference, production] = numbers.each_ref().map(Numbers::finite);
        let mut results = TestResults::default();
        self.parts.extend(numeric::test(numbers, samples, extent, &mut results));
        self.tests = results.into_map();
        let distance = self.tests.get("wasserstein").and_then(|test| test.statistic);
        self.shift = shift::describe(reference, production, distance);
        self.value_change = single_value::change(reference, production);
    }

    fn fill_datetime(&mut self, sides: &[Side<'_>; 2]) {
        let seconds = sides.each_ref().map(|side| side.numbers(numeric::seconds));
        // The mean of moments is none that a person asks for.
        self.sides = seconds.each_ref().map(|side| {
            let summary = side.summary(&Sample::of_sorted(&side.sorted));
            Summary { mean: None, sd: None, ..summary }
        });
        for (side, seconds) in seconds.iter().enumerate() {
            self.warnings[side].extend(placeholder::date_warning(&self.name, seconds.finite()));
        }
        self.histogram = numeric::bin(&seconds[0], &seconds[1], true);
        self.moments = moments::describe(&seconds);
    }

    #[inline(never)]
    fn fill_text(&mut self, sides: &[Side<'_>; 2], is_tested: bool, alpha: f64) {
        let compared = text::compare(sides.each_ref().map(Side::found), alpha);
        self.text = Some(compared.drift);
        self.is_identical = compared.is_identical;
        if is_tested {
            self.parts.extend(compared.parts);
        }
    }

    #[inline(never)]
    fn fill_categories(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2], is_tested: bool) -> Vec<Label> {
        let [reference, production] = sides.each_ref().map(Side::found);
        let is_boolean = self.kind == Kind::Boolean;
        let labels = if is_boolean {
            labels::by_boolean(reference, production)
        } else {
            labels::by_category(reference, production)
        };
        self.summarise(sides, numbers, &labels);
        self.list_categories(&labels, is_tested);
        labels
    }

    /// Lists the categories, and tests them.
    pub(crate) fn list_categories(&mut self, labels: &[Label], is_tested: bool) {
        let mut categories = category::list(labels, self.kind == Kind::Boolean);
        self.is_identical =
            labels.iter().all(|label| label.reference == label.production && !buckets::is_bucket(label));
        if is_tested {
            let mut results = TestResults::default();
            if let Some((part, decisive)) = category::test(labels, &mut results) {
                self.parts.push(part);
                categories.decisive = decisive;
            }
            self.tests = results.into_map();
        }
        self.categories = Some(categories);
    }

    fn fill_constant(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2]) {
        let labels = labels::by_category(sides[0].found(), sides[1].found());
        self.summarise(sides, numbers, &labels);
    }

    /// Only how many there are: single texts and identifiers may be nobody's business.
    fn fill_counts(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2]) {
        self.sides = [0, 1].map(|at| {
            let side = &sides[at];
            let count = side.evidence.present();
            Summary {
                count,
                missing: if side.column.is_none() { 0 } else { side.rows.saturating_sub(count) },
                distinct: distinct_on(side, &numbers[at]),
                ..Summary::default()
            }
        });
    }

    fn summarise(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2], labels: &[Label]) {
        let counts: [fn(&Label) -> u64; 2] = [|label| label.reference, |label| label.production];
        self.sides =
            [0, 1].map(|side| category::summary(labels, sides[side].missing(labels, counts[side]), counts[side]));
        if buckets::are_needed(sides.each_ref().map(|side| Some(&side.evidence))) {
            for (at, side) in sides.iter().enumerate() {
                // A bucket is no value, and may hold many.
                self.sides[at].distinct = distinct_on(side, &numbers[at]);
            }
        }
    }
}
