//! The search: the segment of one or two conditions with the largest drift mass, found on one half of the rows and confirmed on the other.

use driftscope_report::{Report, SegmentAnswer, SegmentCondition, SegmentFinding, Segments};
use driftscope_stats::sorting::{sort_by, sort_by_key};
use driftscope_stats::{chi_square, correction, drift_mass, jensen_shannon};
use driftscope_table::Sample;

use super::LevelledColumn;
use super::table::{Gathered, SegmentTable};

/// Rows of a side below which halves are too small.
const FEWEST_ROWS: usize = 5_000;

/// Rows of a segment on each side, of one half, and the share of all rows there.
const FEWEST_OF_A_SEGMENT: u64 = 100;
const LEAST_SHARE: f64 = 0.005;

/// How many times larger the share of a segment may be on one side: beyond that it holds other rows there.
const MOST_GROWTH: f64 = 2.0;

/// Columns that are searched, those with the largest effects; and columns of which conditions are made.
const MOST_TARGETS: usize = 60;
const MOST_CONDITIONS: usize = 30;

/// Columns whose pairs are tried for a target: those whose single values hold most.
const MOST_PAIRED: usize = 10;

/// Candidates that are confirmed, and findings that are reported.
const CANDIDATES: usize = 5;
const FINDINGS: usize = 3;

/// A segment must hold this much more drift than all rows together, and the effect among all other rows must be at most this share of that
/// within it: where all moved alike, a segment holds less, and the effects are equal.
const CONCENTRATED: f64 = 1.25;
const MOST_OUTSIDE: f64 = 0.6;

/// The effect of a column up to which its values are conditions. Of a column that drifted itself, a value holds other rows than before, and
/// whatever goes along with it differs there.
const STEADY: f64 = 0.1;

/// Cramér's V above which a column is a copy of the target.
const COPY: f64 = 0.95;

/// The expected count below which levels are pooled for χ².
const SMALLEST_EXPECTED: f64 = 5.0;

/// The level at which candidates are confirmed. At 5 %, χ² on segments of a few hundred rows confirmed 6.5 % of data sets in which nothing
/// had moved.
const LEVEL: f64 = 0.02;

/// The seed of the halves.
const SEED: u64 = 0x5eed_d21f_7500_0005;

/// The best segment of a target.
struct Candidate {
    target: usize,
    /// One or two columns and their groups.
    by: Vec<(usize, usize)>,
    mass: f64,
    is_concentrated: bool,
}

/// What a search of all columns finds. The level of significance is fixed, so that no setting of the verdict changes the findings.
pub(super) fn find(report: &Report, columns: &[LevelledColumn]) -> Segments {
    let rows = [0, 1].map(|side| columns.first().map_or(0, |column| column.levels[side].len()));
    if rows.iter().any(|rows| *rows < FEWEST_ROWS) {
        return Segments { answer: SegmentAnswer::TooFewRows, ..Segments::default() };
    }
    let half = Sample { share: 0.5, seed: SEED };
    let rows_of = |is_first: bool| {
        rows.map(|rows| (0..rows as u32).filter(|row| half.keeps(u64::from(*row)) == is_first).collect::<Vec<u32>>())
    };
    let (discovery, confirmation) = (rows_of(true), rows_of(false));
    let is_target = |column: &LevelledColumn| {
        report.columns.iter().any(|own| own.name == column.outline.name && own.not_tested.is_none())
    };
    let effects: Vec<f64> = columns.iter().map(effect_of_all).collect();
    let steady = conditions(columns, &effects);
    let mut targets: Vec<usize> = (0..columns.len()).filter(|&place| is_target(&columns[place])).collect();
    sort_by(&mut targets, &|&one, &other| effects[other].total_cmp(&effects[one]));
    targets.truncate(MOST_TARGETS);
    let gathered = gathered(columns, |place| steady.contains(&place) || targets.contains(&place), &discovery);
    let halves = discovery.each_ref().map(|rows| rows.len() as u64);
    let best = targets.iter().filter_map(|&target| best_segment(&gathered, target, &steady, halves));
    let best: Vec<Candidate> = best.collect();
    let (mut concentrated, alike): (Vec<Candidate>, Vec<Candidate>) =
        best.into_iter().partition(|candidate| candidate.is_concentrated);
    sort_by(&mut concentrated, &|one, other| other.mass.total_cmp(&one.mass));
    concentrated.truncate(CANDIDATES);
    let p_values: Vec<f64> = concentrated.iter().map(|candidate| confirm(columns, candidate, &confirmation)).collect();
    let all = rows.map(|rows| (0..rows as u32).collect::<Vec<u32>>());
    let confirmed = concentrated.iter().zip(correction::holm(&p_values));
    let confirmed = confirmed.filter(|(_, p_value)| *p_value < LEVEL);
    let found = confirmed.map(|(candidate, p_value)| finding(columns, candidate, &all, p_value));
    // The half that was searched may exaggerate.
    let (findings, others): (Vec<SegmentFinding>, Vec<SegmentFinding>) =
        found.partition(|found| found.effect_outside <= MOST_OUTSIDE * found.effect_inside);
    Segments {
        answer: SegmentAnswer::None,
        findings: findings.into_iter().take(FINDINGS).collect(),
        alike: alike
            .iter()
            .map(|candidate| columns[candidate.target].outline.name.clone())
            .chain(others.into_iter().map(|found| found.column))
            .collect(),
        ..Segments::default()
    }
}

