//! SQL that computes a profile of these columns in the database that holds other rows of them, to copy.

use driftscope_report::{Report, Role, WindowUnit};
use driftscope_sql::dialect::DIALECTS;
use driftscope_sql::{ModelColumns, Request, SqlKind, columns_of_report, parse_columns, statement, written_columns};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::select::{SelectProps, select};
use crate::state::SharedReport;

/// The columns of which report are asked for, and whom to tell.
#[derive(Properties, PartialEq)]
pub(super) struct DatabaseProps {
    pub report: SharedReport,
    pub actions: Actions,
}

/// What is asked for.
#[derive(Clone, PartialEq)]
struct Asked {
    /// The place of the dialect.
    dialect: usize,
    table: String,
    columns: String,
    window: Option<WindowUnit>,
    /// The columns of a model whose rows are counted together, as [`ModelColumns::parse`] reads them; none if empty.
    model: String,
    /// The column by whose values the others are counted, too.
    segment: Option<String>,
}

impl Asked {
    /// The statement, or why there is none, in words.
    fn sql(&self, time: Option<&str>) -> Result<String, String> {
        let columns = parse_columns(std::slice::from_ref(&self.columns)).map_err(|error| error.to_string())?;
        let windows = self.window.zip(time.map(str::to_owned));
        let request = Request::new(self.table.trim().to_owned(), columns, windows);
        let mut request = request.map_err(|error| error.to_string())?;
        if !self.model.is_empty() {
            let model = ModelColumns::parse(std::slice::from_ref(&self.model), &request.columns);
            request.model = Some(model.map_err(|error| error.to_string())?);
        }
        if let Some(segment) = &self.segment {
            request = request.by_segment(segment).map_err(|error| error.to_string())?;
        }
        Ok(statement(&request, &DIALECTS[self.dialect]))
    }

    /// The columns whose values can be segments.
    fn segments(&self) -> Vec<String> {
        let columns = parse_columns(std::slice::from_ref(&self.columns)).unwrap_or_default();
        let columns = columns.into_iter().filter(|column| column.kind != SqlKind::Time);
        columns.map(|column| column.name).collect()
    }
}

/// The columns of a report's model, each with its role, as [`ModelColumns::parse`] reads them. `None` without a label, or with nothing to
/// hold it against.
fn model_of(report: &Report) -> Option<String> {
    let named = |role: Role, word: &str| -> Vec<String> {
        let columns = report.columns.iter().filter(|column| column.role == role);
        let written = |name: &str| match name.contains([',', '"']) || name.trim() != name {
            true => format!("\"{}\"", name.replace('"', "\"\"")),
            false => name.to_owned(),
        };
        columns.map(|column| format!("{word}={}", written(&column.name))).collect()
    };
    let (targets, predictions) = (named(Role::Target, "target"), named(Role::Prediction, "prediction"));
    // A table of counts holds one score.
    let score = Some(named(Role::Confidence, "score")).filter(|scores| scores.len() == 1).unwrap_or_default();
    let lacks_answers = predictions.is_empty() && score.is_empty();
    (!targets.is_empty() && !lacks_answers)
        .then(|| [targets, predictions, score, named(Role::Version, "version")].concat().join(", "))
}

/// Draws it, once it is opened.
#[component]
pub(super) fn Database(props: &DatabaseProps) -> Html {
    let is_open = use_state(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: Event| is_open.set(!*is_open))
    };
    html! {
        <section class="panel database" aria-label="Rows in a database">
            <details {ontoggle}>
                <summary data-testid="sql">{ "Rows in a database: profile them there with SQL" }</summary>
                if *is_open { <Form report={props.report.clone()} actions={props.actions.clone()} /> }
            </details>
        </section>
    }
}

