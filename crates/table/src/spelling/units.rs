//! The units that people write behind numbers, in families that convert into each other: `213 MB` beside `1.2 GB`.

/// A unit of one spelling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Unit {
    /// As it was written.
    pub name: &'static str,
    /// What it measures.
    family: Family,
    /// How many of the family's first unit it is.
    factor: f64,
}

/// What units measure that convert into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Bytes,
    Rate,
    Mass,
    Length,
    Time,
    Months,
    Speed,
    Power,
    Energy,
    Heat,
    Voltage,
    Current,
    Frequency,
    Volume,
    Pressure,
    Area,
    Density,
    Flow,
    /// Converts into nothing but other spellings of the unit with this name.
    Alone(&'static str),
}

impl Unit {
    /// Whether both measure the same.
    pub(crate) fn is_of_family(&self, other: &Self) -> bool {
        self.family == other.family
    }

    /// A number of this unit as one of the other.
    pub(crate) fn convert(&self, number: f64, to: &Self) -> f64 {
        // Equal factors leave the number as it was written.
        if self.factor == to.factor { number } else { number * (self.factor / to.factor) }
    }

    /// A multiple, `6.5x`.
    pub(crate) fn is_multiple(&self) -> bool {
        matches!(self.name, "x" | "×")
    }

    /// A single letter, which may as well be part of a code: `12A`.
    pub(crate) fn is_letter(&self) -> bool {
        self.name.len() == 1
    }
}

/// The unit of a text behind a number, or before it for a currency.
pub(crate) fn unit_of(text: &str) -> Option<Unit> {
    // Keyboards have the Greek letter, units the sign for a millionth.
    let micro = text.contains('\u{3bc}').then(|| text.replace('\u{3bc}', "µ"));
    let text = micro.as_deref().unwrap_or(text);
    let listed = GROUPS.iter().flat_map(|(family, units)| units.iter().map(move |unit| (*family, unit)));
    let found = listed.into_iter().find(|(_, (name, _))| *name == text);
    if let Some((family, &(name, factor))) = found {
        return Some(Unit { name, family, factor });
    }
    let alone = ALONE.iter().find(|spellings| spellings.contains(&text))?;
    let name = alone.iter().find(|name| **name == text)?;
    Some(Unit { name, family: Family::Alone(alone[0]), factor: 1.0 })
}

/// Whether a text is the code of a currency.
pub(crate) fn is_currency(text: &str) -> bool {
    CURRENCIES.contains(&text)
}

/// The unit of a currency.
pub(crate) fn currency(text: &str) -> Option<Unit> {
    let name = CURRENCIES.iter().find(|code| **code == text)?;
    Some(Unit { name, family: Family::Alone(name), factor: 1.0 })
}

type Group = (Family, &'static [(&'static str, f64)]);