/// The columns of which conditions are made: steady ones, labels before numbers.
fn conditions(columns: &[LevelledColumn], effects: &[f64]) -> Vec<usize> {
    let is_steady = |&place: &usize| columns[place].outline.is_condition && effects[place] <= STEADY;
    let mut steady: Vec<usize> = (0..columns.len()).filter(is_steady).collect();
    sort_by_key(&mut steady, &|&place| !columns[place].outline.are_labels);
    steady.truncate(MOST_CONDITIONS);
    steady
}

/// The effect of all rows of a column.
fn effect_of_all(column: &LevelledColumn) -> f64 {
    effect(&column.levels.each_ref().map(|levels| {
        let mut counts = vec![0_u64; column.outline.count];
        levels.iter().for_each(|&level| counts.get_mut(usize::from(level)).into_iter().for_each(|count| *count += 1));
        counts
    }))
}

/// The rows of those columns that are needed; none of the others.
fn gathered(columns: &[LevelledColumn], is_needed: impl Fn(usize) -> bool, rows: &[Vec<u32>; 2]) -> Vec<Gathered> {
    let rows_of = |place: usize| if is_needed(place) { rows.each_ref().map(Vec::as_slice) } else { [&[][..]; 2] };
    columns.iter().enumerate().map(|(place, column)| Gathered::of(column, rows_of(place))).collect()
}

/// The segment of a target with the largest mass, of this number of rows of each side.
fn best_segment(columns: &[Gathered], target: usize, steady: &[usize], rows: [u64; 2]) -> Option<Candidate> {
    let conditions = steady.iter().copied().filter(|&place| place != target);
    let mut singles: Vec<Candidate> = Vec::new();
    let mut whole = None;
    for place in conditions {
        let table = SegmentTable::count(&columns[target], &[&columns[place]]);
        if cramers_v(&table) > COPY {
            continue;
        }
        let [reference, production] = table.all();
        whole = whole.or_else(|| drift_mass::mass(&reference, &production, rows));
        let found = largest(&table, rows).map(|(group, mass)| (vec![(place, group)], mass));
        let (by, mass) = found.unwrap_or_else(|| (vec![(place, 0)], f64::NEG_INFINITY));
        singles.push(Candidate { target, by, mass, is_concentrated: false });
    }
    sort_by(&mut singles, &|one, other| other.mass.total_cmp(&one.mass));
    let paired: Vec<usize> =
        singles.iter().take(MOST_PAIRED).flat_map(|single| single.by.first()).map(|by| by.0).collect();
    let mut best = singles.into_iter().next()?;
    for (rank, &first) in paired.iter().enumerate() {
        for &second in &paired[rank + 1..] {
            let table = SegmentTable::count(&columns[target], &[&columns[first], &columns[second]]);
            let Some((group, mass)) = largest(&table, rows).filter(|(_, mass)| *mass > best.mass) else {
                continue;
            };
            let of_second = columns[second].values();
            let by = vec![(first, group / of_second), (second, group % of_second)];
            best = Candidate { target, by, mass, is_concentrated: false };
        }
    }
    if !best.mass.is_finite() {
        return None;
    }
    let by: Vec<&Gathered> = best.by.iter().map(|(place, _)| &columns[*place]).collect();
    let (inside, outside) = inside_and_outside(&columns[target], &by, &best);
    let [inside, outside] = [inside, outside].map(|counts| effect(&counts));
    let is_heavy = best.mass > 0.0 && best.mass > CONCENTRATED * whole.unwrap_or_default();
    best.is_concentrated = is_heavy && outside <= MOST_OUTSIDE * inside;
    Some(best)
}

