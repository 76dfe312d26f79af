//! No drift, no alarm: both sides are drawn from one law, so every column called drifted is a false alarm.

use driftscope_drift::{Extent, assemble, describe_all};
use driftscope_report::{ColumnSettings, Report, Settings};
use driftscope_stats::random::Random;
use driftscope_table::Table;

use super::columns::{Law, table};

/// Of data sets without drift, the share that may have any column called drifted: α, and the noise of 200 trials.
pub(crate) const ALARMS_ALLOWED: f64 = 0.07;

/// Twenty columns as they are found in logs.
pub(crate) fn laws() -> Vec<(&'static str, Law)> {
    vec![
        ("normal", Law::Normal(10.0, 2.0)),
        ("log-normal", Law::LogNormal(1.0)),
        ("integers with ties", Law::Dice(4)),
        ("integers 0 to 3", Law::Dice(1)),
        ("atom at 0", Law::AtomAtZero(0.6)),
        ("heavy atom at 0", Law::AtomAtZero(0.95)),
        ("uniform", Law::Uniform),
        ("t3", Law::StudentThree),
        ("two modes", Law::SecondMode(0.3)),
        ("normal, 10 % missing", Law::Normal(0.0, 1.0).missing(0.1)),
        ("rounded, 5 % missing", Law::RoundedLogNormal(0.5).missing(0.05)),
        ("2 categories", Law::Categories(vec![0.7, 0.3])),
        ("3 categories", Law::Categories(vec![0.5, 0.3, 0.2])),
        ("10 categories", Law::even(10)),
        ("30 categories", Law::even(30)),
        ("zipf", Law::zipf(50)),
        ("3 categories, 20 % missing", Law::even(3).missing(0.2)),
        ("boolean", Law::Boolean(0.3)),
        ("rare boolean", Law::Boolean(0.01)),
        ("boolean, 1 % missing", Law::Boolean(0.5).missing(0.01)),
    ]
}

/// The default settings, with every column read as what it is.
pub(crate) fn settings(laws: &[(&str, Law)]) -> Settings {
    let kind = |law: &Law| ColumnSettings { kind: Some(law.kind()), ..ColumnSettings::default() };
    Settings {
        columns: laws.iter().map(|(name, law)| ((*name).to_owned(), kind(law))).collect(),
        ..Settings::default()
    }
}

/// The report on one data set without drift.
pub(crate) fn report(rows: (usize, usize), seed: u64) -> Report {
    let laws = laws();
    let mut random = Random::new(seed ^ ((rows.0 as u64) << 40) ^ ((rows.1 as u64) << 20));
    let reference = table(&laws, rows.0, &mut random);
    let production = table(&laws, rows.1, &mut random);
    judged(&reference, &production, &settings(&laws))
}

/// The report as far as the verdict goes: none of the tests besides takes part in it.
pub(crate) fn judged(reference: &Table, production: &Table, settings: &Settings) -> Report {
    let described = describe_all(reference, production, settings, Extent::Verdict, |_, _| {});
    assemble(described, reference, production, None, settings)
}
