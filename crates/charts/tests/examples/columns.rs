//! Columns as a report describes them.

use driftscope_report::{Categories, ColumnReport, Histogram, Kind, OtherCategories, Quantiles, Summary, TestResult};

use super::distributions::{histogram, ks, log_normal, normal, quantiles, with_zeros};

pub(crate) fn column(name: &str, kind: Kind) -> ColumnReport {
    ColumnReport {
        name: name.to_owned(),
        kind,
        reference: Summary { count: 6_000, ..Summary::default() },
        production: Summary { count: 12_000, ..Summary::default() },
        ..ColumnReport::default()
    }
}

fn numeric(name: &str, histogram: Histogram, quantiles: Option<Quantiles>, ks: Option<TestResult>) -> ColumnReport {
    let mut column = column(name, Kind::Numeric);
    if let Some(quantiles) = &quantiles {
        column.reference.median = quantiles.reference.get(50).copied();
        column.production.median = quantiles.production.get(50).copied();
    }
    column.tests.extend(ks.map(|ks| ("ks".to_owned(), ks)));
    column.histogram = Some(histogram);
    column.quantiles = quantiles;
    column
}

/// Two bells, the second lower and narrower.
pub(crate) fn wind_speed() -> ColumnReport {
    let (reference, production) = (normal(12.7, 5.5), normal(10.4, 4.0));
    let (reference, production) =
        (|v: f64| if v < 0.0 { 0.0 } else { reference(v) }, |v: f64| if v < 0.0 { 0.0 } else { production(v) });
    let ends = (-0.001, 40.0);
    numeric(
        "input.wind_speed",
        histogram([(&reference, 6_000.0), (&production, 12_000.0)], 0.0, 0.5, 60, (0.0, 30.0)),
        Some(quantiles([&reference, &production], ends)),
        Some(ks([&reference, &production], ends)),
    )
}

/// A long right tail, gathered; more of it missing in production.
pub(crate) fn latency() -> ColumnReport {
    let (reference, production) = (log_normal(4.2, 0.6), log_normal(7.0, 0.8));
    let ends = (0.0, 400.0);
    let mut column = numeric(
        "latency_ms",
        histogram([(&reference, 6_000.0), (&production, 12_000.0)], 0.0, 0.5, 60, ends),
        Some(quantiles([&reference, &production], ends)),
        Some(ks([&reference, &production], ends)),
    );
    column.reference.missing = 190;
    column.production.missing = 1_640;
    column
}

/// Both ends gathered, both medians near each other.
pub(crate) fn residual() -> ColumnReport {
    let (reference, production) = (normal(0.0, 1.0), normal(0.15, 1.6));
    let ends = (-9.0, 9.0);
    numeric(
        "model.residual",
        histogram([(&reference, 80_000.0), (&production, 5_000.0)], -2.5, 0.1, 50, ends),
        Some(quantiles([&reference, &production], ends)),
        Some(ks([&reference, &production], ends)),
    )
}

/// Nearly all values are zero.
pub(crate) fn rain() -> ColumnReport {
    let (reference, production) = (with_zeros(0.93, log_normal(0.04, 1.0)), with_zeros(0.88, log_normal(0.06, 1.0)));
    let ends = (-0.000_001, 1.21);
    let mut column = numeric(
        "input.precip",
        histogram([(&reference, 6_000.0), (&production, 12_000.0)], 0.0, 0.01, 50, (0.0, 1.21)),
        Some(quantiles([&reference, &production], ends)),
        Some(ks([&reference, &production], ends)),
    );
    column.production.missing = 3;
    column
}

/// Whole numbers, a bin each, some of them empty.
pub(crate) fn hour() -> ColumnReport {
    let reference =
        vec![0, 0, 0, 0, 0, 190, 640, 520, 480, 400, 350, 330, 350, 360, 380, 420, 410, 440, 400, 350, 280, 160, 60, 4];
    let production = vec![
        0, 0, 0, 0, 3, 420, 1300, 1000, 900, 820, 700, 650, 680, 760, 800, 850, 820, 860, 790, 700, 560, 340, 150, 30,
    ];
    let values = |counts: &[u64]| -> Vec<f64> {
        let total: u64 = counts.iter().sum();
        (0..=100)
            .map(|percent| {
                let mut before = 0;
                counts.iter().position(|count| {
                    before += count;
                    before * 100 >= total * percent && before > 0
                })
            })
            .map(|hour| hour.unwrap_or(23) as f64)
            .collect()
    };
    let quantiles = Quantiles {
        probabilities: (0..=100).map(|percent| f64::from(percent) / 100.0).collect(),
        reference: values(&reference),
        production: values(&production),
    };
    let histogram =
        Histogram { edges: (0..=24).map(f64::from).collect(), reference, production, ..Histogram::default() };
    numeric("input.hour", histogram, Some(quantiles), None)
}

/// One value on both sides.
pub(crate) fn constant() -> ColumnReport {
    let histogram =
        Histogram { edges: vec![42.0, 43.0], reference: vec![5_200], production: vec![12_000], ..Histogram::default() };
    let quantiles =
        Quantiles { probabilities: vec![0.0, 1.0], reference: vec![42.0, 42.0], production: vec![42.0, 42.0] };
    let mut column = numeric("input.version", histogram, Some(quantiles), None);
    column.reference.missing = 800;
    column.reference.count = 5_200;
    column.reference.median = Some(42.0);
    column.production.median = Some(42.0);
    column
}

