//! Faults of the program that writes the data, in words: columns without values, and columns of two types.

use driftscope_report::{AllMissing, MixedTypes, MixedWith, SchemaDifferences};

use crate::numbers::percent;

/// Each column without values or of two types, with its fault in words.
pub fn faults(schema: &SchemaDifferences) -> Vec<(&str, String)> {
    let missing = schema.all_missing.iter().map(|column| (column.name.as_str(), all_missing(column).to_owned()));
    missing.chain(schema.mixed_types.iter().map(|column| (column.name.as_str(), mixed_types(column)))).collect()
}

/// "no values in production any more".
fn all_missing(column: &AllMissing) -> &'static str {
    match (column.reference, column.production) {
        (true, true) => "no values on either side",
        (true, false) => "no values in the reference, only in production",
        _ => "no values in production any more",
    }
}

/// "33 % of production is text that looks like a number".
fn mixed_types(column: &MixedTypes) -> String {
    let sides = [(column.reference, "the reference"), (column.production, "production")];
    let shares = sides.iter().filter(|(share, _)| *share > 0.0);
    let shares: Vec<String> = shares.map(|(share, side)| format!("{} of {side}", percent(*share))).collect();
    let verb = if shares.len() == 1 { "is" } else { "are" };
    let what = match column.with {
        MixedWith::NumberText => "text that looks like a number",
        MixedWith::Nested => "objects or lists, the rest single values",
    };
    format!("{} {verb} {what}", shares.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_with_such_values_is_named() {
        let words = |reference, production| {
            let with = MixedWith::NumberText;
            mixed_types(&MixedTypes { name: String::new(), with, reference, production })
        };
        assert_eq!(words(0.0, 1.0 / 3.0), "33\u{202f}% of production is text that looks like a number");
        assert_eq!(
            words(0.1, 0.2),
            "10\u{202f}% of the reference and 20\u{202f}% of production are text that looks like a number"
        );
    }
}
