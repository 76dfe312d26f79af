//! ARFF, the format of Weka and OpenML: attributes, then rows with commas.
//!
//! Source: <https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/>.

use super::super::shape::{Declaration, Signs};
use super::reader::{Line, LineReader, Lines};
use super::write;
use crate::Format;

/// ARFF.
pub(in super::super) const SHAPE: Declaration = Declaration {
    format: Format::Arff,
    open: |plan, cursor, _| LineReader::open(plan, cursor, Arff::default()),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "% a comment\n@relation r\n@attribute x numeric\n@attribute 'the y' {a,b}\n@data\n1.5,a\n?,b\n",
};

/// Whether the first line that is not a comment names a relation.
pub(super) fn is_arff(lines: &[&str]) -> bool {
    let first = lines.iter().map(|line| line.trim_start()).find(|line| !line.starts_with('%'));
    first.is_some_and(|line| keyword(line, "@relation").is_some())
}

fn keyword<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = line.split_at_checked(word.len())?;
    (start.eq_ignore_ascii_case(word) && !rest.starts_with(|next: char| next.is_alphanumeric())).then(|| rest.trim())
}

#[derive(Debug, Default)]
struct Arff {
    names: Vec<String>,
    is_in_data: bool,
}

impl Lines for Arff {
    fn line(&mut self, line: &str, record: &mut Vec<u8>) -> Line {
        let line = line.trim();
        if line.starts_with('%') {
            return Line::Aside;
        }
        if !self.is_in_data {
            if let Some(attribute) = keyword(line, "@attribute") {
                self.names.extend(fields(attribute, char::is_whitespace).into_iter().next().map(|(name, _)| name));
            }
            self.is_in_data = keyword(line, "@data").is_some();
            return if line.starts_with('@') { Line::Aside } else { Line::Broken };
        }
        let entry = |record: &mut Vec<u8>, place: usize, value: &(String, bool)| {
            let is_missing = !value.1 && (value.0 == "?" || value.0.is_empty());
            write::entry(record, &write::name(&self.names, place), (!is_missing).then_some(value.0.as_str()));
        };
        let Some(sparse) = line.strip_prefix('{').and_then(|line| line.strip_suffix('}')) else {
            fields(line, |letter| letter == ',')
                .iter()
                .enumerate()
                .for_each(|(place, value)| entry(record, place, value));
            return Line::Row;
        };
        // Of a sparse row what is not written is 0.
        let mut row = vec![("0".to_owned(), false); self.names.len()];
        for (pair, _) in fields(sparse, |letter| letter == ',') {
            let mut parts = pair.splitn(2, char::is_whitespace);
            let place: Option<usize> = parts.next().and_then(|place| place.parse().ok());
            let Some(cell) = place.and_then(|place| row.get_mut(place)) else { return Line::Broken };
            *cell = (parts.next().unwrap_or_default().trim().trim_matches(['\'', '"']).to_owned(), false);
        }
        row.iter().enumerate().for_each(|(place, value)| entry(record, place, value));
        Line::Row
    }
}

/// The fields of a line, and whether each was in quotes, single or double.
fn fields(line: &str, is_between: impl Fn(char) -> bool) -> Vec<(String, bool)> {
    let mut fields = Vec::new();
    let mut letters = line.chars().peekable();
    loop {
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        let quote = letters.next_if(|letter| matches!(letter, '\'' | '"'));
        let mut field = String::new();
        let mut is_open = quote.is_some();
        while let Some(letter) = letters.next_if(|letter| is_open || !is_between(*letter)) {
            match letter {
                '\\' if is_open => field.extend(letters.next()),
                letter if Some(letter) == quote && is_open => is_open = false,
                letter => field.push(letter),
            }
        }
        let field = if quote.is_some() { field } else { field.trim().to_owned() };
        fields.push((field, quote.is_some()));
        if letters.next().is_none() {
            return fields;
        }
    }
}
