//! Verifying the report that the page came with: its files are compared again, in a session of their own beside the one that is shown.

use std::rc::Rc;

use driftscope_present::numbers;
use driftscope_report::{LOCKED, Report, Settings, carried_text};
use driftscope_session::{
    Attached, Command, Event, Findings, GivenFile, MatchedFiles, Notice, Problem, SharedReport, Side, VerifyError,
    check_build, matched_files, settings_to_verify,
};
use web_sys::File;

use super::Actions;
use crate::browser::{pack_report, scroll_to_top};
use crate::state::{Action, Verification};
use crate::worker::{Client, JsBuffers, Queue, input};

impl Actions {
    /// Verifies the report that the page came with by its files.
    pub(crate) fn verify(&self, files: Vec<File>) {
        let Some(report) = self.0.sent.borrow().clone() else { return };
        self.end_verifying();
        scroll_to_top();
        let notices = Queue::default();
        let notice = notices.clone();
        let dispatch = move |action| {
            if let Action::Session(of_session) = action {
                notice.push(of_session);
            }
        };
        let client = Client::new(self.0.client.launcher(), Rc::new(dispatch));
        self.0.verifying.borrow_mut().replace(client.clone());
        let run = Run { actions: self.clone(), client, notices, report };
        wasm_bindgen_futures::spawn_local(async move {
            let found = run.findings(&files).await;
            if !run.is_wanted() {
                return;
            }
            run.actions.end_verifying();
            match found {
                Ok(findings) => run.actions.show(shown(Verification::Done(findings))),
                Err(problem) => run.actions.show(Action::Failed(problem)),
            }
        });
    }

    /// Verifies it by dropped files. One that is another report is compared with it, as anywhere on the page.
    pub(crate) async fn verify_by_dropped(&self, files: Vec<File>) {
        match files.as_slice() {
            [] => {}
            [file] if self.open_other_report(file).await => {}
            _ => self.verify(files),
        }
    }

    /// Ends it, or closes what it found.
    pub(crate) fn end_verifying(&self) {
        self.0.verifying.take().iter().for_each(Client::end);
        self.show(Action::Verifying(None));
    }
}

/// One attempt.
struct Run {
    actions: Actions,
    client: Client,
    notices: Queue<Notice>,
    report: Rc<Report>,
}

fn shown(verification: Verification) -> Action {
    Action::Verifying(Some(Rc::new(verification)))
}

impl Run {
    /// Whether nobody cancelled it or began another.
    fn is_wanted(&self) -> bool {
        self.actions.0.verifying.borrow().as_ref() == Some(&self.client)
    }

    fn tell(&self, words: String) {
        if self.is_wanted() {
            self.actions.show(shown(Verification::Running(words)));
        }
    }

    async fn findings(&self, files: &[File]) -> Result<Findings, Problem> {
        let unverifiable = |error: VerifyError| Problem::Unverifiable { message: error.to_string() };
        let settings = settings_to_verify(&self.report).map_err(unverifiable)?;
        let given = self.fingerprints(files).await?;
        let mut found = Findings::default();
        check_build(&self.report, self.actions.build(), &mut found);
        let Some(matched) = matched_files(&self.report, &given, &mut found) else { return Ok(found) };
        let made = self.compared(files, &matched, settings).await?;
        self.tell("Comparing the two reports".to_owned());
        let packed = Queue::default();
        let made_text = packed.clone();
        pack_report(&made, || true, move |text| made_text.push(text));
        found.lines.append(&mut self.checked(&packed.next().await).await?.lines);
        if !found.are_equal() {
            found.note(
                "If the sender chose how these files are read (a format, a path, a sample, vectors as columns), only the command can repeat that: \
                 driftscope verify takes the same choices"
                    .to_owned(),
            );
        }
        Ok(found)
    }

    /// Has each file's SHA-256 computed.
    async fn fingerprints(&self, files: &[File]) -> Result<Vec<GivenFile>, Problem> {
        let bytes = files.iter().map(|file| file.size() as u64).sum();
        self.tell(format!(
            "Computing the SHA-256 of {}, {}",
            numbers::counted(files.len() as u64, "file", "files"),
            numbers::bytes(bytes)
        ));
        let names: Vec<String> = files.iter().map(File::name).collect();
        let command = Command::Fingerprint { names: names.clone() };
        let answer = self.client.ask(&command, Attached::Files(files.to_vec())).await?;
        let Event::Fingerprinted { sha256 } = answer else { return Ok(Vec::new()) };
        let given = |((name, file), sha256): ((String, &File), String)| GivenFile {
            place: name.clone(),
            name,
            bytes: file.size() as u64,
            sha256,
        };
        Ok(names.into_iter().zip(files).zip(sha256).map(given).collect())
    }

    /// The report of the files under the settings.
    async fn compared(
        &self,
        files: &[File],
        matched: &MatchedFiles,
        settings: Settings,
    ) -> Result<SharedReport, Problem> {
        let Settings { split, period, .. } = settings.clone();
        let inputs = |places: &[usize], has_labels: bool| -> Vec<_> {
            places.iter().map(|place| input(&files[*place], has_labels)).collect()
        };
        let side = |places: &[usize]| [inputs(places, false), inputs(&matched.labels, true)].concat();
        let bytes: u64 =
            matched.reference.iter().chain(&matched.production).map(|place| files[*place].size() as u64).sum();
        self.client.with(|session| {
            session.change_settings(|chosen| *chosen = Settings { split: None, period: None, ..settings });
            session.open(Side::Reference, side(&matched.reference));
            if split.is_none() {
                session.open(Side::Production, side(&matched.production));
            }
        });
        let mut read = [0; 2];
        loop {
            match self.notices.next().await {
                Notice::Progressed { side, bytes: of_side, .. } => {
                    read[side.index()] = of_side;
                    let done = numbers::bytes(read.iter().sum());
                    self.tell(format!("Reading: {done} of {}", numbers::bytes(bytes)));
                }
                Notice::Read { .. } => {
                    if let Some(by) = split.clone() {
                        self.client.with(|session| session.split(Side::Reference, by));
                    }
                }
                Notice::Comparing { done, columns } if columns > 0 => {
                    let columns = numbers::counted(columns, "column", "columns");
                    self.tell(format!("Comparing: {} of {columns}", numbers::count(done)));
                }
                Notice::Compared { report, completing: false } => {
                    if report.settings.period.is_some() == period.is_some() {
                        return Ok(report);
                    }
                    self.client.with(|session| session.change_settings(|chosen| chosen.period.clone_from(&period)));
                }
                Notice::Failed { problem, .. } => return Err(problem),
                _ => {}
            }
        }
    }

    /// Has a worker hold both reports against each other, and the page against the one that the new report makes.
    async fn checked(&self, made: &str) -> Result<Findings, Problem> {
        let own = &self.actions.0.template;
        let is_open = carried_text(own).is_some_and(|text| !text.starts_with(LOCKED));
        let page = if is_open { own.as_str() } else { "" };
        let texts = JsBuffers::of_texts([&self.actions.0.carried, made, page]);
        match self.client.ask(&Command::Verify, Attached::Buffers(texts)).await? {
            Event::Verified { findings } => Ok(findings),
            _ => Ok(Findings::default()),
        }
    }
}
