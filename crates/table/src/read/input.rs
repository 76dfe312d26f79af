//! The text of one file: what it is, and then whoever reads it.
//!
//! Invariant: [`Input::process`] may be called with any prefix of the rest of the file, and what it does to the rows
//! only depends on the file.

use super::csv::Delimited;
use super::detect::Guess;
use super::place::Cursor;
use super::shape::{Converted, Decision, Document, LogLines, Plan, recognise};
use crate::Format;
use crate::read::json::framing::{Findings, Framing};
use crate::read::json::record_reader::RecordReader;

/// Bytes of white space at the start of a line that are kept until it is known what the file is.
const MOST_INDENT: usize = 4096;

/// Reads the text of one file.
#[derive(Debug)]
pub(crate) struct Input {
    reading: Reading,
    /// What a person said that the file is.
    said: Option<Plan>,
    /// Something other than white space came.
    pub has_content: bool,
    /// The file is this, and no data set.
    pub guess: Option<Guess>,
    /// The file is nothing that is known, and begins like this.
    pub unrecognised: Option<String>,
    cursor: Cursor,
}

#[derive(Debug)]
enum Reading {
    /// It is not known yet what the file is.
    Start,
    Records(Framing),
    Document(Box<Document>),
    Converted(Box<Converted>),
    Delimited(Box<Delimited>),
    LogLines(Box<LogLines>),
    /// Nothing that matters.
    Over,
}

impl Input {
    /// A file of which nothing is known but what a person said of it.
    pub(crate) fn new(said: Option<Plan>) -> Self {
        Self {
            reading: Reading::Start,
            said,
            has_content: false,
            guess: None,
            unrecognised: None,
            cursor: Cursor::START,
        }
    }

    /// The rest of a file of records, of which a line begins at this offset.
    pub(crate) fn after_lines(offset: u64) -> Self {
        let reading = Reading::Records(Framing::after_lines(offset));
        Self { reading, has_content: true, cursor: Cursor { offset, line: 1 }, ..Self::new(None) }
    }

    /// Whether records were read, of which each lies in a line.
    pub(crate) fn has_lines(&self) -> bool {
        let Findings { documents, arrays, by_lines, .. } = self.findings();
        documents > 0 && arrays == 0 && by_lines
    }

    /// The reader of records, where it is those that the file holds.
    pub(crate) fn records(&mut self) -> Option<&mut Framing> {
        if let Reading::Records(framing) = &mut self.reading { Some(framing) } else { None }
    }

    /// Whether the rest of the file does not matter.
    pub(crate) fn is_over(&self) -> bool {
        match &self.reading {
            Reading::Start => false,
            Reading::Records(framing) => framing.is_over(),
            Reading::Document(document) => document.is_over(),
            Reading::Converted(converted) => converted.is_over(),
            Reading::Delimited(delimited) => delimited.is_over(),
            Reading::LogLines(lines) => lines.is_over(),
            Reading::Over => true,
        }
    }

