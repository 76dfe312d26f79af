//! Why two data sets cannot be compared.

use std::collections::HashSet;

use driftscope_present::numbers;
use driftscope_report::AlikeNames;

use crate::assemble::alike_names;

/// Why two tables cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareError {
    /// They have no column of the same name.
    NoCommonColumn {
        /// The first few columns of the reference.
        reference: Vec<String>,
        /// The first few columns of production.
        production: Vec<String>,
        /// Names that differ only in how they are written.
        alike: Vec<AlikeNames>,
    },
}

impl std::fmt::Display for CompareError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::NoCommonColumn { reference, production, .. } = self;
        let without = match (reference.as_slice(), production.as_slice()) {
            ([], []) => Some("Neither file has a column"),
            ([], _) => Some("The reference has no column"),
            (_, []) => Some("Production has no column"),
            _ => None,
        };
        if let Some(without) = without {
            return write!(
                formatter,
                "{without}: its records hold nothing but empty lists or empty objects, so there is nothing to compare. \
                 Check that the export has finished and that its filter leaves some records"
            );
        }
        let list =
            |names: &[String]| names.iter().map(|name| numbers::shortened(name, 40)).collect::<Vec<_>>().join(", ");
        write!(
            formatter,
            "The two files have no column in common, so there is nothing to compare: check that both are logs of the \
             same model. The reference has {}; production has {}",
            list(reference),
            list(production)
        )?;
        let Self::NoCommonColumn { alike, .. } = self;
        match alike.first() {
            Some(AlikeNames { reference, production }) => write!(
                formatter,
                ". {} only in capitals, blanks or signs, such as {} and {}: rename them on one side",
                numbers::counted(alike.len() as u64, "pair of names differs", "pairs of names differ"),
                numbers::shortened(reference, 40),
                numbers::shortened(production, 40)
            ),
            None => Ok(()),
        }
    }
}

impl std::error::Error for CompareError {}

impl CompareError {
    /// The error, unless any name is found on both sides.
    pub(crate) fn unless_common<'a>(
        reference: impl Iterator<Item = &'a str> + Clone,
        production: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<(), Self> {
        const LISTED: usize = 4;
        let there: HashSet<&str> = production.clone().collect();
        if reference.clone().any(|name| there.contains(name)) {
            return Ok(());
        }
        let names: [Vec<&str>; 2] = [reference.clone().collect(), production.clone().collect()];
        let alike = alike_names::pairs(&names[0], &names[1]);
        let first = |names: &mut dyn Iterator<Item = &'a str>| names.take(LISTED).map(str::to_owned).collect();
        let (mut reference, mut production) = (reference, production);
        Err(Self::NoCommonColumn { reference: first(&mut reference), production: first(&mut production), alike })
    }
}
