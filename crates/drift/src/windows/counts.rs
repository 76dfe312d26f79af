//! The values of a column counted by window.

use driftscope_report::{ColumnReport, ColumnWindows, Kind, Presence, Window, WindowedCounts};
use driftscope_stats::jensen_shannon;
use driftscope_table::typing::Evidence;
use driftscope_table::{CellKind, Column};

use super::RowWindows;
use crate::values::booleans;
use crate::values::labels::RowLabels;
use crate::values::numeric;

/// Bins of numbers, beyond which neighbours are joined.
const MOST_BINS: usize = 12;

/// Categories that are counted by themselves.
const MOST_LABELS: usize = 11;

/// The code of a row without a value.
const NO_VALUE: u16 = u16::MAX;

/// The bin of each row of a side, and how the bins are described.
struct Binned {
    bins: usize,
    codes: [Vec<u16>; 2],
    edges: Vec<f64>,
    labels: Vec<String>,
}

/// A column by window. `edges` are those of the bins of its effect. `None` for columns that only one side has, and for the time.
pub(crate) fn windowed(
    report: &ColumnReport,
    edges: &[f64],
    columns: [Option<&Column>; 2],
    windows: &RowWindows,
) -> Option<ColumnWindows> {
    let (Some(reference), Some(production)) = (columns[0], columns[1]) else { return None };
    if report.presence != Presence::Both || report.name == windows.plan.windows.column {
        return None;
    }
    let binned = binned(report, edges, [reference, production]);
    let sides = [&windows.plan.windows.reference, &windows.plan.windows.production];
    let counted = [0, 1].map(|side| count(&binned, side, &windows.codes[side], sides[side].len()));
    let totals = counted.each_ref().map(Counted::total);
    let [reference, production] = [0, 1].map(|side| {
        let Counted { counts, missing } = &counted[side];
        let effect = |window: usize| {
            let rest = if side == 0 { totals[0].without(&counts[window], missing[window]) } else { totals[0].clone() };
            effect(&rest, &counts[window], missing[window])
        };
        let has_counts = |window: usize| sides[side].get(window).is_some_and(Window::has_counts);
        WindowedCounts {
            counts: (0..counts.len())
                .map(|window| if has_counts(window) { counts[window].clone() } else { Vec::new() })
                .collect(),
            missing: (0..counts.len()).map(|window| if has_counts(window) { missing[window] } else { 0 }).collect(),
            effect: (0..counts.len()).map(|window| effect(window).filter(|_| has_counts(window))).collect(),
        }
    });
    let mut column = ColumnWindows {
        edges: binned.edges,
        labels: binned.labels,
        reference,
        production,
        change: None,
        no_change: None,
    };
    windows.plan.find_change(&mut column);
    Some(slimmed(column))
}

/// The same with less to write: neighbouring bins are joined where there are many, and zeros that say nothing are left out.
fn slimmed(mut column: ColumnWindows) -> ColumnWindows {
    if column.edges.len() >= MOST_BINS {
        column.edges = column.edges.into_iter().skip(1).step_by(2).collect();
        for counts in column.reference.counts.iter_mut().chain(&mut column.production.counts) {
            *counts = counts.chunks(2).map(|pair| pair.iter().sum()).collect();
        }
    }
    for side in [&mut column.reference, &mut column.production] {
        if side.missing.iter().all(|missing| *missing == 0) {
            side.missing.clear();
        }
    }
    column
}

