//! Tests of where a log is split.

use super::*;
use crate::read::table_of as table;

const LOG: &str = "{\"t\":\"2013-01-01T00:00:00Z\",\"v\":\"a\",\"n\":1}\n{\"t\":\"2013-01-03\",\"v\":\"b\",\"n\":2.5}\n\
                   {\"v\":\"a\",\"n\":null}\n{\"t\":\"2013-01-05 10:00:00\",\"v\":null,\"n\":4}\n";

fn numbers(table: &Table) -> Vec<Option<f64>> {
    table.column("n").unwrap().cells.iter().map(|cell| cell.as_number()).collect()
}

fn parts(words: &str) -> ([Vec<Option<f64>>; 2], u64) {
    let [reference, production] = split(&table(LOG), &words.parse().unwrap()).unwrap();
    ([numbers(&reference), numbers(&production)], production.skipped)
}

#[test]
fn words_say_where() {
    assert_eq!("60%".parse(), Ok(Split::Share { reference: 0.6 }));
    let at = 1_372_636_800.0;
    assert_eq!("2013-07-01".parse(), Ok(Split::Time { column: None, at }));
    assert_eq!("a.b@2013-07-01".parse(), Ok(Split::Time { column: Some("a.b".to_owned()), at }));
    let reference = vec!["v1".to_owned(), "v2".to_owned()];
    assert_eq!("model=v1, v2".parse(), Ok(Split::Value { column: "model".to_owned(), reference }));
    for words in ["", "model", "0%", "100%", "x%", "a@b"] {
        assert!(words.parse::<Split>().is_err(), "{words}");
    }
}

#[test]
fn rows_go_to_the_side_that_they_belong_to() {
    assert_eq!(parts("2013-01-03"), ([vec![Some(1.0)], vec![Some(2.5), Some(4.0)]], 1));
    assert_eq!(parts("t@2013-01-03T00:00:01Z"), ([vec![Some(1.0), Some(2.5)], vec![Some(4.0)]], 1));
    assert_eq!(parts("v=a"), ([vec![Some(1.0), None], vec![Some(2.5)]], 1));
    assert_eq!(parts("50%"), ([vec![Some(1.0), Some(2.5)], vec![None, Some(4.0)]], 0));
    let [reference, _] = split(&table(LOG), &"n=2.5".parse().unwrap()).unwrap();
    assert_eq!(numbers(&reference), [Some(2.5)]);
    let tally = reference.column("n").unwrap().tally;
    assert_eq!((tally.decimals, tally.integers, tally.missing), (1, 0, 0));
}

#[test]
fn rows_are_counted_before_they_are_split() {
    let counted = |words: &str| split_rows(&table(LOG), &words.parse().unwrap());
    assert_eq!(counted("2013-01-03"), Ok([1, 2]));
    assert_eq!(counted("v=a"), Ok([2, 1]));
    assert_eq!(counted("2020-01-01"), Ok([3, 0]));
    assert!(counted("w=c").is_err());
}

#[test]
fn what_there_is_to_choose_from_is_found() {
    let choices = split_choices(&table(LOG));
    let times: Vec<_> = choices.times.iter().map(|time| (time.column.as_str(), time.first, time.middle)).collect();
    assert_eq!(times, [("t", 1_356_998_400.0, 1_357_171_200.0)]);
    let values = vec![("a".to_owned(), 2), ("b".to_owned(), 1)];
    assert_eq!(choices.values, [ValueChoice { column: "v".to_owned(), values }]);
}

#[test]
fn what_cannot_be_split_says_why() {
    let error = |words: &str| split(&table(LOG), &words.parse().unwrap()).unwrap_err().to_string();
    assert!(error("2020-01-01").contains("t goes from 2013-01-01T00:00:00Z to 2013-01-05T10:00:00Z"));
    assert!(error("v=c").contains("v holds a, b"), "{}", error("v=c"));
    assert!(error("w=c").contains("It has t, v, n"));
    let none = split(&table("{\"x\":1}\n"), &"2020-01-01".parse().unwrap());
    assert_eq!(none.unwrap_err(), SplitError::NoTime);
}
