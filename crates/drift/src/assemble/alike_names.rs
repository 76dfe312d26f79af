//! Columns of one side each whose names differ only in how they are written: `Customer Age`, `customer_age`, `customerAge`.

use std::collections::BTreeMap;

use driftscope_report::AlikeNames;
use driftscope_table::typing::label_form;

/// The pairs among the names that only one side has, in the order of the reference. A name that could be of two pairs is of none.
pub(crate) fn pairs(removed: &[&str], added: &[&str]) -> Vec<AlikeNames> {
    let mut by_form: BTreeMap<String, [Vec<&str>; 2]> = BTreeMap::new();
    for (side, names) in [removed, added].into_iter().enumerate() {
        names.iter().for_each(|name| by_form.entry(form(name)).or_default()[side].push(name));
    }
    let pair = |name: &&str| match by_form.get(&form(name)) {
        Some([reference, production]) if reference.len() == 1 && production.len() == 1 => {
            Some(AlikeNames { reference: reference[0].to_owned(), production: production[0].to_owned() })
        }
        _ => None,
    };
    removed.iter().filter_map(pair).collect()
}

/// The letters and digits of a name in small letters.
fn form(name: &str) -> String {
    label_form(name).chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_by_their_letters() {
        let found = pairs(&["Customer Age", "input.age", "x", "a-b", "a_b"], &["customer_age", "input_age", "y", "AB"]);
        let found: Vec<(&str, &str)> =
            found.iter().map(|pair| (pair.reference.as_str(), pair.production.as_str())).collect();
        assert_eq!(found, [("Customer Age", "customer_age"), ("input.age", "input_age")]);
    }
}
