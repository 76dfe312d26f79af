//! Decides whether whole numbers are codes, which are labels that happen to be written with digits.
//!
//! The mean of postcodes or vendor numbers says nothing about anything, and neither does "5 % higher". Three signs make whole
//! numbers labels: digits that no number could hold, the name of a code, and few values that lie far apart.

use super::Evidence;
use super::column_name::words_of;

/// Why digits are taken for labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeSign {
    /// All have equally many digits, more than a number holds exactly.
    Digits,
    /// They have zeros after the point, which a number loses: `1.10` beside `1.9`.
    Zeros,
    /// The column has the name of a code.
    Name,
    /// They are few and lie far apart.
    FarApart,
}

/// Words that name a code wherever they stand in a name.
const CODE_WORDS: [&str; 40] = [
    "zip",
    "zipcode",
    "zips",
    "postcode",
    "postalcode",
    "postal",
    "plz",
    "cep",
    "mcc",
    "mnc",
    "naics",
    "sic",
    "fips",
    "icd",
    "cpt",
    "ndc",
    "loinc",
    "sku",
    "upc",
    "ean",
    "gtin",
    "asin",
    "isbn",
    "issn",
    "iban",
    "bic",
    "asn",
    "iata",
    "icao",
    "imei",
    "imsi",
    "msisdn",
    "siren",
    "siret",
    "cusip",
    "isin",
    "nace",
    "hts",
    "ssn",
    "vin",
];

/// Words that name a code at the end of a name.
const LAST_WORDS: [&str; 14] =
    ["id", "ids", "code", "codes", "uid", "pin", "bin", "phone", "fax", "no", "nr", "prefix", "port", "keyword"];

/// Whether a column has the name of a code, by whole words: `store_id`, `VendorID`, `billing_zip`, `mcc`.
pub(crate) fn is_named_code(name: &str) -> bool {
    let words = words_of(name);
    // `zip5`, `naics2`: the number of digits is not part of the word.
    let bare = |word: &String| word.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    let is_code = |word: String| CODE_WORDS.contains(&word.as_str());
    words.iter().map(bare).any(is_code)
        || words.last().map(bare).is_some_and(|last| LAST_WORDS.contains(&last.as_str()))
}

/// Whether the numbers of both sides have equally many digits, and lose some of them as doubles.
pub(crate) fn lose_digits(sides: [&Evidence; 2]) -> bool {
    /// A whole number of this many digits is a double without loss.
    const EXACT_DIGITS: usize = 15;
    let ends = sides.iter().flat_map(|side| [side.smallest, side.largest]).flatten();
    let mut lengths = ends.map(digits);
    let Some(first) = lengths.next() else { return false };
    let are_long = sides.iter().any(|side| side.big_integers + side.long_integers > 0);
    are_long && first > EXACT_DIGITS && lengths.all(|length| length == first)
}

/// Whether the numbers of both sides are strings that lose zeros after the point, as versions would: some end with one, and they have
/// different numbers of decimals. Amounts with zeros have equally many, and programs that write fewer leave the zeros out.
pub(crate) fn lose_zeros(sides: [&Evidence; 2]) -> bool {
    /// Distinct strings, at most.
    const MOST: u64 = 50;
    let ranges = || sides.iter().filter_map(|side| side.trailing_zeros.1);
    let fewest = ranges().map(|range| range.0).min();
    let most = ranges().map(|range| range.1).max();
    let are_strings = sides.iter().all(|side| side.numbers == 0 && side.written_out == 0);
    let have_zeros = sides.iter().any(|side| side.trailing_zeros.0 > 0);
    have_zeros
        && are_strings
        && fewest < most
        && sides.iter().map(|side| side.distinct_texts()).sum::<u64>() <= 2 * MOST
}

