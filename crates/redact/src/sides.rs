//! Where the data came from, and what was wrong with them.

use driftscope_report::calendar::{format_clock, format_datetime, parse_datetime};
use driftscope_report::{DataSet, FileRecord, LabelDelay, Period, Settings, Warning, WarningPlace};

use crate::redactor::Redactor;

const DAY: f64 = 86_400.0;

impl Redactor<'_> {
    /// A side; `settings` are those of the report before they are redacted, and `number` is 0 for the reference.
    pub(crate) fn side(&mut self, side: &mut DataSet, word: &str, settings: &Settings, number: usize) {
        let DataSet {
            rows,
            skipped,
            files,
            part,
            sampled_from,
            warnings,
            period,
            profile: _,
            segments,
            opened,
            label_delay,
        } = side;
        segments.take_if(|_| self.choices.segments);
        self.names.columns(segments);
        self.counts.hide_all([rows, skipped].into_iter().chain(sampled_from));
        if let Some(words) = part {
            self.part(words, settings, number);
        }
        if self.choices.fingerprints {
            opened.clear();
        }
        let known: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        for (place, FileRecord { name, bytes: _, sha256, read_as: _, rows, format: _ }) in files.iter_mut().enumerate()
        {
            self.counts.hide_all(rows);
            if self.choices.files {
                *name = file_name(word, place);
            }
            if self.choices.fingerprints {
                sha256.clear();
            }
        }
        warnings.iter_mut().for_each(|warning| self.warning(warning, word, &known));
        period.iter_mut().for_each(|period| self.period(period));
        if let Some(LabelDelay { labels, waiting, before, half: _, most: _, newest }) = label_delay {
            self.counts.hide_all([labels, waiting, before]);
            self.moment(newest);
        }
    }

    /// The words for the rows that a side holds: those of a split name a column and its values.
    fn part(&mut self, words: &mut String, settings: &Settings, number: usize) {
        if !self.names.hide_columns() && !self.names.hide_labels() {
            return;
        }
        let mut split = settings.split.clone();
        let old = split.as_ref().map(|split| split.words()[number].clone());
        split.iter_mut().for_each(|split| self.split(split));
        let known = old.filter(|old| words.contains(old.as_str())).zip(split);
        *words = match known {
            Some((old, split)) => words.replacen(&old, &split.words()[number], 1),
            None if words.starts_with("a sample") || settings.period.is_some() => return,
            None => "a part of the rows".to_owned(),
        };
    }

    /// A problem of the input. Its message and its snippet quote the input, so they go with the first thing that is hidden.
    fn warning(&mut self, warning: &mut Warning, word: &str, known: &[String]) {
        let Warning { code, message, count, file, line: _, byte_offset: _, snippet, further } = warning;
        let choices = self.choices;
        if choices.names || choices.labels || choices.files || choices.extremes || choices.coarse || choices.identifiers
        {
            *message = format!("{}; its details are left out", spaced(&format!("{code:?}")));
            *snippet = None;
        }
        let neutral = |file: &mut String| {
            let place = known.iter().position(|name| name == file);
            *file = place.map_or_else(|| "another file".to_owned(), |place| file_name(word, place));
        };
        if self.counts.are_hidden() {
            // As many places as problems are a count.
            further.clear();
            *count = self.counts.shown(*count).max(choices.small_counts);
        }
        if choices.files {
            file.iter_mut().for_each(neutral);
            for WarningPlace { file, line: _, byte_offset: _ } in further {
                file.iter_mut().for_each(neutral);
            }
        }
    }

    pub(crate) fn period(&mut self, period: &mut Period) {
        let Period { column, first, last } = period;
        self.names.column(column);
        self.moment(first);
        self.moment(last);
    }

    /// A first or last moment, which is a single value of the data: its day.
    pub(crate) fn moment(&self, moment: &mut String) {
        if self.choices.extremes {
            let day = parse_datetime(moment).map(|seconds| libm::floor(seconds / DAY) * DAY);
            *moment = day.and_then(|day| written_like(moment, day)).unwrap_or_default();
        }
    }
}

/// A rounded moment, with the letter for UTC where the moment itself has it.
pub(crate) fn written_like(moment: &str, rounded: f64) -> Option<String> {
    if moment.ends_with('Z') { format_datetime(rounded) } else { format_clock(rounded) }
}

pub(crate) fn file_name(word: &str, place: usize) -> String {
    format!("{word} file {}", place + 1)
}

/// "TooManyColumns" as "Too many columns".
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}