fn binned(report: &ColumnReport, edges: &[f64], columns: [&Column; 2]) -> Binned {
    let evidence = Evidence::of_sides(columns.map(Some));
    match report.kind {
        Kind::Numeric => {
            let code = |value: f64| {
                if value.is_nan() { NO_VALUE } else { edges.partition_point(|edge| *edge <= value) as u16 }
            };
            let codes = [0, 1].map(|side| {
                let values = numeric::rows(columns[side], &evidence[side]);
                values.into_iter().map(code).collect()
            });
            Binned { bins: edges.len() + 1, codes, edges: edges.to_vec(), labels: Vec::new() }
        }
        Kind::Boolean => {
            let codes = [0, 1].map(|side| {
                let values = booleans::rows(columns[side], &evidence[side]);
                values.map(|value| value.map_or(NO_VALUE, u16::from)).collect()
            });
            let labels = ["false", "true"].map(str::to_owned).to_vec();
            Binned { bins: 2, codes, edges: Vec::new(), labels }
        }
        Kind::Category => categories(report, columns, &evidence),
        _ => Binned {
            bins: 1,
            codes: [0, 1].map(|side| {
                let is_missing = |kind| matches!(kind, CellKind::Missing | CellKind::NotANumber);
                let codes = columns[side].cells.iter();
                codes.map(|cell| if is_missing(cell.kind()) { NO_VALUE } else { 0 }).collect()
            }),
            edges: Vec::new(),
            labels: Vec::new(),
        },
    }
}

fn categories(report: &ColumnReport, columns: [&Column; 2], evidence: &[Evidence; 2]) -> Binned {
    let mut labels: Vec<(u64, &str)> = report
        .categories
        .iter()
        .flat_map(|listed| {
            let counts = listed.reference.iter().zip(&listed.production).map(|(one, other)| one + other);
            counts.zip(listed.labels.iter().map(String::as_str))
        })
        .collect();
    labels.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    labels.truncate(MOST_LABELS);
    let labels: Vec<String> = labels.into_iter().map(|(_, label)| label.to_owned()).collect();
    let mut numbers = RowLabels::new([0, 1].map(|side| Some(&evidence[side])));
    let rows = [0, 1].map(|side| numbers.of_rows(Some((columns[side], &evidence[side]))));
    let place = |text: &String| labels.iter().position(|label| label == text).unwrap_or(labels.len()) as u16;
    let places: Vec<u16> = numbers.into_texts().iter().map(place).collect();
    let code = |number: u32| places.get(number as usize).copied().unwrap_or(NO_VALUE);
    let codes = rows.map(|rows| rows.into_iter().map(code).collect());
    Binned { bins: labels.len() + 1, codes, edges: Vec::new(), labels }
}

/// The counts of each window of a side.
struct Counted {
    counts: Vec<Vec<u64>>,
    missing: Vec<u64>,
}

/// The counts of several windows together.
#[derive(Clone)]
struct Total {
    counts: Vec<u64>,
    missing: u64,
}

fn count(binned: &Binned, side: usize, windows: &[u16], count: usize) -> Counted {
    let mut counts = vec![vec![0_u64; binned.bins]; count];
    let mut missing = vec![0_u64; count];
    for (&window, &code) in windows.iter().zip(&binned.codes[side]) {
        let Some(bins) = counts.get_mut(usize::from(window)) else { continue };
        if code == NO_VALUE {
            missing[usize::from(window)] += 1;
        } else if let Some(bin) = bins.get_mut(usize::from(code)) {
            *bin += 1;
        }
    }
    Counted { counts, missing }
}

impl Counted {
    fn total(&self) -> Total {
        let bins = self.counts.first().map_or(0, Vec::len);
        let counts = (0..bins).map(|bin| self.counts.iter().map(|window| window[bin]).sum()).collect();
        Total { counts, missing: self.missing.iter().sum() }
    }
}

impl Total {
    fn without(&self, counts: &[u64], missing: u64) -> Self {
        let rest = self.counts.iter().zip(counts).map(|(all, some)| all.saturating_sub(*some)).collect();
        Self { counts: rest, missing: self.missing.saturating_sub(missing) }
    }

    fn present(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// The effect of a window, to three decimals.
fn effect(base: &Total, counts: &[u64], missing: u64) -> Option<f64> {
    let values = jensen_shannon::effect(&base.counts, counts);
    let present: u64 = counts.iter().sum();
    let there = if counts.is_empty() {
        None
    } else {
        jensen_shannon::effect(&[base.present(), base.missing], &[present, missing])
    };
    let larger = values.into_iter().chain(there).reduce(f64::max)?;
    Some((larger * 1000.0).round() / 1000.0)
}
