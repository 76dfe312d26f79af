//! How much the model is used: predictions by day, week and month, and key figures by week.

use driftscope_present::business::{change, classes};
use driftscope_present::numbers;
use driftscope_present::windows::{WindowPoint, date};
use driftscope_report::{Business, BusinessSeries, BusinessWindow, KeyFigure, KeyFigureWindow};
use yew::prelude::*;

use crate::controls::by_window::{ByWindow, by_window};

/// A figure of a week.
type OfWeek = fn(&KeyFigureWindow) -> f64;

/// Draws it.
pub(super) fn section(business: &Business, note: Html) -> Html {
    html! {
        <section class="panel model" data-testid="view-business" aria-labelledby="business-title">
            <h2 id="business-title">{ "How much is it used?" }</h2>
            <p class="model-sentence" data-testid="business-sentence">{ &business.sentence }</p>
            { note }
            <p class="dim">{ "Every record with a timestamp is a prediction. Windows that the records of a side do not cover are hollow, and count for no change. Days without records are 0 between the first and the last record of a side." }</p>
            <div class="window-figures">
                { counts("Predictions a day", &business.days) }
                { trailing(&business.days) }
                { counts("Predictions a week", &business.weeks) }
                { for business.figures.iter().flat_map(figure) }
            </div>
            if !business.changes.is_empty() {
                <h3>{ "Changes, less the pattern of the week" }</h3>
                <ul>{ for business.changes.iter().map(|found| html! { <li data-testid="business-change">{ change(found) }</li> }) }</ul>
            }
            { by_class(business) }
            { months(&business.months) }
        </section>
    }
}

/// The points of both sides.
fn points<'a, W>(sides: [&'a [W]; 2], of: impl Fn(&'a W) -> Option<(&'a str, f64, bool, String)>) -> Vec<WindowPoint> {
    let point = |(side, window): (usize, &'a W)| {
        let (start, value, is_partial, words) = of(window)?;
        let words = format!("{}: {words}", date(start));
        Some(WindowPoint { start: start.to_owned(), side, ends: [value; 3], is_partial, words })
    };
    let windows =
        sides.into_iter().enumerate().flat_map(|(side, windows)| windows.iter().map(move |window| (side, window)));
    windows.filter_map(point).collect()
}

fn counts(title: &str, series: &BusinessSeries) -> Html {
    let of = |window: &BusinessWindow| numbers::counted(window.count, "prediction", "predictions");
    let points = points([&series.reference, &series.production], |window| {
        Some((window.start.as_str(), window.count as f64, window.partial, of(window)))
    });
    by_window(&ByWindow { title, points: &points, usual: None, text: &numbers::number })
}

fn trailing(days: &BusinessSeries) -> Html {
    let points = points([&days.reference, &days.production], |day| {
        let mean = day.trailing?;
        Some((day.start.as_str(), mean, false, format!("{} a day in the seven days up to it", numbers::number(mean))))
    });
    by_window(&ByWindow { title: "Mean of the last seven days", points: &points, usual: None, text: &numbers::number })
}

/// The sum and the mean of a key figure.
fn figure(figure: &KeyFigure) -> [Html; 2] {
    let kinds: [(&str, OfWeek); 2] = [("sum", |week| week.sum), ("mean", |week| week.mean)];
    kinds.map(|(kind, of)| {
        let points = points([&figure.reference, &figure.production], |week| {
            let words = format!("{} of {}", numbers::number(of(week)), numbers::counted(week.n, "value", "values"));
            Some((week.start.as_str(), of(week), week.partial, words))
        });
        let title = format!("{}, {kind} a week", numbers::name(&figure.name, 30));
        by_window(&ByWindow { title: &title, points: &points, usual: None, text: &numbers::number })
    })
}

fn by_class(business: &Business) -> Html {
    let found = classes(&business.months);
    if found.is_empty() {
        return Html::default();
    }
    let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), numbers::percent);
    html! {
        <>
            <h3>{ "Predictions by class" }</h3>
            <table class="metric-table">
                <thead><tr><th scope="col">{ "Class" }</th><th scope="col" class="num">{ "Reference" }</th><th scope="col" class="num">{ "Production" }</th></tr></thead>
                <tbody>{ for found.into_iter().map(|(label, [reference, production])| html! {
                    <tr>
                        <th scope="row" dir="auto">{ numbers::name(&label, 30) }</th>
                        <td class="num" data-label="Reference">{ share(reference) }</td>
                        <td class="num" data-label="Production"><b>{ share(production) }</b></td>
                    </tr>
                }) }</tbody>
            </table>
        </>
    }
}

fn months(months: &BusinessSeries) -> Html {
    let sides = [("reference", &months.reference), ("production", &months.production)];
    let rows = sides.into_iter().flat_map(|(side, months)| months.iter().map(move |month| (side, month)));
    html! {
        <>
            <h3>{ "By month" }</h3>
            <table class="metric-table">
                <thead><tr><th scope="col">{ "Month" }</th><th scope="col">{ "Side" }</th><th scope="col" class="num">{ "Predictions" }</th></tr></thead>
                <tbody>{ for rows.map(|(side, month)| html! {
                    <tr>
                        <th scope="row">{ month.start.get(..7).unwrap_or(&month.start) }</th>
                        <td class="dim">{ side }{ if month.partial { ", not all of it" } else { "" } }</td>
                        <td class="num" data-label="Predictions">{ numbers::count(month.count) }</td>
                    </tr>
                }) }</tbody>
            </table>
        </>
    }
}
