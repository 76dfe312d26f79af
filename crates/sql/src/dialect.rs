//! How engines differ: one declaration each.
//!
//! Everything else in a statement is SQL that all of them have. A template has `{}` where its argument is put, or `{a}` and `{b}`.

/// What is different in the SQL of an engine.
#[derive(Debug)]
pub struct Dialect {
    /// Its name after `--dialect`.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// The quote around a name. It is doubled within one.
    pub quote: char,
    /// Whether `\` escapes in a string.
    pub has_escapes: bool,
    /// A 64-bit floating-point number.
    pub double: &'static str,
    /// A 64-bit integer.
    pub integer: &'static str,
    /// Text of any length.
    pub text: &'static str,
    /// An integer of 38 digits.
    pub long_integer: &'static str,
    /// Whether a double is NaN.
    pub is_nan: &'static str,
    /// The bits in which two integers differ.
    pub differing_bits: &'static str,
    /// Seconds since 1970 of a timestamp, with their fraction.
    pub seconds_of_time: &'static str,
    /// Seconds since 1970 of a date.
    pub seconds_of_date: &'static str,
    /// The date that is some days after 1970-01-01.
    pub date_of_days: &'static str,
    /// The MD5 of a text in lower-case hexadecimal.
    pub md5: &'static str,
    /// What to know before the statement is run, for a comment in it.
    pub note: Option<&'static str>,
}

/// All dialects.
pub const DIALECTS: [Dialect; 6] = [
    Dialect {
        name: "duckdb",
        title: "DuckDB",
        quote: '"',
        has_escapes: false,
        double: "DOUBLE",
        integer: "BIGINT",
        text: "VARCHAR",
        long_integer: "HUGEINT",
        is_nan: "isnan({})",
        differing_bits: "xor({a}, {b})",
        seconds_of_time: "epoch({})",
        seconds_of_date: "epoch({})",
        date_of_days: "DATE '1970-01-01' + CAST({} AS INTEGER)",
        md5: "md5({})",
        note: None,
    },
    Dialect {
        name: "spark",
        title: "Spark SQL",
        quote: '`',
        has_escapes: true,
        double: "DOUBLE",
        integer: "BIGINT",
        text: "STRING",
        long_integer: "DECIMAL(38, 0)",
        is_nan: "isnan({})",
        differing_bits: "({a} ^ {b})",
        seconds_of_time: "unix_micros(CAST({} AS TIMESTAMP)) / CAST(1000000 AS DOUBLE)",
        seconds_of_date: "unix_date({}) * CAST(86400 AS DOUBLE)",
        date_of_days: "date_add(DATE '1970-01-01', CAST({} AS INT))",
        md5: "md5({})",
        note: Some("Timestamps without a zone are read in the zone of the session: SET TIME ZONE 'UTC' before."),
    },
    Dialect {
        name: "bigquery",
        title: "BigQuery",
        quote: '`',
        has_escapes: true,
        double: "FLOAT64",
        integer: "INT64",
        text: "STRING",
        long_integer: "BIGNUMERIC",
        is_nan: "IS_NAN({})",
        differing_bits: "({a} ^ {b})",
        seconds_of_time: "UNIX_MICROS(CAST({} AS TIMESTAMP)) / 1000000",
        seconds_of_date: "UNIX_DATE({}) * CAST(86400 AS FLOAT64)",
        date_of_days: "DATE_ADD(DATE '1970-01-01', INTERVAL {} DAY)",
        md5: "TO_HEX(MD5({}))",
        note: None,
    },
    Dialect {
        name: "trino",
        title: "Trino",
        quote: '"',
        has_escapes: false,
        double: "DOUBLE",
        integer: "BIGINT",
        text: "VARCHAR",
        long_integer: "DECIMAL(38, 0)",
        is_nan: "is_nan({})",
        differing_bits: "bitwise_xor({a}, {b})",
        seconds_of_time: "to_unixtime({})",
        seconds_of_date: "to_unixtime({})",
        date_of_days: "date_add('day', {}, DATE '1970-01-01')",
        md5: "lower(to_hex(md5(to_utf8({}))))",
        note: None,
    },
    Dialect {
        name: "snowflake",
        title: "Snowflake",
        quote: '"',
        has_escapes: true,
        double: "DOUBLE",
        integer: "BIGINT",
        text: "VARCHAR",
        long_integer: "NUMBER(38, 0)",
        is_nan: "{} = CAST('NaN' AS DOUBLE)",
        differing_bits: "BITXOR({a}, {b})",
        seconds_of_time: "DATE_PART(EPOCH_MICROSECOND, {}) / CAST(1000000 AS DOUBLE)",
        seconds_of_date: "DATE_PART(EPOCH_SECOND, {}) * CAST(1 AS DOUBLE)",
        date_of_days: "DATEADD(DAY, {}, TO_DATE('1970-01-01'))",
        md5: "MD5({})",
        note: Some("Names are case-sensitive in quotes; those of a table made without quotes are in capitals."),
    },
    Dialect {
        name: "postgres",
        title: "PostgreSQL",
        quote: '"',
        has_escapes: false,
        double: "DOUBLE PRECISION",
        integer: "BIGINT",
        text: "TEXT",
        long_integer: "NUMERIC",
        is_nan: "{} = CAST('NaN' AS DOUBLE PRECISION)",
        differing_bits: "({a} # {b})",
        seconds_of_time: "CAST(EXTRACT(EPOCH FROM {}) AS DOUBLE PRECISION)",
        seconds_of_date: "CAST(EXTRACT(EPOCH FROM {}) AS DOUBLE PRECISION)",
        date_of_days: "DATE '1970-01-01' + CAST({} AS INTEGER)",
        md5: "md5({})",
        note: None,
    },
];

impl Dialect {
    /// The dialect with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        DIALECTS.iter().find(|dialect| dialect.name == name)
    }

    /// A name in quotes.
    pub(crate) fn name_of(&self, name: &str) -> String {
        let quote = self.quote;
        format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}")))
    }

    /// A string in quotes.
    pub(crate) fn string(&self, text: &str) -> String {
        if self.has_escapes {
            let text = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\r', "\\r");
            return format!("'{text}'");
        }
        format!("'{}'", text.replace('\'', "''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_within_names_and_strings_are_escaped() {
        let of = |name: &str| {
            let dialect = Dialect::named(name).unwrap_or(&DIALECTS[0]);
            (dialect.name_of("a\"b`c"), dialect.string("it's \\ \n"))
        };
        assert_eq!(of("postgres"), ("\"a\"\"b`c\"".into(), "'it''s \\ \n'".into()));
        assert_eq!(of("spark"), ("`a\"b``c`".into(), "'it\\'s \\\\ \\n'".into()));
    }

    #[test]
    fn every_template_has_its_places() {
        for dialect in &DIALECTS {
            let one =
                [dialect.is_nan, dialect.seconds_of_time, dialect.seconds_of_date, dialect.date_of_days, dialect.md5];
            assert!(one.iter().all(|template| template.matches("{}").count() == 1), "{}", dialect.name);
            assert!(["{a}", "{b}"].iter().all(|place| dialect.differing_bits.contains(place)), "{}", dialect.name);
        }
    }
}
