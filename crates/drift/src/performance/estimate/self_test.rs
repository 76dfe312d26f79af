//! How far the estimate misses on the reference itself, where parts of it are chosen to be unlike the rest.

use driftscope_report::EstimateSelfTest;
use driftscope_stats::performance::estimate::{Calibrator, Method};
use driftscope_stats::random::Random;

use super::Basis;
use super::calibrated::labelled;

/// Parts that are tried.
const SHIFTS: usize = 50;

/// Labelled rows of the reference that are used; of more, an even choice.
const MOST_ROWS: usize = 10_000;

/// Labelled rows that the test needs: one half calibrates, of the other about a half is chosen.
const FEWEST_ROWS: usize = 400;

/// The share of rows that is chosen among those with an unlikely level.
const UNLIKELY: f64 = 0.2;

/// The seed of the halves and of the parts.
const SEED: u64 = 0x5eed_d21f_7500_0007;

/// Draws parts by the levels of a column, estimates their accuracy by the calibrated scores of other rows, and holds it against their labels.
/// `None` with fewer than 400 labelled rows, or without columns.
pub(super) fn of(basis: &Basis<'_>, method: Method) -> Option<EstimateSelfTest> {
    let Basis { rows, parts, inputs, .. } = basis;
    let part = parts.parts.iter().max_by_key(|part| part.labelled.len())?;
    let used = MOST_ROWS.min(part.labelled.len());
    let chosen: Vec<u32> = (0..used).map(|at| part.labelled[at * part.labelled.len() / used]).collect();
    if chosen.len() < FEWEST_ROWS || inputs.count() == 0 {
        return None;
    }
    let mut random = Random::new(SEED);
    let (mut shifts, mut error, mut by_chance) = (0.0, 0.0, 0.0);
    for shift in 0..SHIFTS {
        let mut likely = [false; 256];
        likely.iter_mut().for_each(|likely| *likely = random.below(2) == 1);
        let (mut learnt, mut tried) = (Vec::new(), Vec::new());
        for (level, row) in in_order(basis, shift % inputs.count(), &chosen) {
            if random.below(2) == 0 {
                learnt.push(row);
            } else if likely[usize::from(level)] || random.unit() < UNLIKELY {
                tried.push(row);
            }
        }
        let learnt = labelled(rows, learnt.iter().map(|row| (*row, 1.0)));
        let calibrator = Calibrator::fit(method, &learnt).or_else(|| Calibrator::fit(Method::Isotonic, &learnt));
        let Some(calibrator) = calibrator.filter(|_| tried.len() >= super::FEWEST_ROWS) else { continue };
        let (mut estimated, mut realised, mut variance) = (0.0, 0.0, 0.0);
        // In the order above, so that the sums are the same for any order of rows.
        for row in tried.iter().map(|row| *row as usize) {
            let (Some(score), Some(is_hit)) = (rows.estimable_score(0, row), rows.is_hit(0, row)) else { continue };
            let (rate, answer) = (calibrator.rate(score), rows.is_positive_answer(0, row));
            estimated += if answer { rate } else { 1.0 - rate };
            realised += f64::from(u8::from(answer == is_hit));
            variance += rate * (1.0 - rate);
        }
        let n = tried.len() as f64;
        shifts += 1.0;
        error += (estimated - realised).abs() / n;
        // The mean distance of a normal law from its middle.
        by_chance += (variance * core::f64::consts::FRAC_2_PI).sqrt() / n;
    }
    (shifts > 0.0).then(|| EstimateSelfTest {
        shifts: shifts as u64,
        error: error / shifts,
        by_chance: by_chance / shifts,
    })
}

/// Rows with their level of a column, in an order that does not depend on that of the rows.
fn in_order(basis: &Basis<'_>, column: usize, chosen: &[u32]) -> Vec<(u8, u32)> {
    let Basis { rows, inputs, .. } = basis;
    let mut levels = inputs.groups(column, 0).peekable();
    let mut found: Vec<(u8, u32)> = Vec::with_capacity(chosen.len());
    for &row in chosen {
        while levels.next_if(|(other, _)| *other < row).is_some() {}
        let level = levels.peek().filter(|(other, _)| *other == row).map(|(_, level)| *level);
        found.extend(level.map(|level| (level, row)));
    }
    let what = |row: u32| {
        let row = row as usize;
        (rows.estimable_score(0, row).unwrap_or(f64::NAN), rows.is_hit(0, row), rows.is_positive_answer(0, row))
    };
    found.sort_by(|one, other| {
        let (first, second) = (what(one.1), what(other.1));
        one.0.cmp(&other.0).then(first.0.total_cmp(&second.0)).then((first.1, first.2).cmp(&(second.1, second.2)))
    });
    found
}
