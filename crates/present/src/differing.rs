//! What differs in the rows of a bar: the columns in order of their effect beyond chance, each in words.
//!
//! The report is of two parts of production: the rest of it stands as the reference, the rows of the bar as production.

use crate::sorting::sort_by;
use driftscope_report::{Bar, Categories, ColumnReport, DriftPart, Kind, Part, Presence, Report, Summary};

use crate::event::event;
use crate::numbers::{count, name, number, numbers, percents};
use crate::typical::with_unit;
use crate::{bar_words, column_name};

/// Counts below this are not shown.
const FEWEST_ROWS: u64 = 10;

/// The level of significance is at most this: a person asks about many bars.
const LEVEL: f64 = 0.01;

/// Letters of a label.
const LABEL: usize = 32;

/// A column that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// Its place in the report.
    pub place: usize,
    /// The effect of the part that differs most.
    pub effect: f64,
    /// What that effect stays under in 95 of 100 cases by chance alone.
    pub chance: f64,
    /// How it differs: "is 4 times as frequent, 88 % against 22 %".
    pub words: String,
}

/// The columns that differ by more than chance between the rows of a bar and the rest, the largest first: by the effect less what
/// chance gives. Parts are significant at 1 % after correction for the number of columns; the bar's own column is left out.
pub fn differing(report: &Report, bar: &Bar) -> Vec<Differing> {
    let differs = |(place, column): (usize, &ColumnReport)| {
        let is_other = column.name != bar.column && column.presence == Presence::Both;
        let part = most(column, report.settings.alpha.min(LEVEL)).filter(|_| is_other)?;
        Some(Differing { place, effect: part.effect, chance: part.null_band, words: how(column, part) })
    };
    let mut found: Vec<Differing> = report.columns.iter().enumerate().filter_map(differs).collect();
    sort_by(&mut found, &|one, other| (other.effect - other.chance).total_cmp(&(one.effect - one.chance)));
    found
}

/// How many columns were compared besides the bar's own.
pub fn compared(report: &Report, bar: &Bar) -> usize {
    report.columns.iter().filter(|column| column.name != bar.column && !column.drift.parts.is_empty()).count()
}

/// "In the 1 204 production rows where dep_delay is 60 to 90: late is 4 times as frequent, 88 % against 22 %".
pub fn sentence(report: &Report, bar: &Bar, found: &[Differing]) -> String {
    let rows = count(report.production.rows);
    let words = match found.first().and_then(|first| Some((report.columns.get(first.place)?, first))) {
        Some((column, first)) => format!("{} {}", column_name(&column.name), first.words),
        None => "no other column differs by more than chance".to_owned(),
    };
    format!("In the {rows} production rows where {}: {words}", bar_words(bar))
}

/// The part with the largest effect beyond chance, of those that are significant and of enough rows.
fn most(column: &ColumnReport, alpha: f64) -> Option<&DriftPart> {
    let parts = column.drift.parts.iter().filter(|part| {
        part.p_adjusted < alpha && part.effect > part.null_band && part.rows.iter().all(|rows| *rows >= FEWEST_ROWS)
    });
    parts.fold(None, |most: Option<&DriftPart>, next| match most {
        Some(most) if most.effect - most.null_band >= next.effect - next.null_band => Some(most),
        _ => Some(next),
    })
}

fn how(column: &ColumnReport, part: &DriftPart) -> String {
    let sides = [&column.reference, &column.production];
    match part.part {
        Part::Missing => {
            format!("is missing {}", frequency(sides.map(|side| (side.missing, side.missing + side.count)), "often"))
        }
        Part::Values => of_values(column).unwrap_or_else(|| "is distributed otherwise".to_owned()),
        part => format!("differs in {}", part.as_str().to_lowercase()),
    }
}

fn of_values(column: &ColumnReport) -> Option<String> {
    match (column.kind, &column.categories) {
        (Kind::Boolean | Kind::Category | Kind::Tags | Kind::Constant, Some(listed)) => label(column.kind, listed),
        (Kind::Numeric, _) => level(column),
        _ => None,
    }
}

