//! Made-up texts whose law is known.

use driftscope_drift::{Extent, assemble, describe_all};
use driftscope_report::{ColumnReport, ColumnSettings, Kind, Settings};
use driftscope_stats::random::Random;
use driftscope_table::{ReadOptions, Table, TableReader};

/// How texts are made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Law {
    /// Words drawn by Zipf's law from a vocabulary, with their average number per text.
    Zipf { words: usize, length: f64 },
    /// Whole sentences drawn by Zipf's law from a list, as in a log of errors.
    Templates(usize),
}

/// What is planted in production.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Drift {
    Nothing,
    /// A new word is put into this share of the texts.
    NewWord(f64),
    /// The texts have this many times as many words.
    Longer(f64),
    /// Another topic: each word is with this probability replaced by its neighbour in the order of frequency.
    #[allow(dead_code, reason = "only the example has it")]
    Swapped(f64),
}

/// Draws a text.
pub(crate) fn text(law: Law, drift: Drift, random: &mut Random) -> String {
    let (words, length) = match law {
        Law::Zipf { words, length } => (words, length),
        Law::Templates(templates) => {
            let number = zipf(templates, random);
            let text = text(Law::Zipf { words: 500, length: 8.0 }, Drift::Nothing, &mut Random::new(number as u64));
            return with_word(text, drift, random);
        }
    };
    let stretch = if let Drift::Longer(times) = drift { times } else { 1.0 };
    let normal = (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
    let count = libm::floor(length * stretch * libm::exp(0.5 * normal)).max(1.0) as usize;
    let drawn: Vec<String> = (0..count)
        .map(|_| {
            let rank = zipf(words, random);
            let swap = if let Drift::Swapped(share) = drift { random.unit() < share } else { false };
            format!("w{}", if swap { rank ^ 1 } else { rank })
        })
        .collect();
    with_word(drawn.join(" "), drift, random)
}

fn with_word(text: String, drift: Drift, random: &mut Random) -> String {
    match drift {
        Drift::NewWord(share) if random.unit() < share => format!("{text} refund"),
        _ => text,
    }
}

/// A rank from 0 to `words` − 1, the first about as often as its place says: by the inverse of the integral of 1/x.
fn zipf(words: usize, random: &mut Random) -> usize {
    let rank = libm::exp(random.unit() * libm::log(words as f64 + 1.0)) - 1.0;
    (rank as usize).min(words - 1)
}

/// A table with one column of texts.
pub(crate) fn table<'a>(texts: impl IntoIterator<Item = &'a str>) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("texts");
    for text in texts {
        reader.feed(format!("{}\n", serde_json::json!({ "text": text })).as_bytes());
    }
    reader.end_file(String::new());
    reader.finish().expect("a table of texts")
}

/// This many texts.
pub(crate) fn texts(law: Law, drift: Drift, count: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..count).map(|_| text(law, drift, &mut random)).collect()
}

/// The column of texts, compared.
pub(crate) fn compared(reference: &[String], production: &[String], extent: Extent) -> ColumnReport {
    let kind = ColumnSettings { kind: Some(Kind::Text), ..ColumnSettings::default() };
    let settings = Settings { columns: [("text".to_owned(), kind)].into(), ..Settings::default() };
    let [reference, production] = [reference, production].map(|side| table(side.iter().map(String::as_str)));
    let described = describe_all(&reference, &production, &settings, extent, |_, _| {});
    assemble(described, &reference, &production, None, &settings).columns.remove(0)
}
