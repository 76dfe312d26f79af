//! `driftscope compare`: files in, report out.

use std::borrow::Cow;

use driftscope_drift::{
    Profile, check_comparable, check_profiles_comparable, compare_profiles, profile_period, select_windows,
};
use driftscope_report::{Build, PeriodChoice, PeriodError, Report, Settings, Split, Windowing, Zone};
use driftscope_session::SideData;
use driftscope_table::{Limits, PeriodRows, ReadOptions, Table, join_labels, split};

use crate::arguments::CompareArguments;
use crate::destinations::Destinations;
use crate::fail_on::FailOn;
use crate::failure::Failure;
use crate::reading::Parts;
use crate::reading_arguments::ReadingArguments;
use crate::redact_choice::RedactChoice;
use crate::sources::{self, Source};
use crate::zone::ChosenZone;
use crate::{beside, cores, page, reading, settings_file, warnings};

/// Runs the command. `true` says that it found what `--fail-on` asks for.
pub(crate) fn run(arguments: &CompareArguments) -> Result<bool, Failure> {
    // Everything that can be wrong is looked at before the first file is read.
    let destinations = Destinations::of(arguments)?;
    let mut settings = settings(arguments)?;
    let redaction = arguments.redact.as_ref().map(RedactChoice::redaction).transpose()?;
    let asks_for_alerts = arguments.fail_on.iter().any(|condition| matches!(condition, FailOn::Alert(_)));
    if asks_for_alerts && settings.alerts.is_empty() {
        return Err(Failure::NoAlertRules);
    }
    if arguments.since && settings.window == Windowing::None {
        return Err(Failure::SinceWithoutWindows);
    }
    let notes = arguments.notes.as_deref().map(settings_file::read_notes).transpose()?;
    let beside = arguments.beside.as_deref().map(beside::read).transpose()?;
    let split = settings.split.clone();
    let inputs = Inputs::of(arguments, split.as_ref())?;
    let labels = match arguments.labels.as_slice() {
        [] => Vec::new(),
        files => sources::of_sides(&[files])?.pop().unwrap_or_default(),
    };
    let choices: Vec<Source> =
        [&arguments.settings, &arguments.beside].into_iter().flatten().cloned().map(Source::File).collect();
    destinations.check(inputs.sources().chain(&labels).chain(&choices))?;
    let page = if destinations.need_page() { page::embedded()? } else { "" };

    let mut report = compared(&inputs, &labels, &arguments.reading, &mut settings)?;
    report.notes = notes.and_then(|notes| notes.given());
    report.beside = beside;
    let mut fails = false;
    for condition in &arguments.fail_on {
        fails |= condition.is_met(&report)?;
    }
    let report = match &redaction {
        Some(redaction) => driftscope_redact::redact(&report, redaction),
        None => report,
    };
    // After the redaction, whose rounding depends on the report: it shall not depend on the build.
    let report = Report { build: page::embedded().ok().and_then(Build::of), ..report };
    // A person who reads the table sees the warnings in it.
    if !destinations.show_warnings() {
        warnings::print(&report.reference.warnings);
        warnings::print(&report.production.warnings);
        warnings::print_silent_alerts(&report);
    }
    destinations.write(&report, page)?;
    Ok(fails)
}

/// The report of these files. Names the column of the timestamps in the settings, where a period is chosen.
pub(crate) fn compared(
    inputs: &Inputs<'_>,
    labels: &[Source],
    reading: &ReadingArguments,
    settings: &mut Settings,
) -> Result<Report, Failure> {
    match inputs.read(&reading.options(Limits::default()), labels, settings.zone.as_ref())? {
        (SideData::Rows(mut reference), SideData::Rows(mut production)) => {
            check_comparable(&reference, &production)?;
            [&mut reference, &mut production].into_iter().for_each(|side| side.set_zone(settings.zone.as_ref()));
            let [reference, production] = with_period([&reference, &production], settings.period.as_mut())?;
            Ok(driftscope_drift::compare_in_pieces(&reference, &production, settings, &cores::each))
        }
        (reference, production) => {
            let profiles = [reference, production].map(SideData::into_profile);
            check_profiles_comparable(&profiles[0], &profiles[1])?;
            let [reference, production] = profiles_of_period(profiles.each_ref(), settings.period.as_mut())?;
            Ok(compare_profiles(&reference, &production, settings))
        }
    }
}

/// The rows of the chosen period, and those that it is compared with; all of both sides if no period is chosen. Names the column of the
/// timestamps in the choice.
fn with_period<'a>(
    tables: [&'a Table; 2],
    period: Option<&mut PeriodChoice>,
) -> Result<[Cow<'a, Table>; 2], PeriodError> {
    let Some(period) = period else { return Ok(tables.map(Cow::Borrowed)) };
    let column = PeriodRows::column(tables, period)?.into_owned();
    period.column = Some(column.clone());
    Ok(PeriodRows::of(tables.map(|table| table.column(&column)), period)?.select(tables))
}

