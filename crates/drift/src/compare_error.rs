//! Why two data sets cannot be compared.

use std::collections::HashSet;

use driftscope_present::numbers;

/// Why two tables cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareError {
    /// They have no column of the same name.
    NoCommonColumn {
        /// The first few columns of the reference.
        reference: Vec<String>,
        /// The first few columns of production.
        production: Vec<String>,
    },
}

impl std::fmt::Display for CompareError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::NoCommonColumn { reference, production } = self;
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
        )
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
        let first = |names: &mut dyn Iterator<Item = &'a str>| names.take(LISTED).map(str::to_owned).collect();
        let (mut reference, mut production) = (reference, production);
        Err(Self::NoCommonColumn { reference: first(&mut reference), production: first(&mut production) })
    }
}
