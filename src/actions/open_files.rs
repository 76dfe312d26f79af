//! Opening files for a side, and removing one of them.

use driftscope_present::sorting::sort_by;
use driftscope_table::FileOutline;
use web_sys::File;

use super::Actions;
use crate::state::{Action, Side, assign};

impl Actions {
    /// Reads files as a side.
    pub(crate) fn open_files(&self, side: Side, files: &[File]) {
        self.0.client.open(side, files);
    }

    /// Reads labels of the rows of both sides that came later.
    pub(crate) fn open_labels(&self, files: &[File]) {
        self.0.client.open_labels(files);
    }

    /// Opens files that were dropped together at a side: those with labels of the others as labels, the rest by their names, or by their
    /// first times where names say nothing.
    pub(crate) async fn open_dropped(&self, things: Vec<(String, Vec<File>)>, at: Side) {
        if let [(_, files)] = things.as_slice()
            && let [file] = files.as_slice()
            && self.open_other_report(file).await
        {
            return;
        }
        let firsts: Vec<File> = things.iter().filter_map(|(_, files)| files.first().cloned()).collect();
        let [dropped, opened] = self.0.client.outlines(&firsts).await;
        let known: Vec<&FileOutline> = dropped.iter().chain(&opened).flatten().collect();
        let has_labels = |outline: &Option<FileOutline>| {
            outline.as_ref().is_some_and(|outline| known.iter().any(|other| outline.has_labels_of(other)))
        };
        let (mut rows, mut labels) = (Vec::new(), Vec::new());
        for ((name, files), outline) in things.into_iter().zip(&dropped) {
            if has_labels(outline) { labels.extend(files) } else { rows.push((name, files, outline)) }
        }
        let first = |outline: &Option<FileOutline>| outline.as_ref().and_then(FileOutline::first);
        if rows.iter().all(|(_, _, outline)| first(outline).is_some()) {
            sort_by(&mut rows, &|one, other| first(one.2).unwrap_or(0.0).total_cmp(&first(other.2).unwrap_or(0.0)));
        }
        let names: Vec<&str> = rows.iter().map(|(name, ..)| name.as_str()).collect();
        let assignment = assign(&names, at);
        for (side, places) in [(Side::Reference, assignment.reference), (Side::Production, assignment.production)] {
            let chosen: Vec<File> = places.iter().flat_map(|&place| rows[place].1.clone()).collect();
            if !chosen.is_empty() {
                self.open_files(side, &chosen);
            }
        }
        if !labels.is_empty() {
            self.open_labels(&labels);
            self.show(Action::LabelsRecognised(labels.iter().map(File::name).collect()));
        }
    }

    /// Takes the files of labels for production instead.
    pub(crate) fn use_labels_as_production(&self) {
        self.show(Action::LabelsRecognised(Vec::new()));
        self.0.client.with(|session| session.use_labels_as_production());
    }

    /// Whether any file is opened.
    pub(crate) fn has_files(&self) -> bool {
        self.0.client.has_files()
    }

    /// Removes a file of a side by its place.
    pub(crate) fn remove_file(&self, side: Side, place: usize) {
        self.0.client.with(|session| session.remove(side, place));
    }
}
