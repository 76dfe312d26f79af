//! A report from anywhere: it is read or refused, and whatever is read can be drawn, written and put into a page.
#![no_main]

use driftscope_charts::ecdf::EcdfStyle;
use driftscope_charts::histogram::HistogramStyle;
use driftscope_charts::quantile_plot::QuantilePlotStyle;
use driftscope_charts::{Scale, Theme, categories, ecdf, histogram, miniature, quantile_plot, svg};
use driftscope_present::{numbers};
use driftscope_report::{ColumnReport, carried_json, carried_text, from_json, shared_page, to_json};
use driftscope_fuzz::Chance;
use libfuzzer_sys::fuzz_target;

/// A page with the two slots, and nothing else.
const PAGE: &str = "<html><noscript id=\"driftscope-summary\"></noscript><script type=\"text/plain\" id=\"driftscope-report\"></script></html>";

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let Ok(report) = from_json(text) else { return };
    let json = to_json(&report);
    match from_json(&json) {
        Ok(again) => assert_eq!(to_json(&again), json),
        Err(error) => panic!("a report that was read cannot be read again: {error}"),
    }
    let page = shared_page(PAGE, &report, "").unwrap_or_default();
    assert!(carried_text(&page).is_some_and(|text| !text.contains('<')), "{page}");
    match carried_json(&page) {
        Some(Ok(carried)) => assert_eq!(from_json(&carried).map(|report| to_json(&report)).ok(), Some(json)),
        other => panic!("the report in the page cannot be read: {other:?}"),
    }
    let mut chance = Chance::of(input);
    report.columns.iter().take(3).for_each(|column| draw(column, &mut chance));
});

fn draw(column: &ColumnReport, chance: &mut Chance) {
    let size = [(480, 240), (90, 60), (1600, 1)][chance.below(3)];
    let theme = Theme::light();
    let mut pictures = Vec::new();
    if let Some(bins) = &column.histogram {
        let style = HistogramStyle {
            logarithmic: chance.below(2) == 0,
            grouping: chance.below(4),
            ..HistogramStyle::of(column)
        };
        pictures.push(svg::draw(size.0, size.1, &theme, "", |sheet| histogram::draw(sheet, bins, &style)));
    }
    if let Some(quantiles) = &column.quantiles {
        let scale = if chance.below(2) == 0 { Scale::Time } else { Scale::Number };
        let style = EcdfStyle { scale, ..EcdfStyle::default() };
        let ks = column.tests.get("ks");
        pictures.push(svg::draw(size.0, size.1, &theme, "", |sheet| ecdf::draw(sheet, quantiles, ks, &style)));
        let style = QuantilePlotStyle::default();
        pictures.push(svg::draw(size.0, size.1, &theme, "", |sheet| quantile_plot::draw(sheet, quantiles, &style)));
    }
    if let Some(bars) = &column.categories {
        _ = categories::height_for(bars);
        pictures.push(svg::draw(size.0, size.1, &theme, "", |sheet| categories::draw(sheet, bars)));
    }
    for picture in pictures {
        match picture {
            Ok(picture) => assert!(!picture.contains("NaN"), "{picture}"),
            Err(error) => panic!("{error}"),
        }
    }
    let small = miniature::of(column, 132.0, 26.0);
    assert!(!format!("{small:?}").contains("NaN"), "{small:?}");
    for value in [column.reference.mean, column.production.sd, column.drift.effect].into_iter().flatten() {
        assert!(!numbers::number(value).is_empty() && !numbers::effect(value).is_empty());
    }
}
