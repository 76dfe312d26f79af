//! Checks that in every example, at every size, no words lie over each other or beyond the picture, and that broken
//! report parts are drawn without a panic.

#![allow(clippy::unwrap_used, reason = "a test ends where something unexpected is found, in its helpers too")]

mod examples;

use driftscope_charts::ecdf::{self, EcdfStyle};
use driftscope_charts::histogram::{self, HistogramStyle};
use driftscope_charts::quantile_plot::{self, QuantilePlotStyle};
use driftscope_charts::{ChartBar, Scale, Sheet, Theme, categories, miniature, svg};
use driftscope_report::{BarValues, Categories, Histogram, OtherCategories, Quantiles, TestResult};
use examples::{charts, columns};
use plotters::drawing::IntoDrawingArea;

#[derive(Debug)]
struct Words {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[start..].split('"').next()
}

fn number(element: &str, name: &str) -> f64 {
    attribute(element, name).unwrap().parse().unwrap()
}

/// The words of an SVG file and where they stand; a capital is 0.73 of the font size high.
fn words(svg: &str) -> Vec<Words> {
    svg.lines()
        .filter(|line| line.starts_with("<text"))
        .map(|line| {
            let text = line.split('>').nth(1).unwrap().split('<').next().unwrap();
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            let (x, base, size) = (number(line, "x"), number(line, "y"), number(line, "font-size"));
            let width = svg::text_width(&text, size);
            let left = match attribute(line, "text-anchor") {
                Some("end") => x - width,
                Some("middle") => x - width / 2.0,
                _ => x,
            };
            Words { text, left, right: left + width, top: base - 0.73 * size, bottom: base }
        })
        .collect()
}

#[test]
fn words_stay_inside_and_apart_at_every_size() {
    let sizes = [(300, 180), (320, 420), (360, 200), (430, 260), (560, 300), (700, 180), (900, 400), (1200, 500)];
    let mut seen = 0;
    for example in charts::all() {
        for (width, height) in sizes {
            let words = words(&example.svg_of_size((width, height)));
            seen += words.len();
            for (place, a) in words.iter().enumerate() {
                let inside = a.left >= -0.5
                    && a.right <= f64::from(width) + 0.5
                    && a.top >= -0.5
                    && a.bottom <= f64::from(height) - 1.0;
                assert!(inside, "{} at {width} × {height}: “{}” is cut off, {a:?}", example.name, a.text);
                for b in &words[place + 1..] {
                    let apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
                    assert!(
                        apart,
                        "{} at {width} × {height}: “{}” lies over “{}”, {a:?} {b:?}",
                        example.name, a.text, b.text
                    );
                }
            }
        }
    }
    assert!(seen > 3_000, "{seen}");
}

#[test]
fn tiny_sheets_are_drawn_without_a_panic() {
    for example in charts::all() {
        for size in [(0, 0), (1, 1), (10, 300), (300, 10), (47, 47), (49, 49), (64, 64), (97, 30), (120, 60)] {
            assert!(example.svg_of_size(size).ends_with("</svg>\n"));
        }
    }
}

#[test]
fn broken_report_parts_are_drawn_without_a_panic() {
    let wild = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, -f64::MAX, 5e-324, 0.0, -0.0, 1.0, 9e15];
    for &a in &wild {
        for &b in &wild {
            let histogram = Histogram {
                edges: vec![a, b, 1.0],
                reference: vec![u64::MAX, u64::MAX],
                production: vec![0, 1],
                lower_tail: a < 0.0,
                upper_tail: b > 0.0,
            };
            let quantiles = Quantiles { probabilities: vec![0.0, 1.0], reference: vec![a, b], production: vec![b, a] };
            let ks = TestResult {
                statistic: Some(a),
                location: Some(b),
                reference_share: Some(a),
                production_share: Some(1.0),
                ..TestResult::default()
            };
            let mut style = HistogramStyle { logarithmic: true, grouping: usize::MAX, ..HistogramStyle::default() };
            style.reference.median = Some(a);
            style.reference.missing = b;
            style.production.median = Some(b);
            style.production.missing = a;
            let mut column = columns::late();
            column.histogram = Some(histogram.clone());
            miniature::histogram(&column, a, b);
            miniature::categories(&column, b, a);
            let theme = Theme::light();
            for scale in [Scale::Number, Scale::Time, Scale::Hours, Scale::Clock] {
                style.scale = scale;
                let drawn = svg::draw(400, 200, &theme, "", |sheet| {
                    histogram::draw(sheet, &histogram, &style)?;
                    ecdf::draw(sheet, &quantiles, Some(&ks), &EcdfStyle { scale, unit: "", range: Some((a, b)) })?;
                    ecdf::draw(sheet, &quantiles, Some(&ks), &EcdfStyle { scale, unit: "\u{0}", range: None })?;
                    quantile_plot::draw(
                        sheet,
                        &quantiles,
                        &QuantilePlotStyle { range: Some((b, a)), ..QuantilePlotStyle::default() },
                    )
                });
                assert!(!drawn.unwrap().contains("NaN"));
            }
        }
    }
    let categories = Categories {
        labels: vec!["a".to_owned(), "\u{0}\u{202e}".to_owned()],
        reference: vec![u64::MAX, u64::MAX],
        production: vec![0, u64::MAX],
        other: OtherCategories { categories: u64::MAX, reference: u64::MAX, production: 0 },
        ..Categories::default()
    };
    let drawn = svg::draw(400, 200, &Theme::dark(), "", |sheet| categories::draw(sheet, &categories));
    assert!(drawn.unwrap().contains("other ("));
}

