//! SPDX licence expressions: `MIT OR (Apache-2.0 AND Zlib)`.
//!
//! `AND` binds tighter than `OR`. Old manifests write `/` for `OR`.

use std::collections::VecDeque;

/// Whether the expression can be satisfied by allowed licences; `None` if it cannot be parsed.
///
/// A licence with an exception is allowed if the list has it with or without the exception, since exceptions only permit
/// more.
pub(super) fn is_allowed(expression: &str, allowed: &[&str]) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words: VecDeque<&str> = spaced.split_whitespace().collect();
    let result = any(&mut words, allowed)?;
    words.is_empty().then_some(result)
}

fn any(words: &mut VecDeque<&str>, allowed: &[&str]) -> Option<bool> {
    let mut result = all(words, allowed)?;
    while words.front() == Some(&"OR") {
        words.pop_front();
        result |= all(words, allowed)?;
    }
    Some(result)
}

fn all(words: &mut VecDeque<&str>, allowed: &[&str]) -> Option<bool> {
    let mut result = one(words, allowed)?;
    while words.front() == Some(&"AND") {
        words.pop_front();
        result &= one(words, allowed)?;
    }
    Some(result)
}

fn one(words: &mut VecDeque<&str>, allowed: &[&str]) -> Option<bool> {
    let licence = match words.pop_front()? {
        "(" => {
            let result = any(words, allowed)?;
            return (words.pop_front() == Some(")")).then_some(result);
        }
        ")" | "OR" | "AND" | "WITH" => return None,
        licence => licence,
    };
    let mut result = allowed.contains(&licence);
    if words.front() == Some(&"WITH") {
        words.pop_front();
        let with_exception = format!("{licence} WITH {}", words.pop_front()?);
        result |= allowed.contains(&with_exception.as_str());
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_is_enough_and_all_of_a_conjunction_are_needed() {
        let allowed = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"];
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("MIT/GPL-3.0", true),
            ("GPL-3.0 AND MIT", false),
            ("GPL-3.0 AND MIT OR Zlib", true),
            ("GPL-3.0 AND (MIT OR Zlib)", false),
            ("(GPL-3.0 OR MIT) AND Zlib", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("MIT WITH some-exception", true),
            ("Apache-2.0", false),
        ] {
            assert_eq!(is_allowed(expression, &allowed), Some(expected), "{expression}");
        }
    }

    #[test]
    fn what_is_not_an_expression_is_told_apart() {
        for expression in ["", "MIT OR", "(MIT", "MIT)", "AND MIT", "MIT Zlib", "MIT WITH"] {
            assert_eq!(is_allowed(expression, &["MIT", "Zlib"]), None, "{expression}");
        }
    }
}
