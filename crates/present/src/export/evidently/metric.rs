//! A metric in both forms that Evidently writes: short, and as its loader wants it.

use serde_json::{Map, Value, json};

/// A value as Evidently has them.
pub(super) enum Figure {
    Single(f64),
    Count { count: f64, share: f64 },
    MeanStd { mean: f64, std: f64 },
}

/// A metric with its configuration, in the order of Evidently's fields.
pub(super) struct Metric {
    /// As Evidently names it, which is also its identifier here: `ValueDrift(column=a,method=K-S p_value,threshold=0.05)`.
    pub(super) name: String,
    kind: &'static str,
    config: Vec<(&'static str, Value)>,
    title: String,
    value: Figure,
    pub(super) tests: Vec<Value>,
}

/// A test of a metric.
pub(super) struct Test<'a> {
    pub(super) id: &'static str,
    /// Its class, and that of what binds it to a metric.
    pub(super) kind: &'static str,
    pub(super) bound: &'static str,
    /// What both have besides the fields of all.
    pub(super) fields: &'a [(&'static str, Value)],
    pub(super) bound_fields: &'a [(&'static str, Value)],
    pub(super) name: String,
    pub(super) description: String,
    pub(super) has_failed: bool,
}

impl Metric {
    /// A metric without tests.
    pub(super) fn new(kind: &'static str, config: Vec<(&'static str, Value)>, title: String, value: Figure) -> Self {
        let field = |(name, value): &(&str, Value)| match value {
            Value::String(text) => format!("{name}={text}"),
            Value::Bool(flag) => format!("{name}={}", if *flag { "True" } else { "False" }),
            other => format!("{name}={other}"),
        };
        let name = format!("{kind}({})", config.iter().map(field).collect::<Vec<_>>().join(","));
        Self { name, kind, config, title, value, tests: Vec::new() }
    }

    fn config(&self) -> Value {
        let kind = ("type".to_owned(), Value::from(format!("evidently:metric_v2:{}", self.kind)));
        std::iter::once(kind)
            .chain(self.config.iter().map(|(name, value)| ((*name).to_owned(), value.clone())))
            .collect()
    }

    /// As `Snapshot.json()` has it.
    pub(super) fn short(&self) -> Value {
        let value = match self.value {
            Figure::Single(value) => json!(value),
            Figure::Count { count, share } => json!({ "count": count, "share": share }),
            Figure::MeanStd { mean, std } => json!({ "mean": mean, "std": std }),
        };
        json!({ "id": self.name, "metric_name": self.name, "config": self.config(), "value": value })
    }

    /// As `Snapshot.load()` wants it.
    pub(super) fn result(&self) -> Value {
        match self.value {
            Figure::Single(value) => self.single(None, value),
            Figure::Count { count, share } => self.pair("CountValue", [("count", count), ("share", share)]),
            Figure::MeanStd { mean, std } => self.pair("MeanStdValue", [("mean", mean), ("std", std)]),
        }
    }

    fn single(&self, part: Option<&str>, value: f64) -> Value {
        let mut fields = self.fields("SingleValue", part);
        fields.insert("value".to_owned(), json!(value));
        Value::Object(fields)
    }

    fn pair(&self, kind: &str, parts: [(&str, f64); 2]) -> Value {
        let mut fields = self.fields(kind, None);
        fields.extend(parts.map(|(part, value)| (part.to_owned(), self.single(Some(part), value))));
        Value::Object(fields)
    }

    fn fields(&self, kind: &str, part: Option<&str>) -> Map<String, Value> {
        let place: Map<String, Value> =
            part.map(|part| ("value_type".to_owned(), Value::from(part))).into_iter().collect();
        let tests = if part.is_none() { self.tests.clone() } else { Vec::new() };
        Map::from_iter([
            ("type".to_owned(), Value::from(format!("evidently:metric_result_v2:{kind}"))),
            ("display_name".to_owned(), Value::from(self.title.as_str())),
            (
                "metric_value_location".to_owned(),
                json!({ "metric": { "metric_id": self.name, "params": self.config() }, "param": place }),
            ),
            ("tests".to_owned(), Value::Array(tests)),
        ])
    }

    /// The same with a test of it.
    pub(super) fn tested(mut self, test: &Test) -> Self {
        let of_kind = |kind: &str, fields: &[(&str, Value)]| -> Map<String, Value> {
            let kind = ("type".to_owned(), Value::from(kind));
            std::iter::once(kind)
                .chain(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())))
                .collect()
        };
        let common = [("is_critical", json!(true)), ("alias", Value::Null), ("label_filters", Value::Null)];
        let own = of_kind(&format!("evidently:test_v2:{}", test.kind), &[&common, test.fields].concat());
        let bound = [("test", Value::Object(own)), ("metric_fingerprint", json!(self.name))];
        let bound = of_kind(&format!("evidently:bound_test:{}", test.bound), &[&bound, test.bound_fields].concat());
        self.tests.push(json!({
            "id": test.id,
            "name": test.name,
            "description": test.description,
            "metric_config": { "metric_id": self.name, "params": self.config() },
            "test_config": {},
            "status": if test.has_failed { "FAIL" } else { "SUCCESS" },
            "bound_test": bound,
        }));
        self
    }
}
