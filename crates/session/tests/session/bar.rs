//! A person asks what differs in a bar of a chart, and meanwhile or later does something else.

use driftscope_drift::{Extent, assemble, describe_all};
use driftscope_report::{Against, Bar, BarValues, Kind, PeriodChoice, Settings, to_json};
use driftscope_session::{BarAnswer, Notice, Side};
use driftscope_table::{PeriodRows, Table};

use crate::SEEDS;
use crate::inputs::{log, production, reference, report, table};
use crate::world::World;

fn paid() -> Bar {
    Bar { column: "plan".to_owned(), kind: Kind::Category, values: BarValues::Label("team".to_owned()) }
}

/// The same on the spot, by the texts of the column.
fn expected(settings: &Settings) -> String {
    expected_of(&table(&[&production()], false), settings)
}

fn expected_of(production: &Table, settings: &Settings) -> String {
    let column = production.column("plan").unwrap();
    let is_in: Vec<bool> = column
        .cells
        .iter()
        .map(|cell| match cell.kind() {
            driftscope_table::CellKind::Text(code) => column.dictionary.get(code) == "team",
            _ => false,
        })
        .collect();
    let rest: Vec<bool> = is_in.iter().map(|is_in| !is_in).collect();
    let (within, rest) = (
        production.chosen(&is_in, "plan is “team”".to_owned()),
        production.chosen(&rest, "not where plan is “team”".to_owned()),
    );
    to_json(&compared(&rest, &within, settings))
}

fn compared(rest: &Table, within: &Table, settings: &Settings) -> driftscope_report::Report {
    assemble(describe_all(rest, within, settings, Extent::Verdict, |_, _| {}), rest, within, None, settings)
}

/// The newest answer; `None` if there is none or no longer one.
fn answer(world: &World) -> Option<String> {
    let newest = world.notices.iter().rev().find_map(|notice| match notice {
        Notice::BarCompared(BarAnswer::Compared(report)) => Some(Some(to_json(&report.0))),
        Notice::BarCompared(_) => Some(None),
        _ => None,
    });
    newest.flatten()
}

#[test]
fn the_answer_is_the_comparison_of_its_rows_with_the_rest() {
    let whole = report(&reference(), &production(), &Settings::default());
    for seed in SEEDS {
        let mut world = World::opened(seed);
        world.run();
        world.with(|session| session.ask_bar(&paid()));
        world.run();
        assert_eq!(answer(&world), Some(expected(&Settings::default())), "seed {seed}");
        assert_eq!(world.report(), whole, "the report stays, seed {seed}");
        // Deciding needs no rows, for the answer neither.
        world.sent.clear();
        world.with(|session| session.change_settings(|settings| settings.alpha = 0.001));
        assert!(world.sent.is_empty());
        assert_eq!(answer(&world), Some(expected(&Settings { alpha: 0.001, ..Settings::default() })));
    }
}

#[test]
fn something_else_is_done_at_any_step() {
    for steps in (0..).step_by(3) {
        let mut world = World::opened(steps as u64 % 5);
        world.run();
        world.with(|session| session.ask_bar(&Bar { values: BarValues::Label("free".to_owned()), ..paid() }));
        let is_under_way = world.run_steps(steps);
        // Another bar: the answer is about that one.
        world.with(|session| session.ask_bar(&paid()));
        world.run_steps(steps);
        world.with(|session| session.change_settings(|settings| settings.alpha = 0.001));
        world.run();
        let settings = Settings { alpha: 0.001, ..Settings::default() };
        assert_eq!(answer(&world), Some(expected(&settings)), "after {steps} steps");
        assert_eq!(world.report(), report(&reference(), &production(), &settings), "after {steps} steps");
        // Other rows: there is no answer any more.
        world.with(|session| session.ask_bar(&paid()));
        world.run_steps(steps);
        world.with(|session| session.open(Side::Production, vec![log("other.ndjson", 3)]));
        world.run();
        assert_eq!(answer(&world), None, "after {steps} steps");
        if !is_under_way {
            break;
        }
    }
}

#[test]
fn a_bar_without_rows_has_no_answer_and_nothing_stops() {
    let mut world = World::opened(3);
    world.run();
    for bar in [
        Bar { values: BarValues::Label("nowhere".to_owned()), ..paid() },
        Bar { values: BarValues::Between { from: 0.0, to: 1.0, is_last: true }, ..paid() },
        Bar { column: "nowhere".to_owned(), ..paid() },
    ] {
        world.with(|session| session.ask_bar(&bar));
        world.run();
        assert_eq!(answer(&world), None, "{bar:?}");
    }
    world.with(|session| session.ask_bar(&paid()));
    world.run();
    assert!(answer(&world).is_some());
}

#[test]
fn a_bar_of_a_period_is_about_its_rows_and_that_of_the_whole_about_all() {
    let period = PeriodChoice {
        against: Against::Reference,
        column: Some("at".to_owned()),
        .."2026-01-05..2026-01-12".parse::<PeriodChoice>().unwrap()
    };
    let of_period = Settings { period: Some(period.clone()), ..Settings::default() };
    let tables = [reference(), production()].map(|file| table(&[&file], false));
    let columns = tables.each_ref().map(|table| table.column("at"));
    let rows = PeriodRows::of(columns, &period).unwrap();
    let [_, chosen] = rows.select(tables.each_ref());
    for seed in SEEDS {
        let mut world = World::opened(seed);
        world.run();
        // Asked before the rows are chosen, as when a step is taken back.
        world.with(|session| session.change_settings(|settings| settings.period = Some(period.clone())));
        world.with(|session| session.ask_bar(&paid()));
        world.run();
        assert_eq!(answer(&world), Some(expected_of(&chosen, &of_period)), "seed {seed}");
        // The rows of the period are still chosen by the workers.
        world.with(|session| session.change_settings(|settings| settings.period = None));
        assert_eq!(answer(&world), None);
        world.with(|session| session.ask_bar(&paid()));
        world.run();
        assert_eq!(answer(&world), Some(expected(&Settings::default())), "seed {seed}");
    }
}
