//! Times the computation of columns together: two sides of 10,000 rows and 20 columns.
//!
//! ```sh
//! cargo run --release -p driftscope-drift --example together_speed [NUMBERS] [CATEGORIES]
//! ```
//!
//! Prints the processor time of one run in milliseconds, the least of several, with the rows already read and the columns compared.

#[path = "../../stats/examples/speed/clock.rs"]
mod clock;

use driftscope_drift::{compare, sample_rows, with_columns_together};
use driftscope_report::Settings;
use driftscope_stats::random::Random;
use driftscope_table::{ReadOptions, Table, TableReader};

const ROWS: u32 = 10_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let (numbers, categories) = (given.first().copied().unwrap_or(14), given.get(1).copied().unwrap_or(6));
    let [reference, production] = [table(numbers, categories, 1)?, table(numbers, categories, 2)?];
    let report = compare(&reference, &production, &Settings::default());
    let sides = [sample_rows(&reference), sample_rows(&production)];
    let least = 1e3 * clock::fastest(|| with_columns_together(report.clone(), sides.each_ref()));
    println!("{numbers} columns of numbers, {categories} of categories, {ROWS} rows a side: {least:.1} ms");
    Ok(())
}

/// Columns that go together by a part that all share, every third with gaps.
fn table(numbers: usize, categories: usize, seed: u64) -> Result<Table, driftscope_table::ReadError> {
    let mut random = Random::new(seed);
    let mut text = String::new();
    for _ in 0..ROWS {
        let common = random.unit();
        let mut cells: Vec<String> = Vec::with_capacity(numbers + categories);
        for column in 0..numbers {
            let value = common + random.unit() + random.unit();
            let gap = column % 3 == 0 && random.unit() < 0.02;
            cells.push(if gap { format!("\"n{column}\":null") } else { format!("\"n{column}\":{value:.5}") });
        }
        for column in 0..categories {
            let value = ((common + random.unit()) * (3.0 + column as f64)) as u32;
            cells.push(format!("\"c{column}\":\"v{value}\""));
        }
        text.push_str(&format!("{{{}}}\n", cells.join(",")));
    }
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("speed.jsonl");
    reader.feed(text.as_bytes());
    reader.end_file(String::new());
    reader.finish()
}
