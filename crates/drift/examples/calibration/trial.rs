//! One drawn data set, and what every rule says of it.
//!
//! A column is drawn, compared and dropped before the next, so that a million rows take little memory. What was found is
//! then put together as a data set of ten columns, once without drift and once with each change in the stead of one of
//! the ten; and each column is decided alone, as if it were the only one.

use driftscope_drift::{DescribedColumn, Extent, assemble, describe_all};
use driftscope_report::{ColumnReport, ColumnSettings, Outcome, Part, Preset, Report, Settings};
use driftscope_stats::random::Random;
use driftscope_table::Table;

use crate::columns::{Law, table};
use crate::study::{CHANGES, Change, Size, Steady, TEN, changes, steady};

/// What is counted of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Drifted by our rule, as the only column.
    Alone,
    /// p < 0.05 by our tests, as the only column: the effect does not count.
    AloneSignificant,
    /// Drifted by our rule, as one of ten columns, corrected for them.
    AmongTen,
    /// Adjusted p < 0.05 as one of ten columns.
    AmongTenSignificant,
    Evidently,
    Nannyml,
    Ks,
    Psi,
    /// The values' effect above their null band.
    AboveBand,
    /// Our rule said "no drift" of the only column: not "too few rows to tell", and not "negligible".
    SaidNoDrift,
}

impl What {
    pub(crate) const COUNT: usize = Self::SaidNoDrift as usize + 1;
    /// The other tools' rules.
    pub(crate) const PEERS: [Self; 4] = [Self::Evidently, Self::Nannyml, Self::Ks, Self::Psi];
}

/// What was counted of one column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ColumnCounts {
    /// By [`What`].
    pub found: [u64; What::COUNT],
    /// How often there was a verdict.
    pub judged: [u64; What::COUNT],
    /// The sum of our effects.
    pub effects: f64,
}

/// What was counted at one size.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    /// The ten, and then the changes.
    pub columns: [ColumnCounts; TEN + CHANGES],
    /// Data sets of the ten without drift in which any column was called drifted, and those that were called drifted
    /// themselves, for half of their columns.
    pub sets: [ColumnCounts; 2],
}

impl Default for Counts {
    fn default() -> Self {
        Self { columns: [ColumnCounts::default(); TEN + CHANGES], sets: [ColumnCounts::default(); 2] }
    }
}

impl Counts {
    /// Draws one data set with all its changes, and counts.
    pub(crate) fn add_trial(&mut self, size: Size, seed: u64) {
        let (steady, changes) = (steady(), changes());
        let described: Vec<Compared> = steady
            .iter()
            .enumerate()
            .map(|(at, Steady { law, .. })| Compared::draw(law, law, size, seed, at))
            .collect();
        let ten: Vec<&Compared> = described.iter().collect();
        let whole = together(&ten);
        self.add_set(&whole);
        for (at, compared) in ten.iter().enumerate() {
            self.columns[at].add(&compared.alone(), &whole.columns[at]);
        }
        for (at, Change { before, after, stead, .. }) in changes.iter().enumerate() {
            let changed = Compared::draw(before, after, size, seed, TEN + at);
            let mut ten = ten.clone();
            ten[*stead] = &changed;
            self.columns[TEN + at].add(&changed.alone(), &together(&ten).columns[*stead]);
        }
    }

    fn add_set(&mut self, report: &Report) {
        for what in [What::AmongTen].into_iter().chain(What::PEERS) {
            let verdict = report.verdict.presets.get(preset(what).as_str());
            let any = verdict.is_some_and(|verdict| verdict.drifted_columns > 0);
            let whole = verdict.is_some_and(|verdict| verdict.drifted);
            for (set, found) in self.sets.iter_mut().zip([any, whole]) {
                set.count(what, verdict.is_some(), found);
            }
        }
    }
}

impl ColumnCounts {
    fn count(&mut self, what: What, judged: bool, found: bool) {
        self.judged[what as usize] += u64::from(judged);
        self.found[what as usize] += u64::from(judged && found);
    }

    fn add(&mut self, alone: &ColumnReport, among: &ColumnReport) {
        let significant = |column: &ColumnReport| column.drift.p_adjusted.is_some_and(|p| p < 0.05);
        self.count(What::Alone, alone.drift.tested, alone.drift.drifted);
        self.count(What::AloneSignificant, alone.drift.tested, significant(alone));
        self.count(What::AmongTen, among.drift.tested, among.drift.drifted);
        self.count(What::AmongTenSignificant, among.drift.tested, significant(among));
        for what in What::PEERS {
            let verdict = alone.presets.get(preset(what).as_str()).filter(|verdict| verdict.score.is_some());
            self.count(what, verdict.is_some(), verdict.is_some_and(|verdict| verdict.drifted));
        }
        let values = alone.drift.parts.iter().find(|part| part.part == Part::Values);
        self.count(What::AboveBand, values.is_some(), values.is_some_and(|part| part.effect > part.null_band));
        self.count(What::SaidNoDrift, alone.drift.tested, alone.drift.outcome == Outcome::NoDrift);
        self.effects += alone.drift.effect.unwrap_or(0.0);
    }
}

fn preset(what: What) -> Preset {
    match what {
        What::Evidently => Preset::Evidently,
        What::Nannyml => Preset::Nannyml,
        What::Ks => Preset::Ks,
        What::Psi => Preset::Psi,
        _ => Preset::Calibrated,
    }
}

/// One column of both sides, compared, and its tables without the values.
struct Compared {
    described: Vec<DescribedColumn>,
    tables: [Table; 2],
}

impl Compared {
    fn draw(before: &Law, after: &Law, size: Size, seed: u64, place: usize) -> Self {
        let name = format!("column {place}");
        let mut random = Random::new(seed ^ ((size.n as u64) << 44) ^ ((size.m as u64) << 22) ^ ((place as u64) << 16));
        let [reference, production] = [(before, size.n), (after, size.m)]
            .map(|(law, rows)| table(&[(name.as_str(), law.clone())], rows, &mut random));
        let choice = ColumnSettings { kind: Some(before.kind()), ..ColumnSettings::default() };
        // Only where another rule than the calibrated one is chosen are those asked that go by the order of rows.
        let settings =
            Settings { preset: Preset::Ks, columns: [(name, choice)].into_iter().collect(), ..Settings::default() };
        let described = describe_all(&reference, &production, &settings, Extent::Rules, |_, _| {});
        let tables = [reference, production].map(|table| Table { rows: table.rows, ..Table::default() });
        Self { described, tables }
    }

    fn alone(&self) -> ColumnReport {
        let [reference, production] = &self.tables;
        let report = assemble(self.described.clone(), reference, production, None, &Settings::default());
        report.columns.into_iter().next().expect("one column was described")
    }
}

/// The report on a data set of these columns, decided by the calibrated rule.
fn together(columns: &[&Compared]) -> Report {
    let [reference, production] = &columns[0].tables;
    let described = columns.iter().flat_map(|column| column.described.clone()).collect();
    assemble(described, reference, production, None, &Settings::default())
}
