//! Writes the statement.
//!
//! ```text
//! table ─ source ─► cells ─► counted ─► … ─► sized ─► grouped ─► rows of text
//!         one scan   a row    each value      bits      buckets,
//!                    a cell   once, with      that are  labels,
//!                             its count       dropped   totals
//! ```
//!
//! The steps follow each other, each named once, so that an engine that computes a step wherever it is named scans the table once, too.
//!
//! *Buckets.* A profile groups doubles by their 64 bits without the last s, with the smallest s that leaves 4096 groups
//! (`driftscope_stats::value_sketch`). Engines have no such bits, but x = ±m · 2^e with 2^e ≤ |x| < 2^(e+1) gives them:
//!
//! ```text
//! bits = (e + 1022) · 2^52 + |x| / 2^e · 2^52        e ≥ −1022
//! ```
//!
//! Dividing by a power of two is exact, and the logarithm only guesses e, which comparisons with 2^e mend. Neighbours in the
//! order of bits part at the highest bit in which they differ; counting these gives s. A bucket is its bits less their rest
//! modulo 2^s. Sums of the rests and of their squares are whole numbers, so that sum and sum of squares of the values come
//! back exactly.
//!
//! *A model* is one more column, numbered behind the others: its values are the scores, each with the combination of the label, the answer
//! and the version as its string. Neighbours are those of one combination.
//!
//! *Segments* are one more column for each but times, whose values are the numbers with the segment as their string, or whose strings are the
//! segment and the string. Their windows are dropped.
//!
//! *Strings* of which there are more than 10 000 are cut as a profile cuts them: those that occur more often than the one in place
//! 10 001 are kept. How many differ is estimated from MD5 hashes (HyperLogLog, 4096 registers, the least hash of each).

use crate::dialect::Dialect;
use crate::writer::{Request, Writer};

/// The statement, without a semicolon, with a final newline.
pub fn statement(request: &Request, dialect: &Dialect) -> String {
    let writer = Writer { request, dialect };
    let mut steps = vec![
        ("source", writer.source()),
        ("cells", writer.cells()),
        ("counted", writer.counted()),
        ("sorted_out", writer.sorted_out()),
        ("guessed", writer.guessed()),
        ("scaled", writer.scaled()),
        ("written", writer.written()),
    ];
    let has_scores = writer.model().is_some_and(|(_, model)| model.score.is_some() && model.dropped == 0);
    let has_scores = has_scores || writer.by_segment().any(|(_, column)| column.kind.is_measured());
    let needs_levels =
        has_scores || request.columns.iter().any(|column| column.kind.is_measured() && column.dropped == 0);
    if needs_levels {
        steps.push(("neighbours", writer.neighbours()));
        steps.push(("split", writer.split()));
        steps.push(("levelled", writer.levelled()));
    }
    let last = if needs_levels { "levelled" } else { "written" };
    steps.push(("ranked", writer.ranked(last, needs_levels)));
    steps.push(("sized", writer.sized(needs_levels)));
    steps.push(("cut", writer.cut()));
    steps.push(("grouped", writer.grouped()));
    let steps: Vec<String> =
        steps.iter().map(|(name, text)| format!("{} AS (\n{}\n)", writer.q(name), indented(text))).collect();
    format!("{}WITH {}\n{}\n", writer.heading(), steps.join(",\n"), writer.result())
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}
