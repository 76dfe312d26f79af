//! What a column of a table is counted as, by a word or by its type in the engine.

/// What a column is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlKind {
    /// Numbers, as doubles.
    Number,
    /// Decimals, whose digits are read as a double, correctly rounded.
    Decimal,
    /// Strings.
    Text,
    /// True and false.
    Boolean,
    /// Timestamps; without a zone they are in UTC.
    Time,
    /// Dates.
    Date,
}

/// Words and type names, by which a kind is named: the first that begins a type decides.
const NAMES: &[(&str, SqlKind)] = &[
    ("number", SqlKind::Number),
    ("decimal", SqlKind::Decimal),
    ("numeric", SqlKind::Decimal),
    ("bignumeric", SqlKind::Decimal),
    ("text", SqlKind::Text),
    ("boolean", SqlKind::Boolean),
    ("timestamp", SqlKind::Time),
    ("datetime", SqlKind::Time),
    ("time", SqlKind::Time),
    ("date", SqlKind::Date),
    ("bool", SqlKind::Boolean),
    ("double", SqlKind::Number),
    ("float8", SqlKind::Number),
    ("float64", SqlKind::Number),
    // 32 bits in most engines: the double with their digits is 0.1, not 0.10000000149011612.
    ("float", SqlKind::Decimal),
    ("real", SqlKind::Decimal),
    ("int", SqlKind::Number),
    ("bigint", SqlKind::Number),
    ("smallint", SqlKind::Number),
    ("tinyint", SqlKind::Number),
    ("hugeint", SqlKind::Number),
    ("long", SqlKind::Number),
    ("short", SqlKind::Number),
    ("varchar", SqlKind::Text),
    ("char", SqlKind::Text),
    ("string", SqlKind::Text),
    ("uuid", SqlKind::Text),
    ("enum", SqlKind::Text),
    ("bpchar", SqlKind::Text),
];

impl SqlKind {
    /// The kind that a word or a type of an engine means: `number`, `DECIMAL(10,2)`, `timestamp with time zone`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        if name.starts_with("interval") {
            return None;
        }
        // Snowflake has NUMBER(38,0), which is a decimal.
        if name.starts_with("number(") {
            return Some(Self::Decimal);
        }
        NAMES.iter().find(|(known, _)| name.starts_with(known)).map(|(_, kind)| *kind)
    }

    /// The word by which it is named.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Decimal => "decimal",
            Self::Date => "date",
            _ => self.as_str(),
        }
    }

    /// The word in a result.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number | Self::Decimal => "number",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Time | Self::Date => "time",
        }
    }

    /// Whether its values are doubles in SQL: numbers, and timestamps as seconds.
    pub(crate) fn is_measured(self) -> bool {
        matches!(self, Self::Number | Self::Decimal | Self::Time | Self::Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_engines_are_known() {
        for (name, kind) in [
            ("DECIMAL(10,2)", Some(SqlKind::Decimal)),
            ("NUMBER(38,0)", Some(SqlKind::Decimal)),
            ("number", Some(SqlKind::Number)),
            ("timestamp with time zone", Some(SqlKind::Time)),
            ("date", Some(SqlKind::Date)),
            ("double precision", Some(SqlKind::Number)),
            ("character varying(20)", Some(SqlKind::Text)),
            ("INT64", Some(SqlKind::Number)),
            ("json", None),
            ("interval", None),
            ("REAL", Some(SqlKind::Decimal)),
        ] {
            assert_eq!(SqlKind::named(name), kind, "{name}");
        }
    }
}
