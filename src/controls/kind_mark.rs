//! What a column holds as a small sign before its name, and a mark where a person changed that.

use driftscope_report::{ColumnReport, Kind, Settings};
use yew::prelude::*;

/// Draws both.
pub(crate) fn kind_mark(column: &ColumnReport, settings: &Settings) -> Html {
    let sign = match column.kind {
        Kind::Numeric => "123",
        Kind::Category => "abc",
        Kind::Boolean => "y/n",
        Kind::Datetime => "date",
        Kind::TimeOfDay => "h:m",
        Kind::Text => "text",
        Kind::Tags => "a,b",
        Kind::Vector => "[…]",
        Kind::Identifier => "id",
        Kind::Constant => "=",
    };
    let kind = column.kind.as_str();
    // Who has no entry of their own was not changed.
    let is_changed = settings.columns.contains_key(&column.name);
    html! {
        <>
            <span class="kind" title={kind} data-testid="kind"><span aria-hidden="true">{ sign }</span><span class="visually-hidden">{ kind }</span></span>
            if is_changed {
                <span class="by-hand" title="Changed by you: see Type, Role and Drift on the column’s page" data-testid="by-hand"><span aria-hidden="true">{ "✎" }</span><span class="visually-hidden">{ "changed by you" }</span></span>
            }
        </>
    }
}
