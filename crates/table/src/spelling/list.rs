//! Lists that a column keeps as one text for each row: labels as a JSON array, a vector as a sketch of fixed length.
//!
//! A vector of any length d is kept as its norm and its seeded random projection to [`PROJECTIONS`] numbers:
//!
//! ```text
//! p_k = (1/√K) Σ_i s(k, i) x_i,   s(k, i) = ±1 by the bits of a hash of i
//! ```
//!
//! Distances between vectors, and between means of vectors, keep their expected square (Achlioptas 2003, doi
//! 10.1016/S0022-0000(03)00025-4), with a relative error of √(2/K) for a single one, and memory does not grow with d. Numbers of a sketch
//! have 24 significant bits.

use std::borrow::Cow;

/// The numbers that a vector is projected to, K.
pub const PROJECTIONS: usize = 16;

/// Labels of a list, at most: a longer one is not a list of labels.
pub(crate) const MOST_LABELS: usize = 256;

/// What the text of a vector begins with. People read it in an export of the table.
const VECTOR: &str = "vector of ";

/// What parts its length from the numbers, in hexadecimal digits.
const NUMBERS: &str = " numbers #";

/// Numbers are kept up to here, so that no square overflows.
const LARGEST: f64 = 1e30;

/// A list of labels as one text, the same for the same labels: in order, and each once.
pub(crate) fn write_tags(mut labels: Vec<Cow<'_, str>>) -> String {
    labels.sort_unstable();
    labels.dedup();
    let mut text = String::from("[");
    for label in labels {
        text.push_str(if text.len() > 1 { ",\"" } else { "\"" });
        for letter in label.chars() {
            match letter {
                '"' | '\\' => text.extend(['\\', letter]),
                control if control < ' ' => text.push_str(&format!("\\u{:04x}", control as u32)),
                letter => text.push(letter),
            }
        }
        text.push('"');
    }
    text.push(']');
    text
}

/// The labels of a list of them: a JSON array of strings. A label is there as often as it was written.
pub fn tags(text: &str) -> Option<Vec<String>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut rest = inner.trim_start();
    let mut labels = Vec::new();
    while !rest.is_empty() {
        let (label, after) = label(rest.strip_prefix('"')?)?;
        labels.push(label);
        rest = after.trim_start();
        rest = match rest.strip_prefix(',') {
            Some(after) => Some(after.trim_start()).filter(|after| !after.is_empty())?,
            None if rest.is_empty() => rest,
            None => return None,
        };
        if labels.len() > MOST_LABELS {
            return None;
        }
    }
    Some(labels)
}

/// The string whose quote has been read, and what follows it.
fn label(text: &str) -> Option<(String, &str)> {
    let mut label = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((label, &text[at + 1..])),
            '\\' => match letters.next()?.1 {
                'u' => {
                    let code: String = letters.by_ref().take(4).map(|(_, digit)| digit).collect();
                    label.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?).unwrap_or('\u{fffd}'));
                }
                'n' => label.push('\n'),
                't' => label.push('\t'),
                'r' => label.push('\r'),
                escaped @ ('"' | '\\' | '/') => label.push(escaped),
                _ => return None,
            },
            letter => label.push(letter),
        }
    }
    None
}

/// What is kept of a vector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VectorSketch {
    /// How many numbers the vector has.
    pub numbers: u64,
    /// The square root of the sum of its squares.
    pub norm: f64,
    /// Its projection.
    pub projection: [f64; PROJECTIONS],
}

impl VectorSketch {
    /// That of these numbers; one that is not finite counts as 0 or as the largest.
    pub(crate) fn of(numbers: impl Iterator<Item = f64>) -> Self {
        let (mut count, mut squares, mut projection) = (0_u64, 0.0, [0.0; PROJECTIONS]);
        for number in numbers {
            let number = if number.is_nan() { 0.0 } else { number.clamp(-LARGEST, LARGEST) };
            squares += number * number;
            let signs = mixed(count);
            for (k, sum) in projection.iter_mut().enumerate() {
                *sum += if signs >> k & 1 == 0 { number } else { -number };
            }
            count += 1;
        }
        let scale = 1.0 / (PROJECTIONS as f64).sqrt();
        Self { numbers: count, norm: squares.sqrt(), projection: projection.map(|sum| sum * scale) }.rounded()
    }