/// The choices, and the SQL.
#[component(Form)]
fn form(props: &DatabaseProps) -> Html {
    let DatabaseProps { report, actions } = props;
    let time = report.0.columns.iter().find(|column| column.role == Role::Time).map(|column| column.name.clone());
    let asked = use_state(|| Asked {
        dialect: 0,
        table: "my_table".to_owned(),
        columns: written_columns(&columns_of_report(&report.0)),
        window: time.as_ref().map(|_| WindowUnit::Day),
        model: String::new(),
        segment: None,
    });
    let change = |set: fn(&mut Asked, String)| {
        let asked = asked.clone();
        move |text: String| {
            let mut changed = (*asked).clone();
            set(&mut changed, text);
            asked.set(changed);
        }
    };
    let (set_table, set_columns) =
        (change(|asked, text| asked.table = text), change(|asked, text| asked.columns = text));
    let on_table = move |event: InputEvent| set_table(event.target_unchecked_into::<HtmlInputElement>().value());
    let on_columns = move |event: InputEvent| set_columns(event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let sql = asked.sql(time.as_deref());
    html! {
        <>
            <p class="dim">
                { "This SQL returns a profile of the rows: counts, sums and buckets. Run it in the database, export the result as CSV with a \
                   header or as JSON, and drop that file here as one side." }
            </p>
            <div class="choices">
                { dialects(&asked) }
                <label class="choice"><span>{ "Table, or a query in brackets with a name" }</span>
                    <input type="text" autocomplete="off" spellcheck="false" data-testid="sql-table" value={asked.table.clone()} oninput={on_table} /></label>
                if let Some(time) = &time { { windows(&asked, time) } }
                { segments(&asked) }
            </div>
            <label class="choice"><span>{ "Columns with their kinds; add SQL after = to compute one (late:boolean=delay > 15)" }</span>
                <textarea rows="5" spellcheck="false" data-testid="sql-columns" value={asked.columns.clone()} oninput={on_columns} /></label>
            if let Some(model) = model_of(report) { { models(&asked, model) } }
            { written(sql, actions) }
        </>
    }
}

fn written(sql: Result<String, String>, actions: &Actions) -> Html {
    match sql {
        Err(problem) => html! { <p class="refused" role="alert">{ problem }</p> },
        Ok(sql) => {
            let onclick = {
                let sql = sql.clone();
                actions.on(move |actions, _: MouseEvent| actions.copy_text(sql.clone(), "driftscope.sql".to_owned()))
            };
            html! {
                <>
                    <pre tabindex="0" aria-label="SQL" data-testid="sql-text">{ sql }</pre>
                    <button type="button" class="quiet" data-testid="sql-copy" {onclick}>{ "Copy" }</button>
                </>
            }
        }
    }
}

fn dialects(asked: &UseStateHandle<Asked>) -> Html {
    let options: Vec<(usize, String)> =
        DIALECTS.iter().enumerate().map(|(place, dialect)| (place, dialect.title.to_owned())).collect();
    let on_choice = {
        let asked = asked.clone();
        Callback::from(move |dialect| asked.set(Asked { dialect, ..(*asked).clone() }))
    };
    select(&SelectProps { label: "Database", id: "sql-dialect", options: &options, chosen: &asked.dialect, on_choice })
}

fn windows(asked: &UseStateHandle<Asked>, time: &str) -> Html {
    let lengths = WindowUnit::ALL.map(|(name, unit)| (Some(unit), format!("by {name} of {time}")));
    let options: Vec<(Option<WindowUnit>, String)> = [(None, "none".to_owned())].into_iter().chain(lengths).collect();
    let on_choice = {
        let asked = asked.clone();
        Callback::from(move |window| asked.set(Asked { window, ..(*asked).clone() }))
    };
    select(&SelectProps { label: "Windows", id: "sql-window", options: &options, chosen: &asked.window, on_choice })
}

fn segments(asked: &UseStateHandle<Asked>) -> Html {
    let names = asked.segments().into_iter().map(|name| (Some(name.clone()), name));
    let options: Vec<(Option<String>, String)> = [(None, "none".to_owned())].into_iter().chain(names).collect();
    let on_choice = {
        let asked = asked.clone();
        Callback::from(move |segment| asked.set(Asked { segment, ..(*asked).clone() }))
    };
    select(&SelectProps {
        label: "Segments, by the values of",
        id: "sql-segment",
        options: &options,
        chosen: &asked.segment,
        on_choice,
    })
}

/// Whether the model's rows are counted together, from which its performance follows.
fn models(asked: &UseStateHandle<Asked>, model: String) -> Html {
    let is_counted = !asked.model.is_empty();
    let onchange = {
        let (asked, model) = (asked.clone(), if is_counted { String::new() } else { model.clone() });
        move |_: Event| asked.set(Asked { model: model.clone(), ..(*asked).clone() })
    };
    html! {
        <label class="check"><input type="checkbox" data-testid="sql-model" checked={is_counted} {onchange} />
            <span>{ format!("Count the model's rows together, for its performance ({model})") }</span></label>
    }
}