const GROUPS: [Group; 18] = [
    (
        Family::Bytes,
        &[
            ("B", 1.0),
            ("bytes", 1.0),
            ("Bytes", 1.0),
            ("kB", 1e3),
            ("KB", 1e3),
            ("kb", 1e3),
            ("KiB", 1_024.0),
            ("MB", 1e6),
            ("mb", 1e6),
            ("MiB", 1_048_576.0),
            ("GB", 1e9),
            ("gb", 1e9),
            ("GiB", 1_073_741_824.0),
            ("TB", 1e12),
            ("TiB", 1_099_511_627_776.0),
        ],
    ),
    (Family::Rate, &[("bps", 1.0), ("kbps", 1e3), ("Kbps", 1e3), ("Mbps", 1e6), ("Mbit/s", 1e6), ("Gbps", 1e9)]),
    (
        Family::Mass,
        &[
            ("g", 1.0),
            ("gm", 1.0),
            ("mg", 1e-3),
            ("µg", 1e-6),
            ("kg", 1e3),
            ("Kg", 1e3),
            ("KG", 1e3),
            ("kgs", 1e3),
            ("t", 1e6),
            ("lb", 453.592_37),
            ("lbs", 453.592_37),
            ("oz", 28.349_523_125),
        ],
    ),
    (
        Family::Length,
        &[
            ("m", 1.0),
            ("nm", 1e-9),
            ("µm", 1e-6),
            ("mm", 1e-3),
            ("cm", 1e-2),
            ("km", 1e3),
            ("in", 0.025_4),
            ("inch", 0.025_4),
            ("inches", 0.025_4),
            ("ft", 0.304_8),
            ("feet", 0.304_8),
            ("mi", 1_609.344),
            ("miles", 1_609.344),
        ],
    ),
    (
        Family::Time,
        &[
            ("s", 1.0),
            ("sec", 1.0),
            ("secs", 1.0),
            ("second", 1.0),
            ("seconds", 1.0),
            ("ns", 1e-9),
            ("us", 1e-6),
            ("µs", 1e-6),
            ("ms", 1e-3),
            ("min", 60.0),
            ("mins", 60.0),
            ("minute", 60.0),
            ("minutes", 60.0),
            ("h", 3_600.0),
            ("hr", 3_600.0),
            ("hrs", 3_600.0),
            ("hour", 3_600.0),
            ("hours", 3_600.0),
            ("day", 86_400.0),
            ("days", 86_400.0),
            ("week", 604_800.0),
            ("weeks", 604_800.0),
        ],
    ),
    (
        Family::Months,
        &[
            ("month", 1.0),
            ("months", 1.0),
            ("mo", 1.0),
            ("year", 12.0),
            ("years", 12.0),
            ("yr", 12.0),
            ("yrs", 12.0),
            ("years old", 12.0),
        ],
    ),
    (
        Family::Speed,
        &[("m/s", 1.0), ("km/h", 1e3 / 3.6e3), ("kmh", 1e3 / 3.6e3), ("kph", 1e3 / 3.6e3), ("mph", 0.447_04)],
    ),
    (Family::Power, &[("W", 1.0), ("kW", 1e3), ("KW", 1e3), ("MW", 1e6), ("GW", 1e9)]),
    (Family::Energy, &[("Wh", 1.0), ("kWh", 1e3), ("KWh", 1e3), ("MWh", 1e6), ("GWh", 1e9)]),
    (Family::Heat, &[("J", 1.0), ("kJ", 1e3), ("MJ", 1e6), ("cal", 4.184), ("kcal", 4_184.0)]),
    (Family::Voltage, &[("V", 1.0), ("mV", 1e-3), ("kV", 1e3)]),
    (Family::Current, &[("A", 1.0), ("mA", 1e-3)]),
    (Family::Frequency, &[("Hz", 1.0), ("kHz", 1e3), ("MHz", 1e6), ("GHz", 1e9)]),
    (Family::Volume, &[("l", 1.0), ("L", 1.0), ("ml", 1e-3), ("mL", 1e-3), ("cl", 1e-2)]),
    (
        Family::Pressure,
        &[("Pa", 1.0), ("hPa", 100.0), ("kPa", 1e3), ("MPa", 1e6), ("mbar", 100.0), ("bar", 1e5), ("psi", 6_894.757)],
    ),
    (
        Family::Area,
        &[
            ("m²", 1.0),
            ("m2", 1.0),
            ("sqm", 1.0),
            ("km²", 1e6),
            ("ha", 1e4),
            ("sqft", 0.092_903_04),
            ("ft²", 0.092_903_04),
            ("sq ft", 0.092_903_04),
            ("acres", 4_046.856_422_4),
        ],
    ),
    (
        Family::Density,
        &[
            ("kg/m³", 1.0),
            ("kg/m3", 1.0),
            ("g/m³", 1e-3),
            ("mg/m³", 1e-6),
            ("mg/m3", 1e-6),
            ("µg/m³", 1e-9),
            ("µg/m3", 1e-9),
            ("ug/m3", 1e-9),
            ("g/cm³", 1e3),
            ("g/L", 1.0),
            ("g/l", 1.0),
            ("g/dL", 10.0),
            ("g/dl", 10.0),
            ("mg/dL", 1e-2),
            ("mg/dl", 1e-2),
            ("mg/L", 1e-3),
            ("mg/l", 1e-3),
            ("µg/L", 1e-6),
            ("µg/l", 1e-6),
            ("ng/mL", 1e-6),
            ("ng/ml", 1e-6),
        ],
    ),
    (Family::Flow, &[("l/min", 1.0), ("L/min", 1.0), ("m³/h", 1e3 / 60.0), ("m3/h", 1e3 / 60.0)]),
];

/// Units that convert into no other, each with its spellings.
const ALONE: [&[&str]; 31] = [
    &["°C", "ºC", "℃", "degC"],
    &["°F", "ºF", "℉", "degF"],
    &["°", "º", "deg"],
    &["hp", "HP", "bhp", "PS"],
    &["Nm"],
    &["rpm", "RPM"],
    &["cc", "CC"],
    &["px"],
    &["dB"],
    &["dBm"],
    &["ppm"],
    &["pp"],
    &["mAh"],
    &["mmHg"],
    &["kmpl", "km/l"],
    &["km/kg"],
    &["mpg"],
    &["pcs"],
    &["MP"],
    &["bpm"],
    &["mmol/L", "mmol/l"],
    &["kg/m²", "kg/m2"],
    &["W/m²", "W/m2"],
    &["m³", "m3", "cbm"],
    &["U/L", "IU/L", "IU/l", "U/l"],
    &["l/100km", "L/100km", "l/100 km", "L/100 km"],
    &["/mo", "/month", "/mth", "per month"],
    &["/yr", "/year", "per year", "p.a."],
    &["/hr", "/h", "/hour", "per hour"],
    &["/day", "per day"],
    &["x", "×"],
];

const CURRENCIES: [&str; 34] = [
    "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "CHF", "INR", "BRL", "CAD", "AUD", "NZD", "MXN", "SEK", "NOK", "DKK",
    "PLN", "CZK", "HUF", "RON", "RUB", "TRY", "ZAR", "KRW", "SGD", "HKD", "TWD", "THB", "IDR", "MYR", "PHP", "ILS",
    "AED", "SAR",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_a_family_convert() {
        let convert = |number, from, to| unit_of(from).unwrap().convert(number, &unit_of(to).unwrap());
        assert_eq!(convert(1.2, "GB", "MB"), 1_200.0);
        assert_eq!(convert(70.3, "kg", "kg"), 70.3);
        assert_eq!(convert(90.0, "min", "h"), 1.5);
        assert_eq!(convert(2.0, "years", "months"), 24.0);
        assert!(unit_of("kg").unwrap().is_of_family(&unit_of("lbs").unwrap()));
        assert!(!unit_of("°C").unwrap().is_of_family(&unit_of("°F").unwrap()));
        assert!(unit_of("hp").unwrap().is_of_family(&unit_of("bhp").unwrap()));
        assert_eq!(unit_of("apples"), None);
    }
}