/// Whether distinct whole numbers in ascending order lie as codes do: few of equally many digits, far from each other, with
/// no number that divides them all. Amounts that people choose (500, 1000, 2500) have one; counts and years lie close.
/// `rows` is how many values there are.
pub fn are_far_apart(distinct: &[f64], rows: u64) -> bool {
    const FEWEST: usize = 4;
    const SMALLEST: f64 = 100.0;
    const LEAST_GAP: f64 = 20.0;
    const LEAST_ROWS: u64 = 20;
    let [first, .., last] = distinct else { return false };
    let are_few = (FEWEST..=MOST_FAR_APART).contains(&distinct.len()) && distinct.len() as u64 * LEAST_ROWS <= rows;
    let is_wide = *first >= SMALLEST && (last - first) / (distinct.len() - 1) as f64 >= LEAST_GAP;
    // As many digits at both ends.
    if !are_few || !is_wide || *last >= 1e15 || digits(*first) != digits(*last) {
        return false;
    }
    distinct.iter().fold(0, |divisor, number| greatest_divisor(divisor, *number as u64)) == 1
}

/// Distinct values up to which [`are_far_apart`] looks at them.
pub const MOST_FAR_APART: usize = 20;

/// The digits of a whole number.
fn digits(number: f64) -> usize {
    format!("{:.0}", number.abs()).len()
}

fn greatest_divisor(mut one: u64, mut other: u64) -> u64 {
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// Whether the digits of a text are kept as they were written where the column holds labels: they have leading zeros, or are
/// more than a double holds.
pub fn is_kept_as_written(text: &str) -> bool {
    super::padded_digits(text).is_some() || is_long_whole(text)
}

/// Whether a text is a whole number of which several are one double.
pub fn is_long_whole(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['-', '+']);
    let is_whole = digits.len() > 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole && digits.parse::<f64>().is_ok_and(super::is_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_named_by_whole_words() {
        for name in [
            "id",
            "store_id",
            "VendorID",
            "input.RatecodeID",
            "zip",
            "zip5",
            "billing_zip",
            "ZipCode",
            "mcc",
            "status_code",
            "naics_2022",
            "customerPostcode",
            "user ids",
            "dept_no",
            "phone_prefix",
            "dst_port",
        ] {
            assert!(is_named_code(name), "{name}");
        }
        for name in ["grid", "paid", "humid", "unzipped", "codec", "decoded", "width", "id_count", "code_length", "bid"]
        {
            assert!(!is_named_code(name), "{name}");
        }
    }

    #[test]
    fn few_numbers_far_apart_are_codes() {
        assert!(are_far_apart(&[4_900.0, 5_411.0, 5_541.0, 5_732.0, 5_812.0, 6_011.0, 7_995.0], 2_400));
        assert!(are_far_apart(&[200.0, 301.0, 404.0, 503.0], 500));
        for (amounts, rows) in [
            (&[500.0, 1_000.0, 2_500.0, 5_000.0][..], 500),
            (&[128.0, 256.0, 512.0, 768.0], 500),
            (&[1_998.0, 2_001.0, 2_004.0, 2_007.0], 500),
            (&[101.0, 102.0, 103.0, 104.0], 500),
            (&[3.0, 57.0, 92.0, 99.0], 500),
            (&[4_900.0, 5_411.0, 5_541.0], 500),
            (&[4_900.0, 5_411.0, 5_541.0, 5_732.0], 40),
            (&[101.0, 997.0, 1_003.0, 5_001.0], 500),
        ] {
            assert!(!are_far_apart(amounts, rows), "{amounts:?}");
        }
    }

    #[test]
    fn digits_that_no_number_holds_are_kept() {
        for text in ["007", "9998700990704001708177961516923016", "-9007199254740993"] {
            assert!(is_kept_as_written(text), "{text}");
        }
        for text in ["7", "9007199254740991", "1e300", "12345678901234567.5", "abc"] {
            assert!(!is_kept_as_written(text), "{text}");
        }
    }
}
