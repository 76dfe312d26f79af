//! How pairs of columns went together before, and do now: numbers by ranks and by values, categories by Cramér's V.

use driftscope_present::numbers;
use driftscope_report::{CategoryPairChange, CoefficientChange, Multivariate, PairChange};
use yew::prelude::*;

/// Draws it; nothing where no pair was compared.
pub(crate) fn together_pairs(found: &Multivariate) -> Html {
    if found.correlations.is_empty() && found.associations.is_empty() {
        return html! {};
    }
    let title = format!(
        "Associations between pairs of columns: {} of {} changed",
        numbers::count(found.changed_pairs),
        numbers::count(found.pairs)
    );
    html! {
        <details open={found.changed_pairs > 0} data-testid="together-pairs">
            <summary>{ title }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Pairs of columns">
                <table class="figures pairs">
                    <thead><tr>
                        <th scope="col">{ "Pair" }</th><th scope="col" class="name">{ "Coefficient" }</th>
                        <th scope="col">{ "Reference" }</th><th scope="col">{ "Production" }</th>
                        <th scope="col">{ "95 % interval of the difference" }</th><th scope="col">{ "p, adjusted" }</th>
                    </tr></thead>
                    { for [true, false].into_iter().map(|changed| pairs(found, changed)) }
                </table>
            </div>
            <p class="dim">{ legend(found) }</p>
        </details>
    }
}

/// The pairs that changed, or those that did not.
fn pairs(found: &Multivariate, changed: bool) -> Html {
    html! {
        <>
            { for found.correlations.iter().filter(|pair| pair.has_changed() == changed).map(numbers) }
            { for found.associations.iter().filter(|pair| pair.changed == changed).map(categories) }
        </>
    }
}

/// What the coefficients say, as far as they are there.
fn legend(found: &Multivariate) -> String {
    let mut parts = Vec::new();
    if !found.correlations.is_empty() {
        parts.push(
            "Spearman’s rank correlation and Pearson’s of values: 1 where both rise together, −1 where one falls as the other \
             rises, 0 where neither shows",
        );
    }
    if !found.associations.is_empty() {
        parts.push("Cramér’s V: 0 where categories have nothing to do with each other, 1 where one tells the other");
    }
    parts.push("● changed");
    parts.join("; ")
}

/// One coefficient of a pair, as it is shown.
struct Line {
    name: &'static str,
    sides: [f64; 2],
    ends: [f64; 2],
    p_adjusted: f64,
    changed: bool,
}

/// A row of figures; the first of a pair begins with its names.
fn row(line: &Line, names: Html) -> Html {
    let [reference, production] = line.sides.map(numbers::coefficient);
    let [low, high] = line.ends.map(numbers::coefficient);
    html! {
        <tr>
            { names }
            <td class="name">{ if line.changed { "● " } else { "" } }{ line.name }</td>
            <td>{ reference }</td>
            <td>{ production }</td>
            <td>{ format!("{low} to {high}") }</td>
            <td>{ numbers::p_value(line.p_adjusted) }</td>
        </tr>
    }
}

fn names([first, second]: [&str; 2], rows: usize, remark: Option<&str>) -> Html {
    html! {
        <th scope="rowgroup" rowspan={rows.to_string()}>
            { first }{ " · " }{ second }
            if let Some(remark) = remark {
                <span class="remark">{ remark }</span>
            }
        </th>
    }
}

fn numbers(pair: &PairChange) -> Html {
    let line = |name, change: &CoefficientChange| Line {
        name,
        sides: [change.reference, change.production],
        ends: [change.low, change.high],
        p_adjusted: change.p_adjusted,
        changed: change.changed,
    };
    let ranks = line("Spearman", &pair.ranks);
    let values = pair.pearson.as_ref().map(|values| line("Pearson", values));
    let rows = 1 + usize::from(values.is_some());
    html! {
        <tbody>
            { row(&ranks, names([&pair.first, &pair.second], rows, pair.differs.as_deref())) }
            { for values.iter().map(|values| row(values, html! {})) }
        </tbody>
    }
}

fn categories(pair: &CategoryPairChange) -> Html {
    let line = Line {
        name: "Cramér’s V",
        sides: [pair.reference, pair.production],
        ends: [pair.low, pair.high],
        p_adjusted: pair.p_adjusted,
        changed: pair.changed,
    };
    let remark =
        pair.changed.then(|| format!("which categories occur together changed by {} (V)", numbers::effect(pair.size)));
    html! { <tbody>{ row(&line, names([&pair.first, &pair.second], 1, remark.as_deref())) }</tbody> }
}
