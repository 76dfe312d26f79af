//! Whether production's files or versions differ among themselves, in words.

use driftscope_report::{AmongTest, AmongTestId, AmongWindows, ColumnReport, Report, Settings, Windowing};

use crate::numbers::{counted, effect, number, p_relation, p_relation_against};

/// How many columns differ among production's files or versions: "4 of 12 columns differ among production’s 3 files". `None` of windows of
/// time, or where nothing could be tested.
pub fn sentence(report: &Report) -> Option<String> {
    let windows = report.windows.as_ref().filter(|windows| !windows.unit.is_of_time())?;
    let tested: Vec<&AmongWindows> =
        report.columns.iter().filter_map(of).filter(|among| among.p_adjusted.is_some()).collect();
    let most = tested.iter().map(|among| among.windows).max()?;
    let differing = tested.iter().filter(|among| differs(among, &report.settings)).count();
    let columns = counted(tested.len() as u64, "column", "columns");
    let verb = if differing == 1 { "differs" } else { "differ" };
    Some(format!("{differing} of {columns} {verb} among {}", groups(most, windows.unit)))
}

/// The tests of a column: "Differs among production’s 3 files, adjusted p = 0.003. Kruskal–Wallis: H = 12, p = 0.0025, ε² = 0.04".
pub fn of_column(column: &ColumnReport, unit: Windowing, settings: &Settings) -> Option<String> {
    let among = of(column)?;
    let groups = groups(among.windows, unit);
    let Some(p_adjusted) = among.p_adjusted else {
        if among.p_value.is_some() {
            return None;
        }
        return Some(format!("All values are the same in {groups}, or none is there"));
    };
    let verdict = match (differs(among, settings), p_adjusted < settings.alpha) {
        (true, _) => "Differs",
        (false, true) => "Differs by less than the limit",
        (false, false) => "Does not differ beyond chance",
    };
    let mut words = format!("{verdict} among {groups}, adjusted {}", p_relation_against(p_adjusted, settings.alpha));
    for AmongTest { id, statistic, degrees_of_freedom: _, p_value, effect: size } in &among.tests {
        let [name, letter, of_effect] = id.words();
        let size = size.map_or_else(String::new, |size| format!(", {of_effect} = {}", effect(size)));
        words +=
            &format!(". {}: {letter} = {}, {}{size}", sentence_case(name), number(*statistic), p_relation(*p_value));
    }
    Some(words)
}

/// Whether a column differs among the files or versions: one of its tests is significant, and its effect reaches the tolerance.
pub fn differs(among: &AmongWindows, settings: &Settings) -> bool {
    let Some((p_value, p_adjusted)) = among.p_value.zip(among.p_adjusted) else { return false };
    // What the corrections did to the column's p-value they do to that of each test.
    let stretch = if p_value > 0.0 { p_adjusted / p_value } else { 1.0 };
    let is_both = |test: &AmongTest| {
        test.id != AmongTestId::Anova
            && test.p_value * stretch < settings.alpha
            && distance(test, among.windows).is_some_and(|distance| distance >= settings.tolerance)
    };
    p_adjusted < settings.alpha && among.tests.iter().any(is_both)
}

/// The effect of a test on the scale of the other effects: the Jensen–Shannon distance, base 2, of as many samples, √(s/(2 ln 2)) for a small
/// share s of variance that lies between them; of χ² that is V² min(r − 1, c − 1).
fn distance(test: &AmongTest, windows: u64) -> Option<f64> {
    let effect = test.effect?;
    let between = windows.saturating_sub(1).max(1) as f64;
    let share = match test.id {
        AmongTestId::KruskalWallis | AmongTestId::Anova => effect,
        AmongTestId::ChiSquare | AmongTestId::Missing => {
            let categories = test.degrees_of_freedom.first()? / between;
            effect * effect * between.min(categories)
        }
    };
    Some((share.max(0.0) / (2.0 * std::f64::consts::LN_2)).sqrt())
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
    use driftscope_report::{ColumnWindows, Windows};

    use super::*;

    #[test]
    fn a_column_and_all_of_them_are_said_with_their_tests() {
        let settings = Settings::default();
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
            of_column(&column, Windowing::File, &settings).unwrap(),
            "Differs among production’s 3 files, adjusted p = 0.0084. Kruskal–Wallis: H = 12.34, p = 0.0021, ε² = 0.04. Analysis of \
             variance: F = 6.5, p = 0.0016, η² = 0.05. χ² of missing values: χ² = 0.5, p = 0.78"
        );
        let quiet = ColumnReport {
            windows: windows(AmongWindows { windows: 3, p_adjusted: Some(0.4), ..AmongWindows::default() }),
            ..ColumnReport::default()
        };
        assert!(
            of_column(&quiet, Windowing::Version, &settings)
                .unwrap()
                .starts_with("Does not differ beyond chance among")
        );
        let all = Windows { unit: Windowing::File, ..Windows::default() };
        let mut report = Report { windows: Some(all), columns: vec![column, quiet], ..Report::default() };
        assert_eq!(sentence(&report).as_deref(), Some("1 of 2 columns differs among production’s 3 files"));
        report.windows = Some(Windows { unit: Windowing::Day, ..Windows::default() });
        assert_eq!(sentence(&report), None);
    }

    #[test]
    fn a_difference_needs_an_effect_beside_its_p_value() {
        let among = |id, effect, freedom: f64| AmongWindows {
            windows: 3,
            tests: vec![AmongTest {
                id,
                statistic: 30.0,
                degrees_of_freedom: vec![freedom],
                p_value: 1e-7,
                effect: Some(effect),
            }],
            p_value: Some(1e-7),
            p_adjusted: Some(3e-7),
        };
        let differs = |id, effect, freedom| differs(&among(id, effect, freedom), &Settings::default());
        // √(s/(2 ln 2)) is 0.05 at s = 0.003466; V is 0.0589 for two categories and 0.0416 for more than two.
        for (id, freedom, below, above) in [
            (AmongTestId::KruskalWallis, 2.0, 0.003_4, 0.003_5),
            (AmongTestId::Missing, 2.0, 0.058, 0.059),
            (AmongTestId::ChiSquare, 8.0, 0.041, 0.042),
        ] {
            assert!(!differs(id, below, freedom) && differs(id, above, freedom), "{id:?}");
        }
    }
}
