//! Whether production's files or versions differ among themselves, in words.

use driftscope_report::{AmongTest, AmongWindows, ColumnReport, Report, Windowing};

use crate::numbers::{counted, effect, number, p_relation, p_relation_against};

/// How many columns differ among production's files or versions: "4 of 12 columns differ among production’s 3 files". `None` of windows of
/// time, or where nothing could be tested.
pub fn sentence(report: &Report) -> Option<String> {
    let windows = report.windows.as_ref().filter(|windows| !windows.unit.is_of_time())?;
    let tested: Vec<&AmongWindows> =
        report.columns.iter().filter_map(of).filter(|among| among.p_adjusted.is_some()).collect();
    let most = tested.iter().map(|among| among.windows).max()?;
    let differing = tested.iter().filter(|among| differs(among, report.settings.alpha)).count();
    let columns = counted(tested.len() as u64, "column", "columns");
    let verb = if differing == 1 { "differs" } else { "differ" };
    Some(format!("{differing} of {columns} {verb} among {}", groups(most, windows.unit)))
}

/// The tests of a column: "Differs among production’s 3 files, adjusted p = 0.003. Kruskal–Wallis: H = 12, p = 0.0025, ε² = 0.04".
pub fn of_column(column: &ColumnReport, unit: Windowing, alpha: f64) -> Option<String> {
    let among = of(column)?;
    let groups = groups(among.windows, unit);
    let Some(p_adjusted) = among.p_adjusted else {
        if among.p_value.is_some() {
            return None;
        }
        return Some(format!("All values are the same in {groups}, or none is there"));
    };
    let verdict = if differs(among, alpha) { "Differs" } else { "Does not differ beyond chance" };
    let mut words = format!("{verdict} among {groups}, adjusted {}", p_relation_against(p_adjusted, alpha));
    for AmongTest { id, statistic, degrees_of_freedom: _, p_value, effect: size } in &among.tests {
        let [name, letter, of_effect] = id.words();
        let size = size.map_or_else(String::new, |size| format!(", {of_effect} = {}", effect(size)));
        words +=
            &format!(". {}: {letter} = {}, {}{size}", sentence_case(name), number(*statistic), p_relation(*p_value));
    }
    Some(words)
}

/// Whether a column differs among the files or versions.
pub fn differs(among: &AmongWindows, alpha: f64) -> bool {
    among.p_adjusted.is_some_and(|p_adjusted| p_adjusted < alpha)
}

fn of(column: &ColumnReport) -> Option<&AmongWindows> {
    column.windows.as_ref()?.among.as_ref()
}

fn groups(count: u64, unit: Windowing) -> String {
    let noun = unit.noun();
    format!("production’s {}", counted(count, noun, &format!("{noun}s")))
}

fn sentence_case(name: &str) -> String {
    let mut letters = name.chars();
    // The χ of χ² stays small.
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use driftscope_report::{AmongTestId, ColumnWindows, Windows};

    use super::*;

    #[test]
    fn a_column_and_all_of_them_are_said_with_their_tests() {
        let test = |id, statistic, p_value, effect| AmongTest {
            id,
            statistic,
            degrees_of_freedom: vec![2.0],
            p_value,
            effect,
        };
        let tests = vec![
            test(AmongTestId::KruskalWallis, 12.34, 0.0021, Some(0.041)),
            test(AmongTestId::Anova, 6.5, 0.0016, Some(0.05)),
            test(AmongTestId::Missing, 0.5, 0.78, None),
        ];
        let among = AmongWindows { windows: 3, tests, p_value: Some(0.0042), p_adjusted: Some(0.0084) };
        let windows = |among| Some(ColumnWindows { among: Some(among), ..ColumnWindows::default() });
        let column = ColumnReport { windows: windows(among.clone()), ..ColumnReport::default() };
        assert_eq!(
            of_column(&column, Windowing::File, 0.05).unwrap(),
            "Differs among production’s 3 files, adjusted p = 0.0084. Kruskal–Wallis: H = 12.34, p = 0.0021, ε² = 0.04. Analysis of \
             variance: F = 6.5, p = 0.0016, η² = 0.05. χ² of missing values: χ² = 0.5, p = 0.78"
        );
        let quiet = ColumnReport {
            windows: windows(AmongWindows { windows: 3, p_adjusted: Some(0.4), ..AmongWindows::default() }),
            ..ColumnReport::default()
        };
        assert!(
            of_column(&quiet, Windowing::Version, 0.05).unwrap().starts_with("Does not differ beyond chance among")
        );
        let all = Windows { unit: Windowing::File, ..Windows::default() };
        let mut report = Report { windows: Some(all), columns: vec![column, quiet], ..Report::default() };
        assert_eq!(sentence(&report).as_deref(), Some("1 of 2 columns differs among production’s 3 files"));
        report.windows = Some(Windows { unit: Windowing::Day, ..Windows::default() });
        assert_eq!(sentence(&report), None);
    }
}
