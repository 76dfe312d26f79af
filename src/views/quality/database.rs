//! SQL that computes a profile of these columns in the database that holds other rows of them, to copy.

use driftscope_report::{Role, WindowUnit};
use driftscope_sql::dialect::DIALECTS;
use driftscope_sql::{ColumnError, Request, columns_of_report, parse_columns, statement, written_columns};
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
}

impl Asked {
    fn sql(&self, time: Option<&str>) -> Result<String, ColumnError> {
        let columns = parse_columns(std::slice::from_ref(&self.columns))?;
        let windows = self.window.zip(time.map(str::to_owned));
        let request = Request::new(self.table.trim().to_owned(), columns, windows)?;
        Ok(statement(&request, &DIALECTS[self.dialect]))
    }
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
            </div>
            <label class="choice"><span>{ "Columns with their kinds; add SQL after = to compute one (late:boolean=delay > 15)" }</span>
                <textarea rows="5" spellcheck="false" data-testid="sql-columns" value={asked.columns.clone()} oninput={on_columns} /></label>
            { written(sql, actions) }
        </>
    }
}

fn written(sql: Result<String, ColumnError>, actions: &Actions) -> Html {
    match sql {
        Err(problem) => html! { <p class="refused" role="alert">{ problem.to_string() }</p> },
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
