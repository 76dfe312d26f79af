//! The preview of a period, beside the comparison of its rows.

use driftscope_decide::{period_of, preview, windows_of};
use driftscope_drift::compare;
use driftscope_report::{Against, Kind, PeriodChoice, Report, Settings, Windowing};
use driftscope_table::{PeriodRows, Table};

/// The comparison of the rows of a period.
fn exact(tables: [&Table; 2], period: &PeriodChoice) -> Report {
    let column = PeriodRows::column(tables, period).unwrap();
    let rows = PeriodRows::of(tables.map(|table| table.column(&column)), period).unwrap();
    let [reference, production] = rows.select(tables);
    compare(&reference, &production, &Settings { period: Some(period.clone()), ..Settings::default() })
}

#[test]
fn the_preview_has_the_effects_of_the_rows_or_nearly_so() {
    let tables = crate::common::flights();
    let whole = compare(&tables[0], &tables[1], &Settings { window: Windowing::Day, ..Settings::default() });
    let tables = tables.each_ref();
    let windows = whole.windows.as_ref().unwrap();
    let (mut exact_effects, mut largest, mut sum, mut agree, mut all) = (0, 0.0_f64, 0.0, 0, 0);
    for (range, against) in [
        (10..24, Against::Reference),
        (10..24, Against::Rest),
        (10..24, Against::Before),
        (24..38, Against::Weekdays),
        (7..14, Against::Before),
        (54..61, Against::Reference),
    ] {
        let period = PeriodChoice { against, ..period_of(&whole, range.clone()).unwrap() };
        assert_eq!(windows_of(windows, &period), range);
        let (Some(preview), exact) = (preview(&whole, &whole.settings, &period), exact(tables, &period)) else {
            panic!("{period:?}")
        };
        assert_eq!(preview.rows, [exact.reference.rows, exact.production.rows], "{period:?}");
        for column in &preview.columns {
            let name = &whole.columns[column.place].name;
            let rows = exact.columns.iter().find(|exact| exact.name == *name).unwrap();
            let Some(effect) = rows.drift.effect else { continue };
            let is_counted = whole.columns[column.place].windows.as_ref().unwrap().labels.len() < 11;
            if matches!(rows.kind, Kind::Boolean | Kind::Category) && is_counted {
                assert!((column.effect - effect).abs() < 1e-12, "{name} {period:?}: {} {effect}", column.effect);
                exact_effects += 1;
            }
            largest = largest.max((column.effect - effect).abs());
            sum += (column.effect - effect).abs();
            agree += i32::from(column.differs == rows.drift.drifted);
            all += 1;
        }
    }
    assert!(exact_effects > 20, "{exact_effects}");
    // 12 bins of all rows describe the tails of a week less well than bins of its own.
    assert!(largest < 0.12 && sum / f64::from(all) < 0.015, "{largest} {}", sum / f64::from(all));
    assert!(agree * 20 >= all * 18, "{agree} of {all}");
}
