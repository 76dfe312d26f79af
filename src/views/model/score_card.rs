//! Which monitoring tests of the ML Test Score the data answers, with links.

use driftscope_present::score_card::{ScoreLine, score_card};
use driftscope_report::Report;
use yew::prelude::*;

/// Draws the seven lines, without a total.
pub(super) fn card(report: &Report) -> Html {
    html! {
        <section class="panel model" data-testid="score-card" aria-labelledby="score-card-title">
            <h2 id="score-card-title">{ "ML Test Score: monitoring" }</h2>
            <p class="dim">{ "The seven monitoring tests of the paper (Breck et al., 2017), and what this data says about each. A total would need the paper’s three other sections." }</p>
            <ol class="score-card">{ for score_card(report).into_iter().map(line) }</ol>
        </section>
    }
}

fn line(line: ScoreLine) -> Html {
    let [sign, words] = line.answered.words();
    html! {
        <li>
            <span class="score-sign" aria-hidden="true">{ sign }</span>
            <span><b>{ line.title }</b><small>{ words }</small></span>
            <span class="dim">
                { line.detail }{ " " }
                if let Some(tab) = line.tab { <a href={format!("#{tab}")}>{ "Show" }<span class="visually-hidden">{ format!(": {}", line.title) }</span></a> }
            </span>
        </li>
    }
}
