//! The figures of a chart as CSV (RFC 4180), in full, for spreadsheets and notebooks.

use driftscope_report::{Categories, Histogram, Quantiles, Report};

use crate::export::quoted;

/// The counts of both sides, and their shares.
const SIDES: &str = "reference_count,production_count,reference_share,production_share\r\n";

/// A row for each bin, from its lower edge to its upper one. `moment` writes an edge that is a moment.
pub fn histogram_csv(histogram: &Histogram, moment: fn(f64) -> Option<String>) -> String {
    let edge = |edge: f64| moment(edge).unwrap_or_else(|| edge.to_string());
    let ends = histogram.edges.windows(2).map(|ends| match ends {
        [from, to] => format!("{},{}", edge(*from), edge(*to)),
        _ => String::new(),
    });
    let totals = [&histogram.reference, &histogram.production].map(|counts| counts.iter().sum());
    let rows = ends.zip(histogram.reference.iter().zip(&histogram.production));
    format!("from,to,{SIDES}")
        + &rows.map(|(ends, (one, other))| sides(&ends, [*one, *other], totals)).collect::<String>()
}

/// A row for each label, and one for all others.
pub fn categories_csv(categories: &Categories) -> String {
    let totals = categories.totals();
    let counts = categories.reference.iter().zip(&categories.production).map(|(one, other)| [*one, *other]);
    let mut text = format!("label,{SIDES}");
    for (label, counts) in categories.labels.iter().zip(counts) {
        text += &sides(&quoted(label), counts, totals);
    }
    let other = &categories.other;
    if other.categories > 0 {
        text += &sides(&format!("other ({})", other.categories), [other.reference, other.production], totals);
    }
    text
}

/// A row for each probability, with the quantiles of both sides.
pub fn quantiles_csv(quantiles: &Quantiles) -> String {
    let value = |values: &[f64], place: usize| values.get(place).map_or_else(String::new, f64::to_string);
    let row = |(place, probability): (usize, &f64)| {
        format!("{probability},{},{}\r\n", value(&quantiles.reference, place), value(&quantiles.production, place))
    };
    let rows = quantiles.probabilities.iter().enumerate().map(row);
    "probability,reference,production\r\n".to_owned() + &rows.collect::<String>()
}

/// A row for each column and window of time: the cells of the heat map. A window with fewer than 10 rows has no effect.
pub fn windows_csv(report: &Report) -> String {
    let mut text = "column,side,window,rows,partial,missing,effect\r\n".to_owned();
    let Some(windows) = &report.windows else { return text };
    for column in &report.columns {
        let Some(counts) = &column.windows else { continue };
        let name = quoted(&column.name);
        let both = [
            ("reference", &windows.reference, &counts.reference),
            ("production", &windows.production, &counts.production),
        ];
        for (side, windows, counts) in both {
            for (place, window) in windows.iter().enumerate() {
                let effect =
                    counts.effect.get(place).copied().flatten().map_or_else(String::new, |effect| effect.to_string());
                let missing = if window.has_counts() {
                    counts.missing.get(place).unwrap_or(&0).to_string()
                } else {
                    String::new()
                };
                text += &format!(
                    "{name},{side},{},{},{},{missing},{effect}\r\n",
                    quoted(&window.start),
                    window.rows,
                    window.partial
                );
            }
        }
    }
    text
}

/// A row that begins like this, with the counts and shares of both sides.
fn sides(begins: &str, [reference, production]: [u64; 2], totals: [u64; 2]) -> String {
    let share =
        |count: u64, total: u64| if total > 0 { (count as f64 / total as f64).to_string() } else { String::new() };
    let [one, other] = [share(reference, totals[0]), share(production, totals[1])];
    format!("{begins},{reference},{production},{one},{other}\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::calendar::format_datetime;
    use driftscope_report::{ColumnReport, ColumnWindows, OtherCategories, Window, WindowedCounts, Windows};

    #[test]
    fn bins_have_edges_counts_and_shares() {
        let histogram = Histogram {
            edges: vec![0.0, 0.5, 86_400.0],
            reference: vec![1, 3],
            production: vec![0, 0],
            ..Histogram::default()
        };
        let head = "from,to,reference_count,production_count,reference_share,production_share\r\n";
        assert_eq!(histogram_csv(&histogram, |_| None), format!("{head}0,0.5,1,0,0.25,\r\n0.5,86400,3,0,0.75,\r\n"));
        assert!(histogram_csv(&histogram, format_datetime).contains(",1970-01-02T00:00:00Z,3,"));
        // A report that is damaged has no row without its edges.
        let damaged = Histogram { edges: vec![1.0], ..histogram };
        assert_eq!(histogram_csv(&damaged, |_| None), head);
    }

    #[test]
    fn labels_are_quoted_and_the_rest_is_one_row() {
        let categories = Categories {
            labels: vec!["a,\"b\"".to_owned(), "c\nd".to_owned()],
            reference: vec![2, 1],
            production: vec![1, 1],
            other: OtherCategories { categories: 3, reference: 1, production: 2 },
            ..Categories::default()
        };
        assert_eq!(
            categories_csv(&categories),
            "label,reference_count,production_count,reference_share,production_share\r\n\
             \"a,\"\"b\"\"\",2,1,0.5,0.25\r\n\"c\nd\",1,1,0.25,0.25\r\nother (3),1,2,0.25,0.5\r\n"
        );
    }

    #[test]
    fn quantiles_of_a_side_without_values_are_empty() {
        let quantiles = Quantiles { probabilities: vec![0.0, 1.0], reference: vec![-1.5, 2.0], production: Vec::new() };
        assert_eq!(quantiles_csv(&quantiles), "probability,reference,production\r\n0,-1.5,\r\n1,2,\r\n");
    }

    #[test]
    fn every_cell_of_the_heat_map_has_a_row() {
        let window = |start: &str, rows| Window { start: start.to_owned(), rows, partial: rows < 20 };
        let counts =
            |effect: Vec<Option<f64>>| WindowedCounts { effect, missing: vec![4, 0], ..WindowedCounts::default() };
        let windows = ColumnWindows {
            reference: counts(vec![Some(0.125), None]),
            production: counts(vec![Some(0.5)]),
            ..ColumnWindows::default()
        };
        let column = ColumnReport { name: "x".to_owned(), windows: Some(windows), ..ColumnReport::default() };
        let report = Report {
            windows: Some(Windows {
                reference: vec![window("2026-01-01", 30), window("2026-01-02", 9)],
                production: vec![window("2026-01-03", 20)],
                ..Windows::default()
            }),
            columns: vec![column, ColumnReport::default()],
            ..Report::default()
        };
        assert_eq!(
            windows_csv(&report),
            "column,side,window,rows,partial,missing,effect\r\nx,reference,2026-01-01,30,false,4,0.125\r\n\
             x,reference,2026-01-02,9,true,,\r\nx,production,2026-01-03,20,false,4,0.5\r\n"
        );
    }
}
