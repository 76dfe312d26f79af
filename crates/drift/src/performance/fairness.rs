//! How the metrics differ between the groups of a column, now and since the reference.
//!
//! The groups are the values of columns with the role segment, and of the segment that a person picked. Values with fewer than 30 labelled
//! rows are one group: none is hidden, and none is blamed by chance. Figures are those of `driftscope_stats::performance::gaps`.

use driftscope_report::{GroupDifference, GroupDifferences, MetricDifference, MetricOfGroups, Report, Role, Task};
use driftscope_stats::performance::{Confusion, GroupGap, GroupRows, gap_change, gaps};

use super::classes::{Named, ValueGroup};
use super::metrics::{written, written_difference};
use super::rows::ModelRows;
use crate::joint::JointColumn;

/// Labelled rows of a group at least, and rows that a metric of it is about.
const FEWEST_ROWS: usize = 30;
const FEWEST_OF_A_METRIC: u64 = 10;

/// A column with more distinct values has no groups.
const MOST_DISTINCT: usize = 1_000;

/// The metrics of groups, by task.
fn metrics(task: Task, has_positive: bool) -> &'static [&'static str] {
    match task {
        Task::Binary if has_positive => &["accuracy", "recall", "specificity", "selection_rate"],
        Task::Binary | Task::Multiclass => &["accuracy"],
        Task::Regression => &["bias", "mae"],
        // Groups of rows are no lists.
        Task::Ranking => &[],
    }
}

/// The groups of every column that has any.
pub(super) fn of(report: &Report, rows: &ModelRows<'_>, columns: &[JointColumn]) -> Vec<GroupDifferences> {
    let picked = report.settings.segment.as_deref();
    let has_groups =
        |column: &&JointColumn| column.outline.role == Role::Segment || picked == Some(column.outline.name.as_str());
    columns.iter().filter(has_groups).filter_map(|column| of_column(rows, column)).collect()
}

fn of_column(rows: &ModelRows<'_>, column: &JointColumn) -> Option<GroupDifferences> {
    let named = Named::of(column, MOST_DISTINCT).filter(|named| named.labels.len() > 1)?;
    let places = [0, 1].map(|side| named.rows(side, |row| rows.is_compared(side, row)));
    let total = |side: usize| places[side].iter().map(Vec::len).sum::<usize>();
    // Without labels of production, the groups of the reference are all there is.
    let side = if total(1) >= 2 * FEWEST_ROWS { 1 } else { 0 };
    let size = |value: usize| places[side][value].len() as u64;
    let (groups, folded) = named.largest(size, |value| size(value) >= FEWEST_ROWS as u64);
    let sides = [0, 1].map(|side| -> Vec<Group> {
        groups.iter().map(|group| Group::of(rows, side, group.rows(&places[side]).collect())).collect()
    });
    let ids = metrics(rows.task, rows.positive().is_some());
    let metrics: Vec<MetricOfGroups> =
        ids.iter().filter_map(|id| of_metric(id, &groups, &sides, side, rows.place_of_positive())).collect();
    let column = column.outline.name.clone();
    let side = ["reference", "production"][side].to_owned();
    (!metrics.is_empty()).then(|| GroupDifferences {
        column,
        side,
        sentence: String::new(),
        folded_values: folded as u64,
        metrics,
    })
}

/// The rows of a group of a side.
struct Group {
    confusion: Confusion,
    errors: Vec<f64>,
}

impl Group {
    fn of(rows: &ModelRows<'_>, side: usize, members: Vec<usize>) -> Self {
        let errors = members.iter().filter_map(|&row| rows.error(side, row)).collect();
        Self { confusion: rows.confusion(side, members.into_iter()), errors }
    }

    /// What a metric is about: hits among rows, or errors.
    fn rows(&self, id: &str, positive: usize) -> Option<GroupRows> {
        let (table, other) = (&self.confusion, 1 - positive.min(1));
        let share = |hits: u64, n: u64| GroupRows::Share { hits, n };
        let [hits, misses] = [table.count(positive, positive), table.count(positive, other)];
        let [alarms, rest] = [table.count(other, positive), table.count(other, other)];
        let found = match id {
            "accuracy" => {
                let right = (0..table.classes()).map(|class| table.count(class, class)).sum();
                share(right, table.rows())
            }
            "recall" => share(hits, hits + misses),
            "specificity" => share(rest, alarms + rest),
            "selection_rate" => share(hits + alarms, table.rows()),
            "bias" => GroupRows::of(self.errors.iter().copied()),
            _ => GroupRows::of(self.errors.iter().map(|error| error.abs())),
        };
        Some(found).filter(|found| found.n() >= FEWEST_OF_A_METRIC)
    }
}

fn of_metric(
    id: &str,
    groups: &[ValueGroup],
    sides: &[Vec<Group>; 2],
    side: usize,
    positive: usize,
) -> Option<MetricOfGroups> {
    let found = sides.each_ref().map(|side| {
        let known = side.iter().enumerate().filter_map(|(place, group)| Some((place, group.rows(id, positive)?)));
        let (places, rows): (Vec<usize>, Vec<GroupRows>) = known.unzip();
        gaps(&rows).map(|found| (places, found))
    });
    let (places, shown) = found[side].as_ref()?;
    let before = |place: usize| -> Option<GroupGap> {
        let (places, before) = found[0].as_ref().filter(|_| side == 1)?;
        before.groups.get(places.iter().position(|known| *known == place)?).copied()
    };
    let group = |(&place, own): (&usize, &GroupGap)| GroupDifference {
        value: groups[place].value.clone(),
        own: written(own.own),
        gap: written(own.measured()),
        shrunk: written(own.shrunk),
        change: before(place).and_then(|before| change(&before, own)),
        ..GroupDifference::default()
    };
    Some(MetricOfGroups {
        id: id.to_owned(),
        p_value: shown.p_value,
        p_adjusted: shown.p_value,
        spread: shown.spread,
        differs: false,
        groups: places.iter().zip(&shown.groups).map(group).collect(),
    })
}

fn change(before: &GroupGap, now: &GroupGap) -> Option<MetricDifference> {
    written_difference(gap_change(before, now))
}
