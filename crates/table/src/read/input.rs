//! Reads the text of one file: recognises its shape, then hands it to the reader of that shape.
//!
//! Invariant: [`Input::process`] may be called with any prefix of the rest of the file, and what it does to the rows
//! only depends on the file.

use super::detect::Guess;
use super::json::framing::Framing;
use super::json::record_reader::RecordReader;
use super::place::Cursor;
use super::relaxed::{Relaxed, Unquote};
use super::shape::{Decision, Overlooked, Plan, Shape, declaration, recognise};
use crate::Format;

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
    /// A list much longer than that of the rows, which is not read.
    pub overlooked: Option<Overlooked>,
    /// It was rewritten to JSON, and is not looked at for another notation.
    is_rewritten: bool,
    cursor: Cursor,
}

#[derive(Debug)]
enum Reading {
    /// It is not known yet what the file is.
    Start,
    Shape(Box<dyn Shape>),
    /// It is read as what it is rewritten to.
    Rewritten(Box<Rewritten>),
    /// Nothing that matters.
    Over,
}

/// Bytes of a file that are rewritten at a time.
const BLOCK: usize = 1 << 16;

/// A file that is rewritten to JSON as it comes.
///
/// It is rewritten by whole blocks, since what was found in it counts up to where reading ends, which must not depend on the pieces in which
/// the file comes.
#[derive(Debug)]
struct Rewritten {
    rewriter: Rewriter,
    /// The bytes of a block that is not whole yet.
    block: Vec<u8>,
    /// What was rewritten and is not read yet.
    text: Vec<u8>,
    /// The length from which on it is worth to read on, so that a long record is not looked at again and again.
    least: usize,
    inner: Input,
}

#[derive(Debug)]
enum Rewriter {
    Relaxed(Relaxed),
    Unquote(Unquote),
}

impl Rewritten {
    /// A file that begins at this place, and holds its documents in strings or in another notation.
    fn new(is_in_strings: bool, cursor: Cursor) -> Self {
        let rewriter = match is_in_strings {
            true => Rewriter::Unquote(Unquote::default()),
            false => Rewriter::Relaxed(Relaxed::of_file()),
        };
        let inner = Input { cursor, is_rewritten: true, ..Input::new(None) };
        Self { rewriter, block: Vec::new(), text: Vec::new(), least: 0, inner }
    }

    fn process(&mut self, mut input: &[u8], last: bool, reader: &mut RecordReader) {
        while self.block.len() + input.len() >= BLOCK {
            let (first, rest) = input.split_at(BLOCK - self.block.len());
            self.block.extend_from_slice(first);
            input = rest;
            self.rewrite(false, reader);
        }
        self.block.extend_from_slice(input);
        if last {
            self.rewrite(true, reader);
        }
    }

    /// Rewrites the block, and reads what is complete.
    fn rewrite(&mut self, last: bool, reader: &mut RecordReader) {
        let block = std::mem::take(&mut self.block);
        if self.inner.is_over() {
            return;
        }
        match &mut self.rewriter {
            Rewriter::Relaxed(relaxed) => {
                relaxed.feed(&block, &mut self.text);
                if last {
                    relaxed.end(&mut self.text);
                }
            }
            Rewriter::Unquote(unquote) => unquote.feed(&block, &mut self.text),
        }
        self.block = block;
        self.block.clear();
        if last || self.text.len() >= self.least {
            let read = self.inner.process(&self.text, last, reader);
            self.text.drain(..read);
            self.least = self.text.len() * 2;
        }
    }

    fn words(&self) -> String {
        let inner = self.inner.words();
        match &self.rewriter {
            Rewriter::Relaxed(relaxed) => match relaxed.found.words() {
                found if found.is_empty() => inner,
                found => format!("{inner}, with {found}"),
            },
            Rewriter::Unquote(_) => format!("{inner}, each document in a string"),
        }
    }
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
            overlooked: None,
            is_rewritten: false,
            cursor: Cursor::START,
        }
    }

    /// The rest of a file of records, of which a line begins at this offset.
    pub(crate) fn after_lines(offset: u64) -> Self {
        let reading = Reading::Shape(Box::new(Framing::after_lines(offset)));
        let cursor = Cursor { offset, line: 1 };
        Self { reading, has_content: true, cursor, ..Self::new(None) }
    }

    /// Whether records were read, of which each lies in a line.
    pub(crate) fn has_lines(&self) -> bool {
        let findings = self.shape().and_then(Shape::records).map(Framing::findings);
        findings.is_some_and(|found| found.documents > 0 && found.arrays == 0 && found.by_lines)
    }

    /// The reader of records, where it is those that the file holds.
    pub(crate) fn records(&mut self) -> Option<&mut Framing> {
        if let Reading::Shape(shape) = &mut self.reading { shape.records_mut() } else { None }
    }

    fn shape(&self) -> Option<&dyn Shape> {
        match &self.reading {
            Reading::Shape(shape) => Some(&**shape),
            Reading::Rewritten(rewritten) => rewritten.inner.shape(),
            Reading::Start | Reading::Over => None,
        }
    }

    /// Whether the rest of the file does not matter.
    pub(crate) fn is_over(&self) -> bool {
        match &self.reading {
            Reading::Start => false,
            Reading::Shape(shape) => shape.is_over(),
            Reading::Rewritten(rewritten) => rewritten.inner.is_over(),
            Reading::Over => true,
        }
    }

    /// Reads what is complete in the input, and returns its length. `last`: nothing follows.
    pub(crate) fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        if matches!(self.reading, Reading::Start) {
            at = self.start(input, last, reader);
        }
        let rest = &input[at..];
        at + match &mut self.reading {
            Reading::Start => 0,
            Reading::Shape(shape) => shape.process(rest, last, reader),
            Reading::Rewritten(rewritten) => {
                rewritten.process(rest, last, reader);
                self.guess = rewritten.inner.guess;
                self.overlooked.clone_from(&rewritten.inner.overlooked);
                rest.len()
            }
            Reading::Over => rest.len(),
        }
    }

    /// Whether the rows come one after the other, so that each can be left out of a sample as it comes.
    pub(crate) fn is_by_rows(&self) -> bool {
        self.shape().is_none_or(Shape::is_by_rows)
    }

    /// How the rows lie in the file, once that is known.
    pub(crate) fn plan(&self) -> Option<Plan> {
        let plan = self.shape().map(Shape::plan);
        match self.reading {
            Reading::Rewritten(_) => plan.map(|plan| Plan { format: Format::RelaxedJson, ..plan }),
            _ => plan,
        }
    }

    /// What it was read as, in words.
    pub(crate) fn words(&self) -> String {
        match &self.reading {
            Reading::Rewritten(rewritten) => rewritten.words(),
            _ => self.shape().map_or_else(|| "nothing".to_owned(), Shape::words),
        }
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
            Some(Decision::Read(plan)) if plan.format == Format::RelaxedJson && !self.is_rewritten => {
                let is_in_strings = rest.first() == Some(&b'"');
                self.reading = Reading::Rewritten(Box::new(Rewritten::new(is_in_strings, self.cursor)));
            }
            Some(Decision::Read(plan)) => {
                self.overlooked.clone_from(&plan.overlooked);
                let shape = declaration(plan.format);
                self.reading = Reading::Shape((shape.open)(plan, self.cursor, reader));
            }
        }
        begin
    }
}