/// The group with the largest mass, among those with enough rows.
fn largest(table: &SegmentTable, rows: [u64; 2]) -> Option<(usize, f64)> {
    let fewest = rows.map(|rows| FEWEST_OF_A_SEGMENT.max((rows as f64 * LEAST_SHARE).ceil() as u64));
    let masses = (0..table.groups()).filter_map(|group| {
        let [reference, production] = table.group(group);
        let is_large =
            [reference, production].iter().zip(fewest).all(|(counts, fewest)| counts.iter().sum::<u64>() >= fewest);
        let share = |side: usize| [reference, production][side].iter().sum::<u64>() as f64 / rows[side].max(1) as f64;
        let is_large = is_large && share(0) <= MOST_GROWTH * share(1) && share(1) <= MOST_GROWTH * share(0);
        is_large.then(|| drift_mass::mass(reference, production, rows)).flatten().map(|mass| (group, mass))
    });
    masses.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// The p-value of a candidate on other rows.
fn confirm(columns: &[LevelledColumn], candidate: &Candidate, rows: &[Vec<u32>; 2]) -> f64 {
    let ([reference, production], _) = of_rows(columns, candidate, rows);
    let (reference, production) = chi_square::pool_rare(&reference, &production, SMALLEST_EXPECTED);
    chi_square::homogeneity(&reference, &production).map_or(1.0, |found| found.p_value)
}

/// A confirmed candidate with the figures of all rows.
fn finding(columns: &[LevelledColumn], candidate: &Candidate, rows: &[Vec<u32>; 2], p_value: f64) -> SegmentFinding {
    let (inside, outside) = of_rows(columns, candidate, rows);
    let share = |side: usize| inside[side].iter().sum::<u64>() as f64 / rows[side].len().max(1) as f64;
    let condition = |&(place, group): &(usize, usize)| SegmentCondition {
        column: columns[place].outline.name.clone(),
        value: columns[place].outline.values.get(group).cloned().unwrap_or_default(),
    };
    SegmentFinding {
        column: columns[candidate.target].outline.name.clone(),
        conditions: candidate.by.iter().map(condition).collect(),
        share_reference: share(0),
        share_production: share(1),
        effect_inside: effect(&inside),
        effect_outside: effect(&outside),
        p_value,
    }
}

/// The effect of two sets of counts; 0 where a side has none.
fn effect(counts: &[Vec<u64>; 2]) -> f64 {
    jensen_shannon::effect(&counts[0], &counts[1]).unwrap_or_default()
}

/// The counts of a target's levels in a segment, and among all other rows, for both sides.
type Split = ([Vec<u64>; 2], [Vec<u64>; 2]);

/// How a candidate splits these rows.
fn of_rows(columns: &[LevelledColumn], candidate: &Candidate, rows: &[Vec<u32>; 2]) -> Split {
    let gathered = |place: usize| Gathered::of(&columns[place], rows.each_ref().map(Vec::as_slice));
    let by: Vec<Gathered> = candidate.by.iter().map(|(place, _)| gathered(*place)).collect();
    inside_and_outside(&gathered(candidate.target), &by.iter().collect::<Vec<_>>(), candidate)
}

/// How a candidate splits the rows of its target, and of the columns that it is of.
fn inside_and_outside(target: &Gathered, by: &[&Gathered], candidate: &Candidate) -> Split {
    let table = SegmentTable::count(target, by);
    let group = candidate.by.iter().zip(by).fold(0, |group, ((_, own), column)| group * column.values() + own);
    let inside = table.group(group).map(<[u64]>::to_vec);
    let mut outside = table.all();
    for (all, inside) in outside.iter_mut().zip(&inside) {
        all.iter_mut().zip(inside).for_each(|(all, inside)| *all -= inside);
    }
    (inside, outside)
}

/// How closely two columns go together over both sides, from 0 to 1.
fn cramers_v(table: &SegmentTable) -> f64 {
    let groups: Vec<Vec<f64>> = (0..table.groups())
        .map(|group| {
            let [reference, production] = table.group(group);
            reference.iter().zip(production).map(|(n, m)| (n + m) as f64).collect()
        })
        .collect();
    let of_group: Vec<f64> = groups.iter().map(|counts| counts.iter().sum()).collect();
    let levels = groups.first().map_or(0, Vec::len);
    let of_level: Vec<f64> = (0..levels).map(|level| groups.iter().map(|counts| counts[level]).sum()).collect();
    let all: f64 = of_group.iter().sum();
    let used = |sums: &[f64]| sums.iter().filter(|sum| **sum > 0.0).count();
    let freedom = used(&of_group).min(used(&of_level)).saturating_sub(1);
    if freedom == 0 {
        return 0.0;
    }
    let mut sum = 0.0;
    for (counts, of_group) in groups.iter().zip(&of_group).filter(|(_, of_group)| **of_group > 0.0) {
        for (count, of_level) in counts.iter().zip(&of_level).filter(|(_, of_level)| **of_level > 0.0) {
            sum += count * count / (of_group * of_level);
        }
    }
    (((sum * all - all) / all).max(0.0) / freedom as f64).sqrt()
}