/// "is 4 times as frequent, 88 % against 22 %" of what is true; the label comes first where there are others.
fn label(kind: Kind, listed: &Categories) -> Option<String> {
    let totals = listed.totals();
    let counts = |place: usize| Some([*listed.reference.get(place)?, *listed.production.get(place)?]);
    let share = |counts: [u64; 2], side: usize| counts[side] as f64 / totals[side].max(1) as f64;
    let most_changed = || {
        let difference =
            |place: &usize| counts(*place).map_or(0.0, |counts| (share(counts, 1) - share(counts, 0)).abs());
        // Of a label in few rows nothing could be said.
        let is_shown = |place: &usize| counts(*place).is_some_and(|counts| !counts.iter().any(|count| is_few(*count)));
        (0..listed.labels.len())
            .filter(is_shown)
            .max_by(|one, other| difference(one).total_cmp(&difference(other)).then(other.cmp(one)))
    };
    let place = event(listed).or_else(most_changed)?;
    let (label, counts) = (listed.labels.get(place)?, counts(place)?);
    let words = frequency([0, 1].map(|side| (counts[side], totals[side])), "frequent");
    let is_plain = kind == Kind::Boolean && label == "true";
    Some(if is_plain { format!("is {words}") } else { format!("“{}” is {words}", name(label, LABEL)) })
}

/// "4 times as frequent, 88 % against 22 %", of counts among all of the rest and of the bar. Few rows are not counted out.
fn frequency([rest, within]: [(u64, u64); 2], word: &str) -> String {
    let [usual, here] = [rest, within].map(|(count, all)| count as f64 / all.max(1) as f64);
    let few = |(count, _): (u64, u64)| is_few(count);
    let shares = percents([here, usual]);
    let shown = |side: (u64, u64), share: &str| match side.0 {
        0 => "none".to_owned(),
        _ if few(side) => "fewer than 10 rows".to_owned(),
        _ => share.to_owned(),
    };
    let shares = format!("{} against {}", shown(within, &shares[0]), shown(rest, &shares[1]));
    let times = here / usual;
    let how = match times {
        times if !times.is_finite() || times == 0.0 || few(rest) || few(within) => String::new(),
        times if times >= 9.95 => format!("{} times as ", number(times.round())),
        times if times >= 2.05 => format!("{} times as ", number((times * 10.0).round() / 10.0)),
        times if times >= 1.95 => "twice as ".to_owned(),
        _ => String::new(),
    };
    match how.is_empty() {
        true => format!("{} {word}, {shares}", if here > usual { "more" } else { "less" }),
        false => format!("{how}{word}, {shares}"),
    }
}

/// Whether a count is not shown.
fn is_few(count: u64) -> bool {
    (1..FEWEST_ROWS).contains(&count)
}

/// "is higher, median 1 020 mi against 640", "is wider around the same median of 3".
fn level(column: &ColumnReport) -> Option<String> {
    let ColumnReport { reference, production, value_change, .. } = column;
    let medians = reference.median.zip(production.median).filter(|(usual, here)| usual != here);
    if let Some(change) = value_change.as_ref().filter(|change| {
        let is_shown = ![change.reference, change.production].into_iter().any(is_few);
        is_shown && (change.few || medians.is_none())
    }) {
        let sides = [(change.reference, reference.count), (change.production, production.count)];
        return Some(format!("{} is {}", number(change.value), frequency(sides, "frequent")));
    }
    let Some((usual, here)) = medians else {
        let median = with_unit(number(production.median?), column);
        return Some(format!("is {} around the same median of {median}", spread(reference, production)));
    };
    let direction = if here > usual { "higher" } else { "lower" };
    let [usual, here] = numbers([usual, here]);
    Some(format!("is {direction}, median {} against {usual}", with_unit(here, column)))
}

