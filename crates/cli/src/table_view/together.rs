//! What the columns show together, below those of the columns by themselves.

use driftscope_present::numbers;
use driftscope_present::together::most_unusual;
use driftscope_report::{CategoryPairChange, CoefficientChange, Multivariate, PairChange, Report};

use super::Page;
use super::paper::Style;
use crate::text;
use crate::text::plain;

/// The most pairs of columns that are listed.
const PAIRS: usize = 8;

/// Writes it, where there is anything.
pub(super) fn print(report: &Report, page: &mut Page) {
    let Some(found) = &report.multivariate else { return };
    page.heading("Columns together");
    page.paragraph(Style::Plain, &format!("  {}", plain(&found.finding)), 4);
    if let Some(line) = most_unusual(report) {
        page.paragraph(Style::Plain, &format!("  {line}"), 4);
    }
    let pairs = changed(found);
    for pair in pairs.iter().take(PAIRS) {
        page.paragraph(Style::Plain, &format!("  {pair}"), 4);
    }
    let more = (found.changed_pairs as usize).saturating_sub(PAIRS);
    if more > 0 {
        page.line(Style::Dim, &format!("  {more} more changed, in the report as JSON or page"));
    }
    for note in &found.notes {
        page.paragraph(Style::Dim, &format!("  {note}"), 4);
    }
}

/// The pairs that changed, the largest change first.
fn changed(found: &Multivariate) -> Vec<String> {
    let numbers = found.correlations.iter().filter(|pair| pair.has_changed());
    let numbers = numbers.map(|pair| (pair.largest_difference(), of_numbers(pair)));
    let categories = found.associations.iter().filter(|pair| pair.changed).map(|pair| (pair.size, of_categories(pair)));
    let mut pairs: Vec<(f64, String)> = numbers.chain(categories).collect();
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    pairs.into_iter().map(|pair| pair.1).collect()
}

fn of_numbers(pair: &PairChange) -> String {
    let became = |change: &CoefficientChange| became([change.reference, change.production], change.p_adjusted);
    let mut line = format!("{}: Spearman {}", names(&pair.first, &pair.second), became(&pair.ranks));
    if let Some(pearson) = &pair.pearson {
        line += &format!("; Pearson {}", became(pearson));
    }
    if let Some(differs) = &pair.differs {
        line += &format!("; {}", plain(differs));
    }
    line
}

fn of_categories(pair: &CategoryPairChange) -> String {
    let became = became([pair.reference, pair.production], pair.p_adjusted);
    format!(
        "{}: Cramér’s V {became}; which categories occur together changed by {}",
        names(&pair.first, &pair.second),
        numbers::effect(pair.size)
    )
}

fn names(first: &str, second: &str) -> String {
    let [first, second] = [first, second].map(|name| text::shortened(&plain(name), 30));
    format!("{first} · {second}")
}

fn became([reference, production]: [f64; 2], p_adjusted: f64) -> String {
    let [reference, production] = [reference, production].map(numbers::coefficient);
    format!("{reference} → {production}, {}", numbers::p_relation(p_adjusted))
}
