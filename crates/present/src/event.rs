//! Which of two categories is named: the one that people ask about.
//!
//! Of two shares that add up to 1 either says everything, so that table, sentence and card must name the same one. A rare
//! category is an event (a fraud, an error), and a rise from 0.3 to 1.2 % shows what a fall from 99.7 to 98.8 % hides. Of two
//! frequent ones it is the positive one, where the labels have one: how often it is true, not how often it is false.

use driftscope_report::Categories;

/// A category is an event if its share, as the mean of both sides, is below this.
const RARE: f64 = 1.0 / 3.0;

/// Labels of which one is the opposite of the other, the positive one last.
const OPPOSITES: [[&str; 2]; 7] =
    [["0", "1"], ["false", "true"], ["no", "yes"], ["n", "y"], ["f", "t"], ["off", "on"], ["negative", "positive"]];

/// The place of the category to name, where there are just two: the rare one, else the positive one, else the rarer one.
pub fn event(categories: &Categories) -> Option<usize> {
    // Two labels of lists do not exclude each other.
    if categories.of.is_some() {
        return None;
    }
    let ([one, other], 0) = (categories.labels.as_slice(), categories.other.categories) else { return None };
    let share = |counts: &[u64]| match counts {
        [0, 0] => None,
        [one, other] => Some(*other as f64 / (*one as f64 + *other as f64)),
        _ => None,
    };
    let shares = [share(&categories.reference), share(&categories.production)];
    let sides = shares.iter().flatten().count();
    let of_other = shares.iter().flatten().sum::<f64>() / sides.max(1) as f64;
    if sides == 0 || of_other < RARE {
        return Some(1);
    }
    if of_other > 1.0 - RARE {
        return Some(0);
    }
    let [one, other] = [one, other].map(|label| label.trim().to_lowercase());
    let is_pair = |negative: &str, positive: &str| OPPOSITES.contains(&[negative, positive]);
    Some(match (is_pair(&one, &other), is_pair(&other, &one)) {
        (true, _) => 1,
        (_, true) => 0,
        _ => usize::from(of_other < 0.5),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(labels: [&str; 2], reference: [u64; 2], production: [u64; 2]) -> String {
        let categories = Categories {
            labels: labels.map(str::to_owned).to_vec(),
            reference: reference.to_vec(),
            production: production.to_vec(),
            ..Categories::default()
        };
        labels[event(&categories).unwrap()].to_owned()
    }

    #[test]
    fn the_rare_one_comes_before_the_positive_one() {
        assert_eq!(named(["0", "1"], [2991, 9], [2964, 36]), "1");
        assert_eq!(named(["true", "false"], [2991, 9], [2964, 36]), "false");
        assert_eq!(named(["0", "1"], [78, 22], [68, 32]), "1");
        assert_eq!(named(["Yes", "No"], [40, 60], [65, 35]), "Yes");
        assert_eq!(named(["No", "Yes"], [40, 60], [35, 65]), "Yes");
        assert_eq!(named(["a", "b"], [60, 40], [55, 45]), "b");
        // An empty side does not count.
        assert_eq!(named(["a", "b"], [0, 0], [45, 55]), "a");
    }

    #[test]
    fn there_is_none_among_three() {
        assert_eq!(
            event(&Categories { labels: vec!["a".into(), "b".into(), "c".into()], ..Categories::default() }),
            None
        );
        assert_eq!(event(&Categories::default()), None);
        let damaged = Categories { labels: vec!["a".into(), "b".into()], ..Categories::default() };
        assert_eq!(event(&damaged), Some(1));
    }
}
