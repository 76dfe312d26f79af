//! The features that the domain classifier sees of the columns.
//!
//! A linear score sees only what moves the mean of a feature. So a numeric column has its normal score, which sees where
//! its values lie, and the square of it, which sees how wide; pairs of columns have their product, which sees how they go
//! together. Categories have a feature for each frequent value but the most frequent one, and whatever has gaps one for
//! being missing. Which products there is room for goes by the correlation of both sides together, which knows nothing
//! of the difference, else the choice would find drift where none is.

use driftscope_stats::normal_scores::KnownScores;
use driftscope_stats::sorting::sort_by;

use super::encoding::Rows;
use super::pairs::Pair;
use driftscope_report::Kind;

/// The most features: their products cost the square of it.
const MOST_FEATURES: usize = 120;

/// Rows of the smaller side for each feature.
const ROWS_PER_FEATURE: usize = 5;

/// Categories with a feature of their own; the rest share one.
const CATEGORIES: usize = 7;

/// The features, and which belong to each column.
pub(super) struct Features {
    pub features: Vec<Vec<f64>>,
    pub groups: Vec<Vec<usize>>,
    /// What there was no room for, in words.
    pub notes: Vec<String>,
}

/// Makes the features of all columns.
pub(super) fn features(rows: &Rows, pairs: &[Pair]) -> Features {
    let total = rows.columns.first().map_or(0, |column| column.values.len());
    let smaller = rows.reference.min(total - rows.reference.min(total));
    let mut room = Room {
        found: Features { features: Vec::new(), groups: vec![Vec::new(); rows.columns.len()], notes: Vec::new() },
        most: MOST_FEATURES.min(smaller / ROWS_PER_FEATURE),
        left_out: [0; 3],
    };
    let mut known = KnownScores::default();
    let mut scores: Vec<Option<Vec<f64>>> = Vec::with_capacity(rows.columns.len());
    for (place, column) in rows.columns.iter().enumerate() {
        let is = |test: &dyn Fn(f64) -> bool| -> Vec<f64> {
            column.values.iter().map(|&value| f64::from(u8::from(test(value)))).collect()
        };
        if column.kind == Kind::Category {
            let categories = column.values.iter().copied().fold(0.0, f64::max) as usize;
            for rank in 1..=categories.min(CATEGORIES) {
                room.add(&[place], 0, || is(&|value| value == rank as f64));
            }
            if categories > CATEGORIES {
                room.add(&[place], 0, || is(&|value| value > CATEGORIES as f64));
            }
            scores.push(None);
        } else {
            let score = known.of(&column.values);
            room.add(&[place], 0, || score.clone());
            scores.push(Some(score));
        }
        if column.values.iter().any(|value| value.is_nan()) {
            room.add(&[place], 0, || is(&|value| value.is_nan()));
        }
    }
    for (place, score) in scores.iter().enumerate() {
        // A boolean's square is itself.
        if let Some(score) = score.as_ref().filter(|_| rows.columns[place].kind == Kind::Numeric) {
            room.add(&[place], 1, || score.iter().map(|score| score * score).collect());
        }
    }
    let mut order: Vec<&Pair> = pairs.iter().collect();
    sort_by(&mut order, &|one, other| {
        other.pooled.abs().total_cmp(&one.pooled.abs()).then(one.places.cmp(&other.places))
    });
    for pair in order {
        let [first, second] = pair.places;
        if let (Some(one), Some(other)) = (&scores[first], &scores[second]) {
            room.add(&[first, second], 2, || one.iter().zip(other).map(|(one, other)| one * other).collect());
        }
    }
    room.finish()
}

struct Room {
    found: Features,
    most: usize,
    left_out: [usize; 3],
}

impl Room {
    fn add(&mut self, columns: &[usize], kind: usize, feature: impl FnOnce() -> Vec<f64>) {
        if self.found.features.len() >= self.most {
            self.left_out[kind] += 1;
            return;
        }
        for &column in columns {
            self.found.groups[column].push(self.found.features.len());
        }
        self.found.features.push(feature());
    }

    fn finish(mut self) -> Features {
        let kinds = [
            ("feature of the columns", "features of the columns"),
            ("square", "squares"),
            ("product of two columns", "products of two columns"),
        ];
        let left: Vec<String> = kinds
            .into_iter()
            .zip(self.left_out)
            .filter(|(_, count)| *count > 0)
            .map(|((one, many), count)| driftscope_present::numbers::counted(count as u64, one, many))
            .collect();
        if !left.is_empty() {
            let most = self.most;
            self.found
                .notes
                .push(format!("The classifier is limited to {most} features; left out: {}", left.join(", ")));
        }
        self.found
    }
}
