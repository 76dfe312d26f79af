//! Prints how often the 95 % intervals of a model's metrics cover the true value, and their p-values reject two equal models: `cargo run
//! --release --example metric_interval_coverage`.

use driftscope_stats::performance::{
    Compared, Confusion, ConfusionMetric, Measured, ScoreMetric, Scores, calibration, confusion, scores,
};
use driftscope_stats::random::Random;

const TRIALS: u32 = 2_000;
const SIZES: [usize; 3] = [100, 500, 2_000];

/// Mean and spread of the logits of the scores, which are true probabilities.
const LAWS: [(&str, f64, f64); 3] =
    [("balanced", 0.0, 1.5), ("a fifth positive", -2.0, 1.5), ("nearly always right", 0.0, 5.0)];

const COUNTS: [(&str, ConfusionMetric); 7] = [
    ("accuracy", ConfusionMetric::Accuracy),
    ("precision", ConfusionMetric::Precision),
    ("recall", ConfusionMetric::Recall),
    ("F1", ConfusionMetric::F1),
    ("balanced accuracy", ConfusionMetric::BalancedAccuracy),
    ("MCC", ConfusionMetric::Mcc),
    ("κ", ConfusionMetric::Kappa),
];
const SCORES: [(&str, ScoreMetric); 4] = [
    ("ROC AUC", ScoreMetric::RocAuc),
    ("average precision", ScoreMetric::AveragePrecision),
    ("log loss", ScoreMetric::LogLoss),
    ("Brier", ScoreMetric::Brier),
];

struct Data {
    table: Confusion,
    scores: Scores,
}

impl Data {
    fn measured(&self) -> Vec<Option<Measured>> {
        let counts = COUNTS.iter().map(|(_, metric)| confusion::measure(*metric, 1, &self.table).ok());
        let mut all: Vec<Option<Measured>> = counts.collect();
        all.extend(SCORES.iter().map(|(_, metric)| scores::measure(*metric, &self.scores).ok()));
        let found = calibration(&self.scores);
        all.extend([found.as_ref().and_then(|found| found.slope), found.as_ref().and_then(|found| found.intercept)]);
        all
    }

    fn compared(&self, other: &Self) -> Vec<Compared> {
        let counts = COUNTS.iter().map(|(_, metric)| confusion::compare(*metric, 1, [&self.table, &other.table]));
        let scores = SCORES.iter().map(|(_, metric)| scores::compare(*metric, [&self.scores, &other.scores]));
        counts.chain(scores).collect()
    }
}

fn drawn(n: usize, middle: f64, spread: f64, random: &mut Random) -> Data {
    let (mut table, mut rows) = (Confusion::new(2), Vec::with_capacity(n));
    for _ in 0..n {
        let radius = (-2.0 * libm::log(1.0 - random.unit())).sqrt();
        let logit = middle + spread * radius * libm::cos(2.0 * std::f64::consts::PI * random.unit());
        let score = 1.0 / (1.0 + libm::exp(-logit));
        let label = random.unit() < score;
        table.add(usize::from(label), usize::from(score >= 0.5), 1);
        rows.push((score, label));
    }
    Data { table, scores: Scores::of(&rows) }
}

/// The metrics of a million rows, whose own error is a hundredth of that of 100 rows.
fn truth(middle: f64, spread: f64) -> Vec<f64> {
    let mut found: Vec<f64> = drawn(1_000_000, middle, spread, &mut Random::new(1))
        .measured()
        .iter()
        .map(|metric| metric.map_or(f64::NAN, |metric| metric.value))
        .collect();
    let known = COUNTS.len() + SCORES.len();
    found[known..].copy_from_slice(&[1.0, 0.0]);
    found
}

fn main() {
    let titles = COUNTS.iter().map(|(title, _)| *title).chain(SCORES.iter().map(|(title, _)| *title));
    let titles: Vec<&str> = titles.chain(["slope", "intercept"]).collect();
    let header: Vec<String> = LAWS.iter().flat_map(|(name, _, _)| SIZES.map(|n| format!("{name}, {n}"))).collect();
    println!("| metric | {} |\n|---|{}", header.join(" | "), "---|".repeat(header.len()));
    let cells: Vec<Vec<String>> = LAWS
        .iter()
        .flat_map(|&(_, middle, spread)| {
            let truth = truth(middle, spread);
            SIZES.map(|n| column(n, middle, spread, &truth))
        })
        .collect();
    for (place, title) in titles.iter().enumerate() {
        let row: Vec<&str> = cells.iter().map(|column| column[place].as_str()).collect();
        println!("| {title} | {} |", row.join(" | "));
    }
}

/// For each metric the coverage in per cent, and the share of p-values below 5 % between two samples of one model.
fn column(n: usize, middle: f64, spread: f64, truth: &[f64]) -> Vec<String> {
    let mut random = Random::new(7);
    let (mut covered, mut defined) = (vec![0_u32; truth.len()], vec![0_u32; truth.len()]);
    let (mut rejected, mut compared) = (vec![0_u32; truth.len()], vec![0_u32; truth.len()]);
    for _ in 0..TRIALS {
        let sides = [0, 1].map(|_| drawn(n, middle, spread, &mut random));
        for (place, found) in sides[0].measured().into_iter().enumerate() {
            let Some(found) = found else { continue };
            defined[place] += 1;
            covered[place] += u32::from(found.low <= truth[place] && truth[place] <= found.high);
        }
        for (place, found) in sides[0].compared(&sides[1]).into_iter().enumerate() {
            let Some(difference) = found.difference else { continue };
            compared[place] += 1;
            rejected[place] += u32::from(difference.p_value < 0.05);
        }
    }
    let percent = |part: u32, of: u32| {
        if of == 0 { "–".to_owned() } else { format!("{:.1}", 100.0 * f64::from(part) / f64::from(of)) }
    };
    let cell = |place: usize| {
        let coverage = percent(covered[place], defined[place]);
        if compared[place] == 0 {
            coverage
        } else {
            format!("{coverage} / {}", percent(rejected[place], compared[place]))
        }
    };
    (0..truth.len()).map(cell).collect()
}
