//! Time zones as the browser knows them: their names, and when their clocks change.

use driftscope_report::Zone;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Seconds between two looks at a zone's clock. Two changes of any zone since 1970 are 6 days and 23 hours apart at least.
const STEP: i64 = 5 * 86_400;

/// Seconds that are looked at in one task: eight years take about ten milliseconds.
const SPAN: i64 = 8 * 365 * 86_400;

/// The names of all time zones.
pub(crate) fn zone_names() -> Vec<String> {
    let names = intl("supportedValuesOf").and_then(|list| list.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok());
    let names = names.map(|names| Array::from(&names)).unwrap_or_default();
    names.iter().filter_map(|name| name.as_string()).collect()
}

/// Finds the time zone of a name, a distance from UTC such as `+02:00`, or UTC itself, which is none; `Err` if the browser knows no such
/// zone.
pub(crate) fn find_zone(text: &str, done: impl FnOnce(Result<Option<Zone>, ()>) + 'static) {
    let text = text.trim();
    let fixed = Zone::fixed(text);
    if fixed.is_some() || text.is_empty() || text.eq_ignore_ascii_case("utc") {
        return done(Ok(fixed));
    }
    let clock = Clock::of(text).and_then(|clock| Some((clock.offset(Zone::FIRST)?, clock)));
    let Some((offset, clock)) = clock else { return done(Err(())) };
    let zone = Zone { name: clock.name.clone(), offset, changes: Vec::new() };
    Search { clock, zone, from: Zone::FIRST, known: offset }.go_on(Box::new(done));
}

/// What receives the zone.
type Done = Box<dyn FnOnce(Result<Option<Zone>, ()>)>;

/// A table of changes that is being made, a task at a time.
struct Search {
    clock: Clock,
    zone: Zone,
    /// Up to here the changes are known, and the distance from UTC.
    from: i64,
    known: i32,
}

impl Search {
    fn go_on(mut self, done: Done) {
        let end = (self.from + SPAN).min(Zone::END);
        while self.from < end {
            self.step();
        }
        if end < Zone::END { super::soon(move || self.go_on(done)) } else { done(Ok(Some(self.zone))) }
    }

    /// Goes on to the next change, or by one step.
    fn step(&mut self) {
        let to = self.from + STEP;
        let changed = self.clock.offset(to).is_some_and(|next| next != self.known);
        match changed.then(|| self.clock.change([self.from, to], self.known)).flatten() {
            Some((at, offset)) => {
                if at < Zone::END {
                    self.zone.changes.push((at, offset));
                }
                (self.from, self.known) = (at, offset);
            }
            None => self.from = to,
        }
    }
}

/// A clock of a zone.
struct Clock {
    name: String,
    /// Writes a moment, with the distance from UTC at its end: `3/31/2024, GMT+02:00`.
    write: Function,
}

impl Clock {
    fn of(name: &str) -> Option<Self> {
        let options = Object::new();
        Reflect::set(&options, &"timeZone".into(), &name.into()).ok()?;
        Reflect::set(&options, &"timeZoneName".into(), &"longOffset".into()).ok()?;
        let format = Reflect::construct(&intl("DateTimeFormat")?, &Array::of2(&"en-US".into(), &options)).ok()?;
        let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
        let resolved: Function = get(&format, "resolvedOptions")?.dyn_into().ok()?;
        let known = get(&resolved.call0(&format).ok()?, "timeZone")?.as_string()?;
        // Some browsers give another name of the same zone, such as Asia/Calcutta for Asia/Kolkata.
        let name = if known.eq_ignore_ascii_case(name) { known } else { name.to_owned() };
        Some(Self { name, write: get(&format, "format")?.dyn_into().ok()? })
    }

    /// Seconds east of UTC at a moment.
    fn offset(&self, moment: i64) -> Option<i32> {
        let written = self.write.call1(&JsValue::UNDEFINED, &(moment as f64 * 1e3).into()).ok()?.as_string()?;
        let (_, offset) = written.rsplit_once("GMT")?;
        let sign = if offset.starts_with(['-', '−']) { -1 } else { 1 };
        let parts = offset.trim_start_matches(['+', '-', '−']).split(':').filter(|part| !part.is_empty());
        let seconds = parts.zip([3_600, 60, 1]).map(|(part, unit)| Some(part.parse::<i32>().ok()? * unit));
        Some(sign * seconds.sum::<Option<i32>>()?)
    }

    /// The first moment after one with this distance at which it is another.
    fn change(&self, [mut before, mut after]: [i64; 2], known: i32) -> Option<(i64, i32)> {
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.offset(middle)? == known { before = middle } else { after = middle }
        }
        Some((after, self.offset(after)?))
    }
}

/// A function of the browser's `Intl`.
fn intl(name: &str) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    Reflect::get(&intl, &name.into()).ok()?.dyn_into().ok()
}
