//! The steps of a statement, in their order: from rows to buckets, strings and totals.

use driftscope_report::WindowUnit;

use crate::result::{MOST_BITS_SUMMED, MOST_BUCKETS, MOST_COMBINATIONS, MOST_LABELS, MOST_PAIRS, MOST_SCORES};
use crate::writer::Writer;
use crate::{ColumnSpec, SqlKind};

/// 2^52.
const MANTISSA: u64 = 1 << 52;

impl Writer<'_> {
    pub(crate) fn source(&self) -> String {
        let double = self.dialect.double;
        let mut values = vec![format!("{} AS {}", self.start(), self.q("start"))];
        for (number, column) in self.numbered() {
            let value = self.value(column);
            let value = match column.kind {
                SqlKind::Number => format!("CAST({value} AS {double})"),
                SqlKind::Decimal => format!("CAST(CAST({value} AS {}) AS {double})", self.dialect.text),
                SqlKind::Text => format!("CAST({value} AS {})", self.dialect.text),
                SqlKind::Boolean => format!("CASE WHEN {value} THEN 'true' WHEN NOT {value} THEN 'false' END"),
                SqlKind::Time | SqlKind::Date => self.seconds(column),
            };
            values.push(format!("{value} AS {}", self.q(&format!("c{number}"))));
        }
        format!("SELECT\n  {}\nFROM {}", values.join(",\n  "), self.request.table)
    }

    pub(crate) fn value(&self, column: &ColumnSpec) -> String {
        column.expression.as_ref().map_or_else(|| self.q(&column.name), |expression| format!("({expression})"))
    }

    pub(crate) fn seconds(&self, column: &ColumnSpec) -> String {
        let template =
            if column.kind == SqlKind::Date { self.dialect.seconds_of_date } else { self.dialect.seconds_of_time };
        template.replace("{}", &self.value(column))
    }

    /// When the window of a row begins, in seconds since 1970; of a month, its number since the year 0.
    pub(crate) fn start(&self) -> String {
        let integer = self.dialect.integer;
        let windows = self.request.windows.as_ref();
        let by = windows
            .and_then(|(unit, name)| Some((*unit, self.request.columns.iter().find(|column| column.name == *name)?)));
        let Some((unit, column)) = by else { return format!("CAST(NULL AS {integer})") };
        let seconds = self.seconds(column);
        let whole = |length: u32| format!("CAST(FLOOR({seconds} / {length}) AS {integer})");
        match unit {
            WindowUnit::Hour => format!("{} * 3600", whole(3_600)),
            WindowUnit::Day => format!("{} * 86400", whole(86_400)),
            // 1970-01-05 was a Monday.
            WindowUnit::Week => format!("CAST(FLOOR(({seconds} - 345600) / 604800) AS {integer}) * 604800 + 345600"),
            WindowUnit::Month => {
                let date = self.dialect.date_of_days.replace("{}", &whole(86_400));
                format!("CAST(EXTRACT(YEAR FROM {date}) * 12 + EXTRACT(MONTH FROM {date}) - 1 AS {integer})")
            }
        }
    }

    pub(crate) fn cells(&self) -> String {
        let cell = |number: usize| self.q(&format!("c{number}"));
        let choose = |cases: Vec<(usize, String)>, none: &str| {
            let cases: Vec<String> =
                cases.iter().map(|(number, value)| format!("    WHEN {number} THEN {value}")).collect();
            match cases.is_empty() {
                true => format!("CAST(NULL AS {none})"),
                false => format!("CASE {}\n{}\n  END", self.q("c"), cases.join("\n")),
            }
        };
        // -0 and 0 are one value.
        let number = |name: &str| format!("CASE WHEN {name} = 0 THEN 0 ELSE {name} END");
        let (model, segment) = (self.model(), self.segment());
        let measured = self.numbered().filter(|(_, column)| column.kind.is_measured());
        let mut values: Vec<(usize, String)> = measured.map(|(place, _)| (place, number(&cell(place)))).collect();
        values.extend(model.and_then(|(place, model)| Some((place, number(&cell(model.score?))))));
        let labels = self.numbered().filter(|(_, column)| !column.kind.is_measured());
        let mut labels: Vec<(usize, String)> = labels.map(|(place, _)| (place, cell(place))).collect();
        labels.extend(model.map(|(place, model)| (place, self.combination(model))));
        let mut numbers: Vec<usize> = (1..=self.request.columns.len()).chain(model.map(|(place, _)| place)).collect();
        let mut start = "[start]".to_owned();
        if let Some((by, behind)) = segment {
            for (place, column) in self.by_segment() {
                numbers.push(behind + place);
                if column.kind.is_measured() {
                    values.push((behind + place, number(&cell(place))));
                }
                labels.extend(self.of_segment(by, place, column).map(|label| (behind + place, label)));
            }
            // Segments are those of all rows.
            start = format!("CASE WHEN [c] <= {behind} THEN [start] END AS [start]");
        }
        let numbers: Vec<String> = numbers
            .into_iter()
            .map(|number| match number {
                1 => format!("SELECT 1 AS {}", self.q("c")),
                _ => format!("SELECT {number}"),
            })
            .collect();
        self.names("SELECT\n  {start},\n  [c],\n  {x} AS [x],\n  {label} AS [label]\nFROM [source]\nCROSS JOIN ({numbers}) AS [columns]".replace("{start}", &start).as_str())
            .replace("{numbers}", &numbers.join(" UNION ALL "))
            .replace("{x}", &choose(values, self.dialect.double))
            .replace("{label}", &choose(labels, self.dialect.text))
    }

    pub(crate) fn counted(&self) -> String {
        self.names(
            "SELECT [start], [c], [x], [label], COUNT(*) AS [n]\nFROM [cells]\nGROUP BY [start], [c], [x], [label]",
        )
    }

    /// What each value is.
    pub(crate) fn sorted_out(&self) -> String {
        let of_kind = |is_such: fn(SqlKind) -> bool| {
            let numbers: Vec<String> = self
                .numbered()
                .filter(|(_, column)| is_such(column.kind))
                .map(|(number, _)| number.to_string())
                .collect();
            numbers.join(", ")
        };
        let booleans = of_kind(|kind| kind == SqlKind::Boolean);
        let times = of_kind(|kind| kind.as_str() == "time");
        let one_of = |numbers: &str, yes: &str, no: &str| match numbers.is_empty() {
            true => format!("'{no}'"),
            false => format!("CASE WHEN [c] IN ({numbers}) THEN '{yes}' ELSE '{no}' END"),
        };
        let text = format!(
            "SELECT\n  [start], [c], [x], [label], [n],\n  CASE\n    WHEN [label] IS NOT NULL{} THEN {}\n    WHEN [x] IS NULL THEN 'absent'\n    \
             WHEN {} THEN 'not_a_number'\n    WHEN [x] > 1.7976931348623157E308 THEN 'plus_infinity'\n    \
             WHEN [x] < -1.7976931348623157E308 THEN 'minus_infinity'\n    ELSE {}\n  END AS [what]\nFROM [counted]",
            self.but_model(),
            one_of(&booleans, "boolean", "text"),
            self.dialect.is_nan.replace("{}", "[x]"),
            one_of(&times, "time", "number"),
        );
        self.names(&text)
    }

    /// The exponent of each number, which the logarithm may miss by one.
    pub(crate) fn guessed(&self) -> String {
        let text = format!(
            "SELECT\n  *,\n  LEAST(1023, GREATEST(-1022, CAST(FLOOR(LN([a]) / 0.6931471805599453) AS {}))) AS [guess]\n\
             FROM (\n  SELECT *, CASE WHEN [what] IN ('number', 'time') AND [x] <> 0 THEN ABS([x]) ELSE CAST(1 AS {}) END AS [a]\n  \
             FROM [sorted_out]\n) AS [magnitudes]",
            self.dialect.integer, self.dialect.double,
        );
        self.names(&text)
    }

    pub(crate) fn scaled(&self) -> String {
        let text = format!(
            "SELECT\n  *,\n  CASE\n    WHEN [guess] > -1022 AND [a] < {} THEN [guess] - 1\n    \
             WHEN [guess] < 1023 AND [a] >= {} THEN [guess] + 1\n    ELSE [guess]\n  END AS [e]\nFROM [guessed]",
            self.power("[guess]"),
            self.power("[guess] + 1"),
        );
        self.names(&text)
    }

    /// The 63 bits of each number behind its sign.
    pub(crate) fn written(&self) -> String {
        let text = format!(
            "SELECT\n  [start], [c], [x], [label], [n], [what],\n  CASE WHEN [x] < 0 THEN 1 ELSE 0 END AS [negative],\n  CASE\n    \
             WHEN [what] NOT IN ('number', 'time') THEN NULL\n    WHEN [x] = 0 THEN 0\n    \
             ELSE ([e] + 1022) * {MANTISSA} + CAST([a] / {} * {MANTISSA} AS {})\n  END AS [bits]\nFROM [scaled]",
            self.power("[e]"),
            self.dialect.integer,
        );
        self.names(&text)
    }

    /// The bits in which a number differs from the one before.
    pub(crate) fn neighbours(&self) -> String {
        let combination = self.combination_of_cell().map_or_else(String::new, |case| format!(", {case}"));
        let before =
            format!("LAG([bits]) OVER (PARTITION BY [start], [c], [what], [negative]{combination} ORDER BY [bits])");
        let differing = self.dialect.differing_bits.replace("{a}", "[bits]").replace("{b}", &before);
        self.names(&format!("SELECT *, {differing} AS [differing]\nFROM [written]"))
    }

    /// How many of these bits there are, up to 53, guessed by the logarithm.
    pub(crate) fn split(&self) -> String {
        let text = format!(
            "SELECT\n  *,\n  CASE\n    WHEN [what] NOT IN ('number', 'time') THEN 0\n    WHEN [differing] IS NULL OR [differing] >= {MANTISSA} THEN 52\n    \
             WHEN [differing] = 0 THEN 0\n    ELSE CAST(FLOOR(LN([differing]) / 0.6931471805599453) AS {})\n  END AS [guess]\nFROM [neighbours]",
            self.dialect.integer,
        );
        self.names(&text)
    }

    /// The bits that have to be dropped for a number to be one with the one before.
    pub(crate) fn levelled(&self) -> String {
        let text = format!(
            "SELECT\n  [start], [c], [x], [label], [n], [what], [negative], [bits],\n  CASE\n    WHEN [differing] < {} THEN [guess]\n    \
             WHEN [differing] >= {} THEN [guess] + 2\n    ELSE [guess] + 1\n  END AS [level]\nFROM [split]",
            self.power("[guess]"),
            self.power("[guess] + 1"),
        );
        self.names(&text)
    }

    /// The place of a string, and how many buckets there are if one bit less than the level is dropped.
    pub(crate) fn ranked(&self, last: &str, needs_levels: bool) -> String {
        let mut text =
            "SELECT\n  *,\n  ROW_NUMBER() OVER (PARTITION BY [start], [c], [what] ORDER BY [n] DESC) AS [place]"
                .to_owned();
        if needs_levels {
            text += ",\n  COUNT(*) OVER (PARTITION BY [start], [c], [what] ORDER BY [level] DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS [buckets]";
        }
        if let Some(case) = self.combination_of_cell() {
            text += &format!(",\n  DENSE_RANK() OVER (PARTITION BY [start], [c] ORDER BY {case}) AS [combination]");
        }
        self.names(&format!("{text}\nFROM [{last}]"))
    }

    /// The bits that are dropped, and the count up to which strings are not kept.
    pub(crate) fn sized(&self, needs_levels: bool) -> String {
        let mut least: Vec<String> = self
            .numbered()
            .filter(|(_, column)| column.dropped > 0)
            .map(|(number, column)| format!("WHEN {number} THEN {}", column.dropped.min(52)))
            .collect();
        let of_model = self.model().filter(|(_, model)| model.dropped > 0);
        least.extend(of_model.map(|(number, model)| format!("WHEN {number} THEN {}", model.dropped.min(52))));
        let least = (!least.is_empty()).then(|| format!("CASE [c] {} ELSE 0 END", least.join(" ")));
        let most = match self.has_combinations() {
            false => MOST_BUCKETS.to_string(),
            true => format!("CASE WHEN {} THEN {MOST_SCORES} ELSE {MOST_BUCKETS} END", self.is_combination("")),
        };
        let mut found = format!(
            "MAX(CASE WHEN [buckets] > {most} THEN [level] ELSE 0 END) OVER (PARTITION BY [start], [c], [what])"
        );
        if self.has_combinations() {
            // Two thousand powers of two for each of a thousand combinations: the bits that are left out are an exponent's.
            found = format!("LEAST(52, {found})");
        }
        let dropped = match (needs_levels, least) {
            (true, Some(least)) => format!("GREATEST({found}, {least})"),
            (true, None) => found,
            (false, Some(least)) => least,
            (false, None) => "0".to_owned(),
        };
        let combination = if self.has_combinations() { " [combination]," } else { "" };
        let text = format!(
            "SELECT\n  [start], [c], [x], [label], [n], [what], [negative], [bits],{combination}\n  {dropped} AS [dropped],\n  \
             MAX(CASE WHEN [what] = 'text' AND [place] = {} THEN [n] END) OVER (PARTITION BY [start], [c], [what]) AS [bound]\nFROM [ranked]",
            MOST_LABELS + 1,
        );
        self.names(&text)
    }

    /// What of each value is left in the result.
    pub(crate) fn cut(&self) -> String {
        let text = self.dialect.text;
        let rest = format!("MOD([bits], CAST({} AS {}))", self.power("[dropped]"), self.dialect.integer);
        let number = self
            .dialect
            .md5
            .replace("{}", &format!("CAST(CASE WHEN [negative] = 1 THEN -1 - [bits] ELSE [bits] END AS {text})"));
        let label = self.dialect.md5.replace("{}", "[label]");
        let but_model = self.but_model();
        // Nobody asks for the mean of the scores of a combination.
        let or_model = self.is_combination(" OR ");
        let bucket = format!("[bits] - {rest}");
        let (is_other, bucket) = match self.has_combinations() {
            false => ("[n] <= [bound]".to_owned(), bucket),
            true => {
                let most = match (self.model(), self.segment()) {
                    (None, _) => MOST_PAIRS.to_string(),
                    (_, None) => MOST_COMBINATIONS.to_string(),
                    (Some((number, _)), _) => {
                        format!("CASE WHEN [c] = {number} THEN {MOST_COMBINATIONS} ELSE {MOST_PAIRS} END")
                    }
                };
                let is_too_many = format!("[combination] > {most}");
                (
                    format!("[n] <= [bound] OR {is_too_many}"),
                    format!("CASE WHEN {is_too_many} THEN NULL ELSE {bucket} END"),
                )
            }
        };
        let text = format!(
            "SELECT\n  [start], [c], [n], [negative], [bits], [dropped], [bound],\n  \
             CASE WHEN {is_other} THEN 'other' ELSE [what] END AS [what],\n  \
             CASE WHEN {is_other} THEN NULL ELSE [label] END AS [label],\n  \
             {bucket} AS [bucket],\n  \
             CASE WHEN [dropped] > {MOST_BITS_SUMMED}{or_model} THEN 0 ELSE {rest} END AS [rest],\n  \
             CASE WHEN [bits] IS NOT NULL AND [dropped] > 0{but_model} THEN {number} WHEN [bound] IS NOT NULL THEN {label} END AS [hash],\n  \
             CASE WHEN [what] <> 'number' OR ABS([x]) >= {MANTISSA} THEN 0 WHEN [x] <> FLOOR([x]) THEN [n] ELSE 0 END AS [fractions],\n  \
             CASE WHEN [what] = 'number' AND [x] <> 0 AND [x] <> 1 THEN [n] ELSE 0 END AS [beyond_bits],\n  \
             CASE WHEN TRIM([label]) LIKE '% % %' THEN [n] ELSE 0 END AS [sentences]\nFROM [sized]",
        );
        self.names(&text)
    }

    pub(crate) fn grouped(&self) -> String {
        let long = self.dialect.long_integer;
        let text = format!(
            "SELECT\n  [start], [c], [what], [negative], [bucket], [label], [register],\n  \
             GROUPING([what]) AS [has_no_what],\n  GROUPING([register]) AS [has_no_register],\n  \
             COUNT(*) AS [values],\n  SUM([n]) AS [rows],\n  MIN([bits]) AS [least],\n  MAX([bits]) AS [most],\n  \
             SUM(CAST([n] AS {long}) * [rest]) AS [rests],\n  SUM(CAST([n] AS {long}) * [rest] * [rest]) AS [squares],\n  \
             MIN([hash]) AS [hash],\n  MAX([dropped]) AS [dropped],\n  MAX([bound]) AS [bound],\n  \
             SUM([fractions]) AS [fractions],\n  SUM([beyond_bits]) AS [beyond_bits],\n  SUM([sentences]) AS [sentences]\n\
             FROM (SELECT *, SUBSTR([hash], 1, 3) AS [register] FROM [cut]) AS [hashed]\n\
             GROUP BY GROUPING SETS (\n  ([start], [c], [what], [negative], [bucket], [label]),\n  ([start], [c], [register]),\n  ([start], [c])\n)",
        );
        self.names(&text)
    }
}
