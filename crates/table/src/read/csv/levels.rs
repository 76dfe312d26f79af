//! Names of columns in several rows, as pandas writes them: `,price,price` above `,mean,std`, and `day,,` below.

use super::dialect::Text;

/// The most rows of names.
const MOST: usize = 4;

/// The names with dots between their levels, and how many rows they take; `None` where the names are in one row. In each of these
/// rows the field above the labels of the rows is empty and the others are no values; a row may follow that names the labels only.
/// `is_typed` says whether a field is a value.
pub(super) fn joined(rows: &[Vec<Text>], is_typed: impl Fn(&Text) -> bool) -> Option<(Vec<Text>, usize)> {
    let width = rows.first()?.len();
    let is_blank = |text: &Text| text.bytes.is_empty();
    let is_level = |row: &&Vec<Text>| {
        let [first, names @ ..] = &row[..] else { return false };
        row.len() == width && is_blank(first) && !names.iter().any(&is_typed) && !names.iter().all(is_blank)
    };
    let levels = rows.iter().take(MOST + 1).take_while(is_level).count();
    if !(2..=MOST).contains(&levels) || width < 2 {
        return None;
    }
    let of_labels = rows
        .get(levels)
        .filter(|row| row.len() == width && !is_blank(&row[0]) && !is_typed(&row[0]) && row[1..].iter().all(is_blank));
    let below = &rows[levels + usize::from(of_labels.is_some())..];
    let is_value = |row: &Vec<Text>| row.iter().skip(1).any(&is_typed);
    if below.is_empty() || !below.iter().all(is_value) {
        return None;
    }
    let mut names = vec![Vec::new(); width];
    for row in &rows[..levels] {
        let mut last: &[u8] = b"";
        for (name, text) in names.iter_mut().zip(row).skip(1) {
            // Cells that are merged are written once.
            last = if is_blank(text) { last } else { &text.bytes };
            if !name.is_empty() && !last.is_empty() {
                name.push(b'.');
            }
            name.extend_from_slice(last);
        }
    }
    if let Some(row) = of_labels {
        names[0].clone_from(&row[0].bytes);
    }
    let text = |bytes| Text { bytes, is_quoted: false };
    Some((names.into_iter().map(text).collect(), levels + usize::from(of_labels.is_some())))
}