#[test]
fn the_bracket_stands_between_the_curves_at_the_gap() {
    let quantiles =
        Quantiles { probabilities: vec![0.0, 1.0], reference: vec![0.0, 10.0], production: vec![0.0, 10.0] };
    let ks = TestResult {
        statistic: Some(0.5),
        location: Some(5.0),
        reference_share: Some(0.75),
        production_share: Some(0.25),
        ..TestResult::default()
    };
    let style = EcdfStyle { range: Some((0.0, 10.0)), ..EcdfStyle::default() };
    let svg =
        svg::draw(400, 231, &Theme::light(), "", |sheet| ecdf::draw(sheet, &quantiles, Some(&ks), &style)).unwrap();
    // The plot is 200 pixels high, from 9 to 209: three quarters are at 59 and one quarter at 159.
    let ink = Theme::light().ink.css();
    let bracket = svg.lines().find(|line| line.starts_with("<rect") && line.contains(&ink)).unwrap();
    assert_eq!((number(bracket, "y"), number(bracket, "height")), (59.0, 100.0));
    let curve = svg.lines().find(|line| line.starts_with("<path")).unwrap();
    let middle = attribute(curve, "d").unwrap().split('L').nth(1).unwrap();
    let x: f64 = middle.split(' ').next().unwrap().parse().unwrap();
    assert!(middle.ends_with(" 59") && (number(bracket, "x") + 1.0 - x).abs() <= 1.0, "{bracket} {curve}");
}

/// Sixteen values on each side, production ten higher.
fn shifted() -> Quantiles {
    let reference: Vec<f64> = (0..=16).map(f64::from).collect();
    let production = reference.iter().map(|value| value + 10.0).collect();
    Quantiles { probabilities: (0..=16).map(|step| f64::from(step) / 16.0).collect(), reference, production }
}

#[test]
fn what_is_read_over_curves_is_what_they_show() {
    let (quantiles, theme) = (shifted(), Theme::light());
    let (mut strips, mut points) = (Vec::new(), Vec::new());
    svg::file([400, 260], &theme, "", |elements| {
        let area = elements.into_drawing_area();
        let sheet = Sheet::with_units(&area, &theme, svg::UNITS);
        strips = ecdf::bars(&sheet, &quantiles, None, &EcdfStyle::default())?;
        points = quantile_plot::bars(&sheet, &quantiles, &QuantilePlotStyle::default())?;
        ecdf::draw(&sheet, &quantiles, None, &EcdfStyle::default())
    })
    .unwrap();
    let from = |bar: &ChartBar| match bar.values {
        BarValues::Between { from, .. } => from,
        _ => panic!("{bar:?}"),
    };
    // The axis spans 0 to 26, and sixteen values lie evenly.
    assert!(strips.len() > 30);
    for (place, strip) in strips.iter().enumerate() {
        let value = 26.0 * (place as f64 + 0.5) / strips.len() as f64;
        assert!((from(strip) - value).abs() < 1e-9, "{strip:?}");
        assert!((strip.reference - (value / 16.0).min(1.0)).abs() < 1e-9, "{strip:?}");
        assert!((strip.production - ((value - 10.0) / 16.0).clamp(0.0, 1.0)).abs() < 1e-9, "{strip:?}");
    }
    assert_eq!(points.len(), 17);
    for (step, point) in points.iter().enumerate() {
        let value = step as f64;
        assert_eq!((from(point), point.reference, point.production), (value / 16.0, value, value + 10.0));
    }
    for bars in [&strips, &points] {
        let is_beside = |pair: &[ChartBar]| (pair[0].left + pair[0].width - pair[1].left).abs() < 1e-9;
        assert!(bars.windows(2).all(is_beside) && bars.iter().all(|bar| bar.width > 3.0), "{bars:?}");
        assert!(bars[0].left >= 0.0 && bars.last().is_some_and(|last| last.left + last.width <= 400.0));
    }
}