/// The windows of the chosen period, and those that they are compared with; all of both sides if no period is chosen. Names the column
/// of the timestamps in the choice.
fn profiles_of_period<'a>(
    profiles: [&'a Profile; 2],
    period: Option<&mut PeriodChoice>,
) -> Result<[Cow<'a, Profile>; 2], PeriodError> {
    let Some(period) = period else { return Ok(profiles.map(Cow::Borrowed)) };
    let chosen = profile_period(profiles, period)?;
    period.column = profiles[1].windows().map(|windows| windows.column.clone());
    Ok(select_windows(&chosen, profiles))
}

/// Where the two sides come from.
pub(crate) enum Inputs<'a> {
    Two { reference: Vec<Source>, production: Vec<Source> },
    One { log: Vec<Source>, by: &'a Split },
}

impl<'a> Inputs<'a> {
    fn of(arguments: &CompareArguments, split: Option<&'a Split>) -> Result<Self, Failure> {
        let mut sides = match (split, arguments.files.as_slice()) {
            (Some(_), []) if arguments.reference.is_empty() => return Err(Failure::NoFiles),
            (Some(by), files @ [_, ..]) => {
                let log = sources::of_sides(&[files])?.pop().unwrap_or_default();
                return Ok(Self::One { log, by });
            }
            (None, [reference, production @ ..]) if !production.is_empty() => {
                sources::of_sides(&[std::slice::from_ref(reference), production])?
            }
            (None, [_]) => return Err(Failure::OneFile),
            _ if !arguments.reference.is_empty() => sources::of_sides(&[&arguments.reference, &arguments.production])?,
            _ => return Err(Failure::NoFiles),
        };
        let production = sides.pop().unwrap_or_default();
        Ok(Self::Two { reference: sides.pop().unwrap_or_default(), production })
    }

    fn sources(&self) -> impl Iterator<Item = &Source> {
        match self {
            Self::Two { reference, production } => reference.iter().chain(production),
            Self::One { log, .. } => log.iter().chain(&[]),
        }
    }

    /// A log is split by the clock of the zone.
    fn read(
        &self,
        options: &ReadOptions,
        labels: &[Source],
        zone: Option<&Zone>,
    ) -> Result<(SideData, SideData), Failure> {
        match self {
            Self::Two { .. } if !labels.is_empty() => {
                let (reference, production) = self.read(options, &[], zone)?;
                let (mut reference, SideData::Rows(mut production)) = (reference, production) else {
                    return Err(Failure::LabelsOfProfile);
                };
                let labels = reading::read_one(labels, options)?;
                match &mut reference {
                    SideData::Rows(reference) => join_labels(&mut [reference, &mut production], &labels)?,
                    SideData::Profile(_) => join_labels(&mut [&mut production], &labels)?,
                }
                Ok((reference, SideData::Rows(production)))
            }
            Self::One { log, .. } if !labels.is_empty() && log.iter().any(Source::is_profile) => {
                Err(Failure::LabelsOfProfile)
            }
            Self::One { log, by } if log.iter().any(Source::is_profile) => {
                let [reference, production] = reading::read_profile(log, options, &Parts::default())?.split(by)?;
                Ok((SideData::Profile(reference), SideData::Profile(production)))
            }
            Self::Two { reference, production } => Ok(reading::read_both(reference, production, options)?),
            Self::One { log, by } => {
                let mut log = reading::read_one(log, options)?;
                if !labels.is_empty() {
                    join_labels(&mut [&mut log], &reading::read_one(labels, options)?)?;
                }
                log.set_zone(zone);
                let [reference, production] = split(&log, by)?;
                Ok((SideData::Rows(reference), SideData::Rows(production)))
            }
        }
    }
}

fn settings(arguments: &CompareArguments) -> Result<Settings, Failure> {
    let mut settings = match &arguments.settings {
        Some(path) => settings_file::read(path)?,
        None => Settings::default(),
    };
    if let Some(preset) = arguments.preset {
        settings.preset = preset;
    }
    settings.correction = arguments.correction.unwrap_or(settings.correction);
    settings.window = arguments.window.unwrap_or(settings.window);
    if let Some(ChosenZone(zone)) = &arguments.zone {
        settings.zone.clone_from(zone);
    }
    if let Some(test) = &arguments.test {
        // A threshold beside another test is none for this one.
        (settings.test, settings.threshold) = (Some(test.clone()), None);
    }
    settings.threshold = arguments.threshold.or(settings.threshold);
    settings.drift_share = arguments.drift_share.unwrap_or(settings.drift_share);
    settings.segment = arguments.segment.clone().or(settings.segment);
    settings.find_segments |= arguments.find_segments;
    settings.ranking_depth = arguments.ranking_depth.unwrap_or(settings.ranking_depth);
    if let Some(period) = &arguments.period {
        settings.period = Some(PeriodChoice { against: arguments.against.unwrap_or_default(), ..period.clone() });
    }
    settings.validate()?;
    if let Some(split) = &arguments.split {
        settings.split = Some(split.clone());
    }
    Ok(settings)
}
