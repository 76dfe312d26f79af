//! The preview of a period, beside the comparison of its rows.

use std::fmt::Write;

use driftscope_decide::{FineCounts, period_of, preview, windows_of};
use driftscope_drift::{Extent, FineBuckets, RowWindows, assemble, compare, count_finely, describe_all};
use driftscope_report::{Against, Kind, PeriodChoice, Report, Settings, Windowing};
use driftscope_stats::random::Random;
use driftscope_table::{PeriodRows, Table};

use crate::common::table;

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
        let (Some(preview), exact) = (preview(&whole, &whole.settings, &period, None), exact(tables, &period)) else {
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

/// The comparison of the rows of a period as far as the verdict needs it; `None` if there is nothing to compare them with.
fn verdict(tables: [&Table; 2], period: &PeriodChoice) -> Option<Report> {
    let column = PeriodRows::column(tables, period).unwrap();
    let rows = PeriodRows::of(tables.map(|table| table.column(&column)), period).ok()?;
    let [reference, production] = rows.select(tables);
    let settings = Settings::default();
    let described = describe_all(&reference, &production, &settings, Extent::Verdict, |_, _| {});
    Some(assemble(described, &reference, &production, None, &settings))
}

/// Rows of some days: whole numbers with many ties, numbers without, mostly zeros, a wide range, categories of which one is rare, truth values,
/// and gaps; some rows have no timestamp.
fn rows(random: &mut Random, first_day: u64, days: u64, rows: u64, moved: f64) -> Table {
    let mut lines = String::new();
    for _ in 0..rows {
        let day = first_day + random.below(days);
        let seconds = 1_704_067_200 + day * 86_400 + random.below(86_400);
        let u = random.unit();
        // Something happens from the thirtieth day on.
        let step = if day >= 30 { moved } else { 0.0 };
        let time = if random.below(50) == 0 { "null".to_owned() } else { format!("{}", seconds as f64) };
        let whole = ((u + step) * 12.0).floor();
        let zero = if random.below(10) < 7 { 0.0 } else { random.unit() + step };
        let wide = libm::exp(12.0 * random.unit() - 6.0 + step);
        let label = ["JFK", "LGA", "EWR", "SFO", "rare"][match random.below(200) {
            0 => 4,
            other => ((other as f64 / 50.0 + step * 2.0) as usize).min(3),
        }];
        let flag = random.unit() < 0.3 + step / 4.0;
        let gap = if random.unit() < 0.1 + step / 3.0 { "null".to_owned() } else { format!("{}", random.below(500)) };
        let free = random.unit() + step;
        writeln!(
            lines,
            r#"{{"at":{time},"whole":{whole},"free":{free},"zero":{zero},"wide":{wide},"label":"{label}","flag":{flag},"gap":{gap}}}"#
        )
        .unwrap();
    }
    table(&lines)
}

#[test]
fn the_bounds_hold_the_effects_of_the_rows() {
    let mut random = Random::new(20_261_201);
    let (mut cases, mut narrow, mut exact_kinds) = (0, 0, 0);
    for data in 0..16_u64 {
        let moved = [0.0, 0.1, 0.5][(data % 3) as usize];
        let size = [600, 3_000, 8_000][(data / 3 % 3) as usize];
        let reference = rows(&mut random, 0, 24, size, 0.0);
        let production = rows(&mut random, 20, 20, size, moved);
        let tables = [&reference, &production];
        let window = [Windowing::Day, Windowing::Day, Windowing::Week][(data % 3) as usize];
        let whole = compare(tables[0], tables[1], &Settings { window, ..Settings::default() });
        let windows = whole.windows.as_ref().unwrap();
        let row_windows = RowWindows::of(tables, [Some("at"), None], window).unwrap();
        let mut fine = FineCounts::default();
        let buckets = if data % 4 == 3 { 256 } else { 4_096 };
        for (name, buckets) in FineBuckets::of_columns(&whole, buckets) {
            let columns = tables.map(|table| table.column(&name).unwrap());
            fine.add(name, count_finely(columns, &buckets, &row_windows));
        }
        let count = windows.production.len() as u64;
        for turn in 0..24 {
            let first = random.below(count);
            let range = first as usize..(first + 1 + random.below(count - first)) as usize;
            let against = Against::ALL[turn % Against::ALL.len()].1;
            let period = PeriodChoice { against, ..period_of(&whole, range).unwrap() };
            let Some(exact) = verdict(tables, &period) else { continue };
            let Some(preview) = preview(&whole, &whole.settings, &period, Some(&fine)) else { continue };
            for column in &preview.columns {
                let of_whole = &whole.columns[column.place];
                let rows = exact.columns.iter().find(|exact| exact.name == of_whole.name).unwrap();
                let Some(bounds) = column.bounds.filter(|_| rows.kind == of_whole.kind) else { continue };
                let effect = rows.drift.parts.iter().map(|part| part.effect).fold(0.0, f64::max);
                let name = &of_whole.name;
                assert!(bounds.low <= effect && effect <= bounds.high, "{data} {name} {period:?}: {effect} {bounds:?}");
                assert!(bounds.low <= column.effect && column.effect <= bounds.high, "{name}: {column:?}");
                cases += 1;
                narrow += u32::from(bounds.high - bounds.low < 0.02);
                exact_kinds += u32::from(bounds.high - bounds.low < 1e-6);
            }
        }
    }
    assert!(cases >= 2_000, "{cases}");
    // Not by being wide.
    assert!(narrow * 10 > cases * 6 && exact_kinds * 10 > cases * 3, "{narrow} {exact_kinds} of {cases}");
}
