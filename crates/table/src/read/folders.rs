//! Columns that the folders of a file name: `day=2026-10-01/part-0.json`, as Spark, Hive, DuckDB and BigQuery lay out what
//! they export in parts. They leave those columns out of the files, so that nobody else could give them back.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use crate::FileRecord;

/// What Hive and Spark write in place of a missing value.
const MISSING: &str = "__HIVE_DEFAULT_PARTITION__";

/// Columns that are taken from one path.
const MOST: usize = 16;

/// A column that has one value in a whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FolderColumn {
    pub name: String,
    /// `None` where it is missing.
    pub value: Option<String>,
}

/// The name of a file in a report: that of the file, and before it the folders right above that name a column. Other
/// folders are nobody's business.
///
/// ```
/// use driftscope_table::file_name;
///
/// assert_eq!(file_name("/home/me/export/day=1/hour=7/part-0.json".as_ref()), "day=1/hour=7/part-0.json");
/// assert_eq!(file_name("/home/me/a=1/export/log.jsonl".as_ref()), "log.jsonl");
/// ```
pub fn file_name(path: &Path) -> String {
    let mut parts = path.components().rev().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    let Some(file) = parts.next() else { return path.to_string_lossy().into_owned() };
    let mut kept: Vec<_> = parts.take_while(|folder| column(folder).is_some()).take(MOST).collect();
    kept.reverse();
    kept.push(file);
    kept.join("/")
}

/// The columns that the folders in a file's name stand for.
pub(crate) fn columns(name: &str) -> Vec<FolderColumn> {
    folders(name).filter_map(column).take(MOST).collect()
}

/// The folders in a file's name.
fn folders(name: &str) -> impl Iterator<Item = &str> {
    name.rsplit_once('/').into_iter().flat_map(|(folders, _)| folders.split('/'))
}

/// The columns that the folders of every file name, of which the two sides have no value in common: `month=3` here, and
/// `month=6` and `month=7` there. That they differ is how the sides were chosen, and no finding.
pub fn partition_columns(sides: [&[FileRecord]; 2]) -> Vec<String> {
    let Some(first) = sides[0].first() else { return Vec::new() };
    let parts = |column: &FolderColumn| {
        let [reference, production] = sides.map(|files| folders_of(files, &column.name));
        reference.zip(production).is_some_and(|(reference, production)| reference.is_disjoint(&production))
    };
    columns(&first.name).into_iter().filter(parts).map(|column| column.name).collect()
}

/// The folders that stand for a column; `None` where there is no file, or one without such a folder.
fn folders_of<'a>(files: &'a [FileRecord], name: &str) -> Option<BTreeSet<&'a [u8]>> {
    let is_of = |folder: &&str| column(folder).is_some_and(|column| column.name == name);
    let folder = |file: &'a FileRecord| folders(&file.name).find(is_of).map(str::as_bytes);
    files.iter().map(folder).collect::<Option<BTreeSet<_>>>().filter(|folders| !folders.is_empty())
}

/// The column that one folder stands for.
fn column(folder: &str) -> Option<FolderColumn> {
    let (name, value) = folder.split_once('=').filter(|(name, _)| !name.is_empty())?;
    let value = decoded(value);
    Some(FolderColumn { name: decoded(name), value: Some(value).filter(|value| !value.is_empty() && value != MISSING) })
}

/// A text in which `%3A` stands for a colon: what a folder's name cannot hold is written so.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits =
            behind.first_chunk::<2>().filter(|digits| first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let byte = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = &behind[if byte.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<(String, Option<String>)> {
        columns(name).into_iter().map(|column| (column.name, column.value)).collect()
    }

    #[test]
    fn folders_that_name_a_column_are_kept() {
        let some = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
        assert_eq!(of("part-0.json"), []);
        assert_eq!(of("year=2026/month=01/part-0.json"), [some("year", "2026"), some("month", "01")]);
        assert_eq!(of("at=2026-10-01 10%3A00/x"), [some("at", "2026-10-01 10:00")]);
        assert_eq!(of("a=b=c/x"), [some("a", "b=c")]);
        assert_eq!(of("a=100%/x"), [some("a", "100%")]);
        assert_eq!(of("a=%zz%4/x"), [some("a", "%zz%4")]);
        assert_eq!(of("a=__HIVE_DEFAULT_PARTITION__/b=/x"), [("a".to_owned(), None), ("b".to_owned(), None)]);
        assert_eq!(of("=1/x"), []);
        assert_eq!(of(&format!("{}x", "a=1/".repeat(100))).len(), MOST);
    }

    #[test]
    fn columns_part_the_sides_where_no_value_is_on_both() {
        let split_by = |sides: [&[&str]; 2]| {
            let files = |names: &[&str]| -> Vec<FileRecord> {
                names.iter().map(|name| FileRecord { name: (*name).to_owned(), ..FileRecord::default() }).collect()
            };
            let [reference, production] = sides.map(files);
            partition_columns([&reference, &production])
        };
        assert_eq!(split_by([&["m=3/d=1/a", "m=4/d=2/a"], &["m=6/d=1/a"]]), ["m"]);
        assert_eq!(split_by([&["m=3/a", "m=4/a"], &["m=4/a"]]), [""; 0]);
        assert_eq!(split_by([&["m=3/a", "a"], &["m=4/a"]]), [""; 0]);
        assert_eq!(split_by([&["a", "m=3/a"], &["m=4/a"]]), [""; 0]);
        assert_eq!(split_by([&["m=3/a"], &["a"]]), [""; 0]);
        assert_eq!(split_by([&[], &[]]), [""; 0]);
    }

    #[test]
    fn other_folders_are_left_out_of_a_name() {
        let name = |path: &str| file_name(Path::new(path));
        assert_eq!(name("log.jsonl"), "log.jsonl");
        assert_eq!(name("../secret/day=1/log.jsonl"), "day=1/log.jsonl");
        assert_eq!(name("/day=1/me/log.jsonl"), "log.jsonl");
        assert_eq!(name("a=1.jsonl"), "a=1.jsonl");
        assert_eq!(name("/"), "/");
    }
}
