//! Columns drawn from a known law, so that a verdict on them can be right or wrong.

use driftscope_report::Kind;
use driftscope_stats::random::Random;
use driftscope_table::{Cell, Column, Dictionary, Table, Tally};

/// A law that values are drawn from.
#[derive(Clone, Debug)]
pub(crate) enum Law {
    /// Mean and standard deviation.
    Normal(f64, f64),
    /// The exponential of a normal law with mean 0 and this standard deviation.
    LogNormal(f64),
    /// The same, rounded to a whole number after multiplication by ten: many ties, few in the tail.
    RoundedLogNormal(f64),
    /// Whole numbers around 6, by the sum of this many dice of four faces.
    Dice(u64),
    /// 0 with this probability, else exponential with mean 1.
    AtomAtZero(f64),
    /// From 0 to 1.
    Uniform,
    /// Student's t with three degrees of freedom: the variance exists, the kurtosis does not.
    StudentThree,
    /// A standard normal law, but with this probability one around 4 with standard deviation 0.5.
    SecondMode(f64),
    /// Categories by their weights, which add up to 1.
    Categories(Vec<f64>),
    /// `true` with this probability.
    Boolean(f64),
    /// `true` in this many rows, the first ones.
    TrueIn(usize),
    /// A law, with this probability of a missing value.
    WithMissing(f64, Box<Law>),
    /// A standard normal law, and this value once, in the first row.
    WithOutlier(f64),
    /// Numbers by a function.
    Drawn(fn(&mut Random) -> f64),
}

impl Law {
    /// This many categories, all alike.
    pub(crate) fn even(categories: usize) -> Self {
        Self::Categories(vec![1.0 / categories as f64; categories])
    }

    /// This many categories, the k-th with a weight of 1/k.
    pub(crate) fn zipf(categories: usize) -> Self {
        let weights: Vec<f64> = (1..=categories).map(|rank| 1.0 / rank as f64).collect();
        let total: f64 = weights.iter().sum();
        Self::Categories(weights.into_iter().map(|weight| weight / total).collect())
    }

    /// The law, with this probability of a missing value.
    pub(crate) fn missing(self, probability: f64) -> Self {
        Self::WithMissing(probability, Box::new(self))
    }

    /// The kind that a column of this law is read as. Thirty categories in a hundred rows could be names of rows as
    /// well; what is simulated here is the verdict, not that guess.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Categories(_) => Kind::Category,
            Self::Boolean(_) | Self::TrueIn(_) => Kind::Boolean,
            Self::WithMissing(_, law) => law.kind(),
            _ => Kind::Numeric,
        }
    }

    fn draw(&self, random: &mut Random, row: usize) -> Cell {
        match self {
            Self::Normal(mean, sd) => Cell::number(mean + sd * normal(random)),
            Self::LogNormal(sd) => Cell::number(libm::exp(sd * normal(random))),
            Self::RoundedLogNormal(sd) => Cell::number((10.0 * libm::exp(sd * normal(random))).round()),
            Self::Dice(dice) => Cell::number((0..*dice).map(|_| random.below(4) as f64).sum()),
            Self::AtomAtZero(atom) => {
                Cell::number(if random.unit() < *atom { 0.0 } else { -libm::log(1.0 - random.unit()) })
            }
            Self::Uniform => Cell::number(random.unit()),
            Self::StudentThree => {
                let chi_square = (0..3).map(|_| normal(random)).map(|value| value * value).sum::<f64>();
                Cell::number(normal(random) / (chi_square / 3.0).sqrt())
            }
            Self::SecondMode(share) => {
                let is_second = random.unit() < *share;
                Cell::number(if is_second { 4.0 + 0.5 * normal(random) } else { normal(random) })
            }
            Self::Categories(weights) => {
                let mut left = random.unit();
                let place = weights.iter().position(|weight| {
                    left -= weight;
                    left < 0.0
                });
                Cell::text(place.unwrap_or(weights.len() - 1) as u32)
            }
            Self::Boolean(probability) => Cell::boolean(random.unit() < *probability),
            Self::TrueIn(rows) => Cell::boolean(row < *rows),
            Self::WithMissing(probability, law) => {
                if random.unit() < *probability {
                    Cell::MISSING
                } else {
                    law.draw(random, row)
                }
            }
            Self::Drawn(draw) => Cell::number(draw(random)),
            Self::WithOutlier(outlier) => Cell::number(if row == 0 { *outlier } else { normal(random) }),
        }
    }

    fn labels(&self) -> Dictionary {
        let count = match self {
            Self::Categories(weights) => weights.len(),
            Self::WithMissing(_, law) => return law.labels(),
            _ => 0,
        };
        let (mut text, mut ends) = (String::new(), Vec::new());
        for place in 0..count {
            text.push_str(&format!("category {place:02}"));
            ends.push(text.len() as u32);
        }
        Dictionary::from_parts(text, ends)
    }
}

/// A table with a column for each law.
pub(crate) fn table(laws: &[(&str, Law)], rows: usize, random: &mut Random) -> Table {
    let columns = laws.iter().map(|(name, law)| {
        let cells: Vec<Cell> = (0..rows).map(|row| law.draw(random, row)).collect();
        Column {
            name: (*name).to_owned(),
            tally: tally(&cells),
            dictionary: law.labels(),
            cells: cells.into(),
            ..Column::default()
        }
    });
    Table { rows, columns: columns.collect(), ..Table::default() }
}

fn tally(cells: &[Cell]) -> Tally {
    use driftscope_table::CellKind;

    let mut tally = Tally::default();
    for cell in cells {
        match cell.kind() {
            CellKind::Missing => tally.missing += 1,
            CellKind::Boolean(_) => tally.booleans += 1,
            CellKind::Text(_) => tally.texts += 1,
            CellKind::Number(number) if number.fract() == 0.0 => tally.integers += 1,
            _ => tally.decimals += 1,
        }
    }
    tally
}

/// A standard normal number, by the method of Box and Muller (1958, doi 10.1214/aoms/1177706645).
pub(crate) fn normal(random: &mut Random) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - random.unit())).sqrt();
    radius * libm::cos(std::f64::consts::TAU * random.unit())
}