fn spread(reference: &Summary, production: &Summary) -> &'static str {
    match reference.sd.zip(production.sd) {
        Some((usual, here)) if here > usual => "wider",
        Some((usual, here)) if here < usual => "narrower",
        _ => "distributed otherwise",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{BarValues, DataSet, Drift};

    fn part(part: Part, p_adjusted: f64, effect: f64, null_band: f64) -> DriftPart {
        DriftPart {
            part,
            test: String::new(),
            p_value: p_adjusted,
            p_adjusted,
            change: None,
            effect,
            low: None,
            high: None,
            null_band,
            rows: [1000, 100],
        }
    }

    fn boolean(name: &str, counts: [[u64; 2]; 2], parts: Vec<DriftPart>) -> ColumnReport {
        let categories = Categories {
            labels: ["false", "true"].map(str::to_owned).to_vec(),
            reference: counts[0].to_vec(),
            production: counts[1].to_vec(),
            ..Categories::default()
        };
        let side = |counts: [u64; 2]| Summary { count: counts[0] + counts[1], ..Summary::default() };
        ColumnReport {
            name: name.to_owned(),
            kind: Kind::Boolean,
            presence: Presence::Both,
            reference: side(counts[0]),
            production: side(counts[1]),
            categories: Some(categories),
            drift: Drift { parts, ..Drift::default() },
            ..ColumnReport::default()
        }
    }

    fn report(columns: Vec<ColumnReport>) -> Report {
        Report { columns, production: DataSet { rows: 1204, ..DataSet::default() }, ..Report::default() }
    }

    fn bar() -> Bar {
        let values = BarValues::Between { from: 60.0, to: 90.0, is_last: false };
        Bar { column: "dep_delay".to_owned(), kind: Kind::Numeric, values }
    }

    #[test]
    fn columns_are_ranked_by_the_effect_less_what_chance_gives() {
        let counts = [[780, 220], [120, 880]];
        let columns = vec![
            boolean("dep_delay", counts, vec![part(Part::Values, 1e-9, 0.9, 0.01)]),
            boolean("few", counts, vec![part(Part::Values, 0.001, 0.4, 0.35)]),
            boolean("late", counts, vec![part(Part::Values, 1e-9, 0.3, 0.02), part(Part::Missing, 1e-9, 0.1, 0.02)]),
            boolean("by chance", counts, vec![part(Part::Values, 0.02, 0.5, 0.1)]),
            boolean("within chance", counts, vec![part(Part::Values, 0.001, 0.1, 0.2)]),
            boolean("small", counts, vec![DriftPart { rows: [1000, 9], ..part(Part::Values, 1e-9, 0.9, 0.1) }]),
        ];
        let report = report(columns);
        let found = differing(&report, &bar());
        assert_eq!(found.iter().map(|found| found.place).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(
            sentence(&report, &bar(), &found),
            "In the 1\u{202f}204 production rows where dep_delay is 60 to 90: late is 4 times as frequent, 88\u{202f}% against 22\u{202f}%"
        );
        assert_eq!(compared(&report, &bar()), 5);
        assert!(sentence(&report, &bar(), &[]).ends_with("no other column differs by more than chance"));
    }

    #[test]
    fn few_rows_are_not_counted_out() {
        let words = |rest, within| frequency([rest, within], "often");
        assert_eq!(words((200, 1000), (3, 100)), "less often, fewer than 10 rows against 20\u{202f}%");
        assert_eq!(words((0, 1000), (30, 100)), "more often, 30\u{202f}% against none");
        assert_eq!(words((200, 1000), (0, 100)), "less often, none against 20\u{202f}%");
        assert_eq!(words((10, 1000), (20, 1000)), "twice as often, 2\u{202f}% against 1\u{202f}%");
        assert_eq!(words((400, 1000), (500, 1000)), "more often, 50\u{202f}% against 40\u{202f}%");
    }

    #[test]
    fn numbers_and_missing_values_are_in_their_own_words() {
        let side = |median: f64, missing: u64| Summary {
            count: 900,
            missing,
            median: Some(median),
            sd: Some(median),
            ..Summary::default()
        };
        let column = |reference, production, part: DriftPart| {
            let drift = Drift { parts: vec![part], ..Drift::default() };
            let unit = Some("mi".to_owned());
            ColumnReport {
                kind: Kind::Numeric,
                presence: Presence::Both,
                reference,
                production,
                unit,
                drift,
                ..ColumnReport::default()
            }
        };
        let words = |column: ColumnReport| how(&column, &column.drift.parts[0]);
        let values = || part(Part::Values, 0.0, 0.5, 0.0);
        assert_eq!(
            words(column(side(640.0, 0), side(1020.0, 0), values())),
            "is higher, median 1\u{202f}020\u{202f}mi against 640"
        );
        let wider = Summary { sd: Some(900.0), ..side(640.0, 0) };
        assert_eq!(words(column(side(640.0, 0), wider, values())), "is wider around the same median of 640\u{202f}mi");
        let missing = part(Part::Missing, 0.0, 0.5, 0.0);
        assert_eq!(
            words(column(side(1.0, 100), side(1.0, 300), missing)),
            "is missing 2.5 times as often, 25\u{202f}% against 10\u{202f}%"
        );
        assert_eq!(words(column(side(1.0, 0), side(1.0, 0), part(Part::Length, 0.0, 0.5, 0.0))), "differs in length");
    }
}