/// Production has no value at all.
pub(crate) fn lost() -> ColumnReport {
    let mut column = wind_speed();
    column.name = "input.sensor".to_owned();
    column.production = Summary { missing: 12_000, ..Summary::default() };
    if let Some(histogram) = &mut column.histogram {
        histogram.production.iter_mut().for_each(|count| *count = 0);
    }
    if let Some(quantiles) = &mut column.quantiles {
        quantiles.production.clear();
    }
    column.tests.clear();
    column
}

/// Two ranges that do not meet.
pub(crate) fn temperature() -> ColumnReport {
    let (reference, production) = (normal(39.9, 6.0), normal(78.1, 5.0));
    let ends = (20.0, 95.0);
    numeric(
        "input.temp",
        histogram([(&reference, 6_000.0), (&production, 12_000.0)], 20.0, 1.25, 60, (20.0, 95.0)),
        Some(quantiles([&reference, &production], ends)),
        Some(ks([&reference, &production], ends)),
    )
}

/// Rents in money: thousands, medians near the left end.
pub(crate) fn rent() -> ColumnReport {
    let (reference, production) = (log_normal(9_000.0, 1.1), log_normal(12_000.0, 1.2));
    let ends = (0.0, 2_000_000.0);
    numeric(
        "input.rent",
        histogram([(&reference, 900.0), (&production, 700.0)], 0.0, 2_500.0, 60, ends),
        Some(quantiles([&reference, &production], ends)),
        Some(ks([&reference, &production], ends)),
    )
}

/// Days of two periods, in seconds since 1970: March against June and July 2013.
pub(crate) fn scheduled() -> ColumnReport {
    let march = 1_362_096_000.0;
    let weekly = |first: usize, days: usize| -> Vec<u64> {
        (0..153)
            .map(|day| if (first..first + days).contains(&day) { if day % 7 == 1 { 120 } else { 196 } } else { 0 })
            .collect()
    };
    let mut column = column("input.scheduled", Kind::Datetime);
    column.histogram = Some(Histogram {
        edges: (0..=153).map(|day| march + f64::from(day) * 86_400.0).collect(),
        reference: weekly(0, 31),
        production: weekly(92, 61),
        ..Histogram::default()
    });
    column
}

pub(crate) fn categorical(name: &str, rows: &[(&str, u64, u64)], other: (u64, u64, u64)) -> ColumnReport {
    let mut column = column(name, Kind::Category);
    column.categories = Some(Categories {
        labels: rows.iter().map(|row| row.0.to_owned()).collect(),
        reference: rows.iter().map(|row| row.1).collect(),
        production: rows.iter().map(|row| row.2).collect(),
        other: OtherCategories { categories: other.0, reference: other.1, production: other.2 },
        ..Categories::default()
    });
    column
}

pub(crate) fn late() -> ColumnReport {
    let mut column = categorical("actual", &[("on time", 4_680, 8_100), ("late", 1_320, 3_900)], (0, 0, 0));
    column.reference.missing = 200;
    column.production.missing = 460;
    column
}

pub(crate) fn carrier() -> ColumnReport {
    let rows = [
        ("B6", 1_080, 2_040),
        ("UA", 1_010, 1_960),
        ("EV", 940, 2_110),
        ("DL", 820, 1_700),
        ("AA", 600, 1_120),
        ("MQ", 480, 900),
        ("US", 370, 0),
        ("9E", 310, 690),
        ("WN", 230, 450),
        ("VX", 80, 190),
        ("FL", 60, 110),
        ("F9", 0, 640),
    ];
    categorical("input.carrier", &rows, (4, 20, 90))
}

pub(crate) fn destinations() -> ColumnReport {
    let names: Vec<String> = (0..50u8)
        .map(|place| ["ATL", "BOS", "ORD", "LAX", "MCO"][usize::from(place % 5)].to_owned() + &place.to_string())
        .collect();
    let rows: Vec<(&str, u64, u64)> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            (name.as_str(), 900 / (place as u64 + 2), if place % 9 == 4 { 0 } else { 1_500 / (place as u64 + 3) })
        })
        .collect();
    categorical("input.dest", &rows, (37, 60, 150))
}

pub(crate) fn long_labels() -> ColumnReport {
    let rows = [
        ("Customer asked for a refund because the parcel came late and the box was open", 410, 300),
        ("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", 220, 260),
        ("line one\nline two\u{202e}turned", 120, 180),
        ("顧客は荷物が遅れて到着したため返金を求めました", 90, 110),
        ("", 40, 10),
    ];
    categorical("ticket.reason", &rows, (0, 0, 0))
}

pub(crate) fn right_to_left() -> ColumnReport {
    let rows = [
        ("תל אביב", 400, 380),
        ("ירושלים והסביבה הקרובה אליה ממזרח וממערב", 300, 320),
        ("القاهرة", 200, 150),
        ("الإسكندرية", 0, 90),
    ];
    categorical("address.city", &rows, (0, 0, 0))
}
