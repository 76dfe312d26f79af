//! The statistics of a column in the groups of the registry.

use driftscope_report::{ColumnReport, Group, STATISTICS, Statistic, TestResult};

/// One statistic that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<'a> {
    /// Its name in reports.
    pub id: &'a str,
    /// Its name for a person.
    pub title: &'a str,
    /// Its figures.
    pub result: &'a TestResult,
}

/// Every statistic of a column under the titles of its groups. What is not defined for its values, and a group without any, are
/// left out; statistics that this version does not know come last, as "Others".
pub fn test_groups(column: &ColumnReport) -> Vec<(&'static str, Vec<Found<'_>>)> {
    let has_figures = |test: &&TestResult| test.statistic.is_some() || test.p_value.is_some();
    let known = Group::ALL.into_iter().map(|group| {
        let of_group = STATISTICS.iter().filter(|statistic| statistic.group == group);
        let found = of_group.filter_map(|statistic| {
            let result = column.tests.get(statistic.id).filter(has_figures)?;
            Some(Found { id: statistic.id, title: statistic.title, result })
        });
        (group.title(), found.collect())
    });
    let others = column.tests.iter().filter(|(id, test)| Statistic::of_id(id).is_none() && has_figures(test));
    let others = others.map(|(id, result)| Found { id, title: id, result }).collect();
    known.chain([("Others", others)]).filter(|(_, found): &(_, Vec<_>)| !found.is_empty()).collect()
}

/// The name of a statistic without the quantity that its figure is; the id of one that this version does not know.
pub fn short_title(id: &str) -> &str {
    Statistic::of_id(id).map_or(id, |statistic| statistic.short_title())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statistic_with_figures_is_in_one_group() {
        let figure = TestResult { statistic: Some(1.0), ..TestResult::default() };
        let mut column = ColumnReport::default();
        column.tests.insert("unheard_of".to_owned(), figure.clone());
        column.tests.insert("ks".to_owned(), TestResult::default());
        for statistic in STATISTICS.iter().skip(1) {
            column.tests.insert(statistic.id.to_owned(), figure.clone());
        }
        let groups = test_groups(&column);
        let ids: Vec<&str> = groups.iter().flat_map(|(_, found)| found.iter().map(|found| found.id)).collect();
        assert_eq!(ids.len(), STATISTICS.len());
        assert_eq!(ids.last(), Some(&"unheard_of"));
        assert_eq!(groups.len(), Group::ALL.len() + 1);
    }
}