    /// Reads what is whole in the input, and gives how much that is. `last` says that nothing follows.
    ///
    /// It is called often enough to be optimised by a browser while a large file is read, with all that is inlined here.
    /// Five ways of reading took a tenth of a second each time, so each way is a function of its own.
    pub(crate) fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        if matches!(self.reading, Reading::Start) {
            at = self.start(input, last, reader);
        }
        let rest = &input[at..];
        at + match &mut self.reading {
            Reading::Start => 0,
            Reading::Records(framing) => framing.process(rest, last, reader),
            Reading::Document(document) => document.process(rest, last, reader),
            Reading::Converted(converted) => converted.process(rest, last, reader),
            Reading::Delimited(delimited) => delimited.process(rest, last, &mut reader.rows),
            Reading::LogLines(lines) => lines.process(rest, last, reader),
            Reading::Over => rest.len(),
        }
    }

    /// Whether the rows come one after the other, so that each can be left out of a sample as it comes.
    pub(crate) fn is_by_rows(&self) -> bool {
        let by_columns = |plan: &Plan| !matches!(plan.format, Format::Envelope | Format::Table);
        !matches!(&self.reading, Reading::Document(document) if by_columns(document.plan()))
    }

    /// How the rows lie in the file, once that is known.
    pub(crate) fn plan(&self) -> Option<Plan> {
        match &self.reading {
            Reading::Records(_) => Some(Plan { format: Format::Records, path: Vec::new() }),
            Reading::Document(document) => Some(document.plan().clone()),
            Reading::Converted(converted) => Some(Plan { format: converted.format(), path: Vec::new() }),
            Reading::Delimited(_) => Some(Plan { format: Format::Delimited, path: Vec::new() }),
            Reading::LogLines(_) => Some(Plan { format: Format::LogLines, path: Vec::new() }),
            Reading::Start | Reading::Over => None,
        }
    }

    /// What it was read as, in words.
    pub(crate) fn words(&self) -> String {
        if let Reading::Delimited(delimited) = &self.reading {
            return delimited.words();
        }
        let findings = self.findings();
        match (self.plan(), findings.arrays, findings.documents) {
            (None, ..) => "nothing".to_owned(),
            (Some(Plan { format: Format::Records, .. }), arrays, documents) => match (arrays, documents) {
                (0, _) if findings.by_lines => "JSON Lines",
                (0, _) => "JSON documents",
                (_, 0) => "array of JSON records",
                _ => "JSON arrays and documents",
            }
            .to_owned(),
            (Some(Plan { format: Format::Envelope, path }), ..) => format!("JSON records at {}", path.join(".")),
            (Some(plan), ..) => plan.format.words().to_owned(),
        }
    }

    fn findings(&self) -> Findings {
        if let Reading::Records(framing) = &self.reading { framing.findings() } else { Findings::default() }
    }

    /// A byte order mark, white space, and a look at what follows.
    #[inline(never)]
    fn start(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        if self.cursor.offset == 0 && !last && input.len() < 3 {
            return 0;
        }
        let mark = if self.cursor.offset == 0 && input.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let blanks = input[mark..].iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0x1E).count();
        let content = mark + blanks;
        let rest = &input[content..];
        self.has_content |= !rest.is_empty();
        let decision = recognise(rest, last, &reader.rows.limits, self.said.as_ref());
        // A table may begin with an empty field before a tab.
        let line = memchr::memrchr(b'\n', &input[..content]).map_or(mark, |at| at + 1);
        let is_table = matches!(&decision, Some(Decision::Read(plan)) if plan.format == Format::Delimited);
        let keeps_indent = (is_table || decision.is_none()) && content - line < MOST_INDENT;
        let begin = if keeps_indent { line } else { content };
        self.cursor.pass(&input[..begin]);
        match decision {
            None => {}
            Some(Decision::Wrong(guess)) => {
                self.guess = Some(guess);
                self.reading = Reading::Over;
            }
            Some(Decision::Unrecognised(text)) => {
                self.unrecognised = Some(text);
                self.reading = Reading::Over;
            }
            Some(Decision::Read(plan)) => self.reading = self.reading_of(plan, reader),
        }
        begin
    }

    fn reading_of(&self, plan: Plan, reader: &mut RecordReader) -> Reading {
        match plan.format {
            Format::Rows
            | Format::Values
            | Format::Columns
            | Format::Index
            | Format::Split
            | Format::Table
            | Format::Lists
            | Format::Envelope => Reading::Document(Box::new(Document::new(plan, self.cursor, reader))),
            Format::Delimited => Reading::Delimited(Box::new(Delimited::new(self.cursor))),
            Format::LogLines => Reading::LogLines(Box::new(LogLines::new(self.cursor))),
            format => match Converted::new(format, self.cursor) {
                Some(converted) => Reading::Converted(Box::new(converted)),
                None => Reading::Records(Framing::new(self.cursor)),
            },
        }
    }
}
