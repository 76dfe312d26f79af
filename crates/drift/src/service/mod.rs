//! How the model is served: requests, rate, errors and latency of both sides, by window and by version.
//!
//! Works on the columns that are read together ([`JointColumn`]): latency, status, version and time. Whether a figure changed is decided
//! in `driftscope_decide`. Method: `docs/methods.md`, Service.

mod changes;
mod last_hour;
mod rows;
mod status;
mod unit;
mod versions;
mod windows;

use driftscope_report::{Report, Role, Service};

use self::rows::ServiceRows;
use self::status::State;
use self::versions::Versions;
use self::windows::Covered;
use crate::joint::{JointColumn, JointForm, JointValues};
use crate::performance::Named;
use crate::windows::RowsByWindow;

/// A column with more distinct values holds no versions.
const MOST_VERSIONS: usize = 1_000;

/// How the model is served. `None` where no column holds latencies or the status of requests.
pub(crate) fn of(report: &Report, columns: &[JointColumn], windows: Option<&RowsByWindow<'_>>) -> Option<Service> {
    let of_role = |role: Role| columns.iter().filter(move |column| column.outline.role == role);
    // Latencies of both sides before those of one.
    let sides = |column: &&JointColumn| column.outline.forms.iter().filter(|form| **form == JointForm::Numbers).count();
    let latency = of_role(Role::Latency).filter(|column| sides(column) > 0).rev().max_by_key(sides);
    let rows_of = [report.reference.rows, report.production.rows].map(|rows| rows as usize);
    let (states, status) = status::states(&of_role(Role::Status).collect::<Vec<_>>(), rows_of);
    if latency.is_none() && status.is_empty() {
        return None;
    }
    let rows = ServiceRows {
        latencies: numbers(latency),
        knows_client_errors: states.iter().flatten().any(|state| *state == State::ClientError),
        states,
        moments: numbers(of_role(Role::Time).next()),
        rows: rows_of,
    };
    let all = [0, 1].map(|side| rows.gather(side, 0..rows.rows[side] as u32));
    let [reference, production] = [0, 1].map(|side| {
        let covered = windows.map(|windows| Covered::of(&rows, side, windows).total);
        all[side].figures(covered.or_else(|| windows::ends(&rows, side).map(|[first, last]| last - first)))
    });
    let named = of_role(Role::Version).find_map(|column| Named::of(column, MOST_VERSIONS));
    let versions = named.as_ref().map(|named| Versions::of(&rows, named));
    let (mut groups, windows_left_out) = windows.map(|windows| windows::groups(&rows, windows)).unwrap_or_default();
    groups.extend(versions.iter().flat_map(|versions| versions.groups(&rows)));
    Some(Service {
        unit: latency.and_then(|column| unit::of(&column.outline.name)).map(str::to_owned),
        versions: versions.as_ref().map(Versions::names).unwrap_or_default(),
        latency: latency.map(|column| column.outline.name.clone()),
        status,
        sentence: String::new(),
        reference,
        production,
        changes: changes::between(&all[0], &all[1]),
        last_hour: last_hour::of(&rows),
        groups,
        windows_left_out,
        comparison: versions.and_then(|versions| versions.comparison(&rows, windows)),
    })
}

/// The numbers of a column by row; none without it.
fn numbers(column: Option<&JointColumn>) -> [&[f64]; 2] {
    column.map_or([&[]; 2], |column| column.values.each_ref().map(JointValues::numbers))
}
