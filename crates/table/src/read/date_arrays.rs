//! Reads the parts of dates in arrays, `[2026,10,3,12,0,0]`, as timestamps, as Jackson writes Java's dates.
//!
//! The reader makes a column of each value of an array. Where three to seven columns of one array are whole numbers that are the
//! year, month, day, hour, minute, second and nanosecond of a date in every row, and nothing else could be meant, one column of
//! timestamps takes their place. The year must lie between 1970 and 2100: no other list of numbers looks like that.

use driftscope_report::calendar::{days_from_civil, days_in_month};

use crate::{Cell, CellKind, Cells, Column, Dictionary, Spelling, Table};

/// Values of the longest array.
const MOST: usize = 7;

/// Values of the shortest: a day.
const LEAST: usize = 3;

/// A date in the spelling that the timestamps get.
const EXAMPLE: &[u8] = b"2026-10-03T12:00:00.000000";

/// The table with timestamps in place of the parts of dates.
pub(crate) fn join(mut table: Table) -> Table {
    let Some(spelling) = Spelling::of(EXAMPLE) else { return table };
    let mut columns = std::mem::take(&mut table.columns);
    let mut at = 0;
    while at < columns.len() {
        let length = parts_from(&columns[at..]);
        let joined = if length >= LEAST { cells(&columns[at..at + length], spelling) } else { None };
        if let Some(cells) = joined {
            let name = columns[at].name.strip_suffix(".0").unwrap_or_default().to_owned();
            let joined = Column::of_cells(name, cells, Dictionary::default(), Some(spelling));
            columns.splice(at..at + length, [joined]);
        }
        at += 1;
    }
    table.columns = columns;
    table
}

/// How many columns from here on are the values of one array, all of them whole numbers.
fn parts_from(columns: &[Column]) -> usize {
    let Some(array) = columns.first().and_then(|first| first.name.strip_suffix(".0")) else { return 0 };
    let is_part = |(place, column): &(usize, &Column)| {
        let place_of = column.name.strip_prefix(array).and_then(|rest| rest.strip_prefix('.'));
        let tally = &column.tally;
        place_of.is_some_and(|rest| rest == place.to_string())
            && tally.integers > 0
            && tally.integers == tally.present()
    };
    let length = columns.iter().enumerate().take_while(is_part).take(MOST + 1).count();
    if length > MOST { 0 } else { length }
}

/// The timestamps of the rows; `None` if a row has no date.
fn cells(parts: &[Column], spelling: Spelling) -> Option<Cells> {
    let mut rows: Vec<_> = parts.iter().map(|part| part.cells.iter()).collect();
    let count = parts.first()?.cells.len();
    let mut cells = Vec::with_capacity(count);
    for _ in 0..count {
        let mut values = [0_i64; MOST];
        values[1..3].fill(1);
        let mut missing = 0;
        for (value, cells) in values.iter_mut().zip(&mut rows) {
            match cells.next()?.kind() {
                CellKind::Number(number) if number.abs() < 1e10 => *value = number as i64,
                CellKind::Missing => missing += 1,
                _ => return None,
            }
        }
        cells.push(match missing {
            0 => Cell::timestamp(microseconds(values)?),
            all if all == parts.len() => Cell::MISSING,
            _ => return None,
        });
    }
    let spells = |cell: &Cell| match cell.kind() {
        CellKind::Timestamp(value) => spelling.read(spelling.write(value).as_bytes()) == Some(value),
        _ => true,
    };
    cells.first().is_some_and(spells).then(|| cells.into())
}

/// Microseconds since 1970 of year, month, day, hour, minute, second and nanosecond.
fn microseconds([year, month, day, hour, minute, second, nanosecond]: [i64; MOST]) -> Option<i64> {
    let is_day = (1_970..2_100).contains(&year) && (1..=12).contains(&month);
    let is_date = is_day && (1..=days_in_month(year, month)).contains(&day);
    let is_time = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    let is_fraction = (0..1_000_000_000).contains(&nanosecond);
    // Other numbers may be too large to be multiplied.
    (is_date && is_time && is_fraction).then(|| {
        let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
        seconds * 1_000_000 + nanosecond / 1_000
    })
}

#[cfg(test)]
mod tests {
    use crate::read::table_of as table;
    use crate::{CellKind, Table};

    fn names(table: &Table) -> Vec<&str> {
        table.columns.iter().map(|column| column.name.as_str()).collect()
    }

    #[test]
    fn dates_of_jackson_are_timestamps() {
        let table = table(
            "{\"at\":[2026,10,3,12,0,7,250000000],\"x\":1}\n{\"at\":[2026,10,4,0,0,0,0],\"x\":2}\n{\"at\":null,\"x\":3}\n",
        );
        assert_eq!(names(&table), ["at", "x"]);
        let text = |row: usize| table.columns[0].text(table.columns[0].cells[row]).unwrap().into_owned();
        assert_eq!(text(0), "2026-10-03T12:00:07.250000");
        assert_eq!(text(1), "2026-10-04T00:00:00.000000");
        assert_eq!(table.columns[0].cells[2].kind(), CellKind::Missing);
        assert_eq!(names(&self::table("{\"d\":[2026,2,28]}\n{\"d\":[2026,3,1]}\n")), ["d"]);
        // Of the name only the place in the array is taken off.
        assert_eq!(names(&self::table(&"{\"d\":{\"0\":[2026,2,28]}}\n".repeat(3))), ["d.0"]);
    }

    #[test]
    fn other_lists_stay_what_they_are() {
        for lines in [
            "{\"x\":[2026,13,1]}\n",
            "{\"x\":[2026,2,30]}\n",
            "{\"x\":[1926,2,3]}\n",
            "{\"x\":[2026,2]}\n",
            "{\"x\":[2026,2,3.5]}\n",
            "{\"x\":[2026,2,3]}\n{\"x\":[7,2,3]}\n",
            // fuzzing, records
            "{\"x\":[9999999999,9999999999,3,9999999999]}\n",
            "{\"x\":[2026,2,3,24]}\n",
            "{\"x\":[2026,2,3,1,1,1,1,1]}\n",
        ] {
            assert!(names(&table(&lines.repeat(2))).contains(&"x.0"), "{lines}");
        }
    }
}
