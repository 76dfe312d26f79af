//! The last 60 minutes of a log, as simple dashboards sum them up with pandas: requests, successes, mean, p95, p99 and maximum.

use driftscope_report::{FEWEST_ROWS_OF_A_WINDOW, LastHour};
use driftscope_stats::quantile::quantile_sorted;

use super::rows::{ServiceRows, mean};
use super::windows::ends;

const SECONDS: f64 = 3_600.0;

/// Production's last hour: after the time that lies 60 minutes before its last record. `None` with fewer than 10 requests.
pub(super) fn of(rows: &ServiceRows<'_>) -> Option<LastHour> {
    const PRODUCTION: usize = 1;
    let [_, last] = ends(rows, PRODUCTION)?;
    let is_recent = |&row: &u32| rows.moment(PRODUCTION, row as usize).is_some_and(|moment| moment > last - SECONDS);
    let recent: Vec<u32> = (0..rows.rows[PRODUCTION] as u32).filter(is_recent).collect();
    if (recent.len() as u64) < FEWEST_ROWS_OF_A_WINDOW {
        return None;
    }
    let requests = recent.len() as u64;
    let found = rows.gather(PRODUCTION, recent.into_iter());
    let successes = found.with_status - found.server_errors - found.client_errors.unwrap_or(0);
    let quantile =
        |probability: f64| quantile_sorted(found.sorted.as_slice(), probability).filter(|value| value.is_finite());
    Some(LastHour {
        requests,
        success_share: (found.with_status > 0).then(|| successes as f64 / found.with_status as f64),
        mean: mean(&found.sorted),
        p95: quantile(0.95),
        p99: quantile(0.99),
        max: quantile(1.0),
    })
}