    /// As it is kept.
    fn rounded(self) -> Self {
        let round = |number: f64| f64::from(number as f32);
        Self { norm: round(self.norm), projection: self.projection.map(round), ..self }
    }

    pub(crate) fn write(&self) -> String {
        let mut text = format!("{VECTOR}{}{NUMBERS}", self.numbers);
        for number in [self.norm].into_iter().chain(self.projection) {
            text.push_str(&format!("{:08x}", (number as f32).to_bits()));
        }
        text
    }

    /// The sketch that a text is, if it is one.
    pub fn read(text: &str) -> Option<Self> {
        let (numbers, digits) = text.strip_prefix(VECTOR)?.split_once(NUMBERS)?;
        let numbers = numbers.parse().ok()?;
        if digits.len() != 8 * (PROJECTIONS + 1) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let number = |at: usize| {
            let bits = u32::from_str_radix(&digits[8 * at..8 * at + 8], 16).ok()?;
            Some(f64::from(f32::from_bits(bits))).filter(|number| number.is_finite())
        };
        let mut projection = [0.0; PROJECTIONS];
        for (k, place) in projection.iter_mut().enumerate() {
            *place = number(k + 1)?;
        }
        Some(Self { numbers, norm: number(0)?, projection })
    }
}

/// Sixty-four even bits for each number: the finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195).
fn mixed(number: u64) -> u64 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_back_in_order_and_once() {
        let text = write_tags(["b", "a \"x\"\\", "b", "é\n"].map(Cow::from).to_vec());
        assert_eq!(text, "[\"a \\\"x\\\"\\\\\",\"b\",\"é\\u000a\"]");
        assert_eq!(tags(&text).unwrap(), ["a \"x\"\\", "b", "é\n"]);
        assert_eq!((tags("[]"), tags(" [ \"x\" , \"\" ] ")), (Some(vec![]), Some(vec!["x".into(), String::new()])));
        for text in
            ["", "[", "[\"a\"", "[\"a\",]", "[\"a\" \"b\"]", "[1]", "[[\"a\"]]", "[\"\\x\"]", "[\"\\u12\"]", "{}"]
        {
            assert_eq!(tags(text), None, "{text}");
        }
    }

    #[test]
    fn sketches_come_back_and_keep_distances() {
        let vector =
            |seed: u64| (0..500).map(move |at| (mixed(seed * 1000 + at) >> 11) as f64 / (1_u64 << 53) as f64 - 0.5);
        let sketch = VectorSketch::of(vector(1));
        assert_eq!(VectorSketch::read(&sketch.write()), Some(sketch));
        assert_eq!(VectorSketch::read(&sketch.write()[..40]), None);
        // Over many pairs the squared distance of the projections is that of the vectors.
        let ratios = (0..200).map(|pair| {
            let [one, other] = [vector(2 * pair + 5), vector(2 * pair + 6)];
            let squares: f64 = one.clone().zip(other.clone()).map(|(one, other)| (one - other) * (one - other)).sum();
            let [one, other] = [VectorSketch::of(one), VectorSketch::of(other)].map(|sketch| sketch.projection);
            one.iter().zip(other).map(|(one, other)| (one - other) * (one - other)).sum::<f64>() / squares
        });
        let mean = ratios.sum::<f64>() / 200.0;
        // The standard error is √(2/16)/√200 = 0.025.
        assert!((mean - 1.0).abs() < 0.08, "{mean}");
        let odd = VectorSketch::of([f64::NAN, f64::INFINITY, -1e300].into_iter());
        assert!(odd.norm.is_finite() && VectorSketch::read(&odd.write()) == Some(odd));
    }
}
