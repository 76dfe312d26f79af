//! Decides whether numbers with leading zeros, such as `01067` and `007`, are labels.
//!
//! A postcode, an article number or a code of a country loses its spelling as a number, and its mean is no fact about
//! anything. So whole numbers of which some have leading zeros are labels where these zeros fill up a fixed width, or are
//! common. A rare `007` among numbers of many widths is taken for a typing error.

use super::Evidence;
use super::leading_zeros::LeadingZeros;

/// The numbers with leading zeros of two parts of one side, of which these are the ends of all numbers.
pub fn merged_leading_zeros(parts: [&Evidence; 2]) -> LeadingZeros {
    let mut all = LeadingZeros::default();
    for part in parts {
        let zeros = part.leading_zeros;
        if zeros.count > 0 {
            all.see(zeros.narrowest as usize, zeros.count);
            all.widest = all.widest.max(zeros.widest);
        }
        all.plain = match (all.plain, plain_ends(part)) {
            (Some((low, high)), Some((other_low, other_high))) => Some((low.min(other_low), high.max(other_high))),
            (one, other) => one.or(other),
        };
    }
    if all.count == 0 { LeadingZeros::default() } else { all }
}

/// Whether the numbers of both sides are labels, since leading zeros belong to them.
pub(crate) fn are_labels(sides: [&Evidence; 2]) -> bool {
    /// Of all numbers, the share that have leading zeros where all fill one width: chance gives codes of one width a tenth.
    const LEAST_FIXED: f64 = 0.001;
    /// The same where widths differ.
    const LEAST_FREE: f64 = 0.1;
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(side)).sum::<u64>();
    let padded = sum(|side| side.leading_zeros.count);
    let has_sign = sides.iter().any(|side| side.smallest.is_some_and(|smallest| smallest < 0.0));
    if padded == 0 || sum(|side| side.fractions) > 0 || has_sign {
        return false;
    }
    let share = padded as f64 / sum(Evidence::number_like).max(1) as f64;
    let is_fixed = one_width(sides) && padded > 1 && share >= LEAST_FIXED;
    is_fixed || share >= LEAST_FREE
}

/// Whether all numbers of both sides have equally many digits, zeros before them among these.
fn one_width(sides: [&Evidence; 2]) -> bool {
    let padded = sides.iter().map(|side| side.leading_zeros).filter(|zeros| zeros.count > 0);
    let padded = padded.flat_map(|zeros| [zeros.narrowest, zeros.widest]);
    let plain = sides.iter().filter_map(|side| plain_ends(side)).flat_map(|(low, high)| [digits(low), digits(high)]);
    let mut widths = padded.chain(plain);
    let first = widths.next();
    widths.all(|width| Some(width) == first)
}

fn plain_ends(side: &Evidence) -> Option<(f64, f64)> {
    if side.leading_zeros.count > 0 { side.leading_zeros.plain } else { side.smallest.zip(side.largest) }
}

fn digits(number: f64) -> u64 {
    format!("{number:.0}").len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typing::{Kind, Variety, decide, padded_digits};
    use crate::{Cell, Column, Dictionary};

    /// A column as a CSV file gives it: what has leading zeros is a text, the rest are numbers.
    fn evidence(values: &[&str]) -> Evidence {
        let mut dictionary = Dictionary::default();
        let cell = |value: &&str| match value.parse() {
            Ok(number) if padded_digits(value).is_none() => Cell::number(number),
            _ => Cell::text(dictionary.push(value)),
        };
        let cells: Vec<Cell> = values.iter().map(cell).collect();
        Evidence::of(&Column { cells: cells.into(), dictionary, ..Column::default() })
    }

    fn kind(reference: &[&str], production: &[&str]) -> Kind {
        decide("x", &evidence(reference), &evidence(production), Variety { distinct: 5, ..Variety::default() }).kind
    }

    #[test]
    fn zeros_that_fill_one_width_make_labels() {
        assert_eq!(kind(&["01067", "80331", "01067"], &["50667", "80331"]), Kind::Category);
        assert_eq!(kind(&["80331", "50667"], &["01067", "01069"]), Kind::Category, "on either side");
        assert_eq!(kind(&["00", "01"], &["01", "00"]), Kind::Category, "no truth values");
        let months: Vec<String> = (1..=12).map(|month| format!("{month:02}")).collect();
        let months: Vec<&str> = months.iter().map(String::as_str).collect();
        assert_eq!(kind(&months, &months), Kind::Category);
    }

    #[test]
    fn a_stray_zero_leaves_numbers_numbers() {
        let plain: Vec<String> = (5..200).map(|number| number.to_string()).collect();
        let mut values: Vec<&str> = plain.iter().map(String::as_str).collect();
        assert_eq!(kind(&values, &values), Kind::Numeric);
        values.push("007");
        assert_eq!(kind(&values, &values), Kind::Numeric);
        values.extend(["0017", "0018", "0019", "0123", "01", "02", "03", "04", "05", "06", "07", "08"]);
        values.extend(["0017", "0018", "0019", "0123", "01", "02", "03", "04", "05", "06", "07", "08"]);
        assert_eq!(kind(&values, &values), Kind::Category, "a tenth is no slip");
    }

    #[test]
    fn fractions_and_signs_make_amounts() {
        assert_eq!(kind(&["0012.50", "0007", "1.5"], &["0012", "2.5"]), Kind::Numeric);
        assert_eq!(kind(&["007", "-5", "008"], &["009"]), Kind::Numeric);
    }

    #[test]
    fn parts_give_what_the_whole_gives() {
        let parts = [evidence(&["007", "12", "5"]), evidence(&["0456", "99"])];
        let whole = evidence(&["007", "12", "5", "0456", "99"]);
        assert_eq!(merged_leading_zeros([&parts[0], &parts[1]]), whole.leading_zeros);
        let plain = [evidence(&["3", "400"]), evidence(&["007"])];
        let whole = evidence(&["3", "400", "007"]);
        assert_eq!(merged_leading_zeros([&plain[0], &plain[1]]), whole.leading_zeros);
    }
}
