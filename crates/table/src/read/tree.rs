//! A document as a tree, or as much of it as there is: to see which shape it has before it is read.
//!
//! Only pieces of the input and never decoded values: what is in a tree can be copied out as it was written. Nothing
//! is reported of faults, since the reader that follows reports them better; a tree just ends there.

use crate::spelling::windows_1252;
use std::borrow::Cow;

use crate::read::lex::number;
use crate::read::lex::string;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node<'a> {
    /// A string with its quotes, a number or a word, as it is written.
    Plain(&'a [u8]),
    /// Keys without their quotes, as they are written, with their values.
    Object(Vec<(&'a [u8], Node<'a>)>),
    /// Values.
    Array(Vec<Node<'a>>),
}

/// What the start of an input is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tree<'a> {
    /// The first value, as far as there is any.
    pub root: Option<Node<'a>>,
    /// Where it ends, if it does.
    pub end: Option<usize>,
    /// It is not whole because it is no JSON, or passes a limit; not because the input ends.
    pub is_broken: bool,
}

impl<'a> Tree<'a> {
    /// The value at the start of the input, with at most `most` values and `depth` levels.
    pub(crate) fn of(input: &'a [u8], most: usize, depth: usize) -> Self {
        let mut parser = Parser { input, at: 0, left: most, depth, state: State::Whole };
        parser.space();
        let root = parser.value(0);
        let end = (parser.state == State::Whole && root.is_some()).then_some(parser.at);
        Self { root, end, is_broken: parser.state == State::Broken }
    }
}

impl<'a> Node<'a> {
    /// The value of a key, the last of equals.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(entries) = self else { return None };
        entries.iter().rev().find(|(known, _)| *known == key.as_bytes()).map(|(_, value)| value)
    }

    /// The value at the end of several keys.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The keys and values of an object; none of anything else.
    pub(crate) fn entries(&self) -> &[(&'a [u8], Self)] {
        if let Self::Object(entries) = self { entries } else { &[] }
    }

    /// The values of an array; none of anything else.
    pub(crate) fn items(&self) -> &[Self] {
        if let Self::Array(items) = self { items } else { &[] }
    }

    /// Whether it is an object.
    pub(crate) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Whether it is an array.
    pub(crate) fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// Whether it is neither an object nor an array.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Self::Plain(_))
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        let Self::Plain([b'"', inner @ .., b'"']) = self else { return None };
        Some(decoded(inner))
    }
}

/// The text that is written between quotes.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let raw = string::RawText { bytes, escaped: memchr::memchr(b'\\', bytes).is_some() };
    if raw.escaped { Cow::Owned(raw.decode().0) } else { windows_1252::decode(bytes) }
}

const WORDS: [&[u8]; 3] = [b"true", b"false", b"null"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Whole,
    /// The input ended.
    Cut,
    Broken,
}

struct Parser<'a> {
    input: &'a [u8],
    at: usize,
    /// Values that may still come.
    left: usize,
    depth: usize,
    state: State,
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: usize) -> Option<Node<'a>> {
        if self.left == 0 || depth >= self.depth {
            return self.stop(State::Broken);
        }
        self.left -= 1;
        let start = self.at;
        let end = match self.input.get(start) {
            None => return self.stop(State::Cut),
            Some(b'{') => return Some(self.object(depth)),
            Some(b'[') => return Some(self.array(depth)),
            Some(b'"') => string::scan(self.input, start + 1).map(|(_, end)| end),
            Some(b'-' | b'0'..=b'9') => number::parse(self.input, start).map(|(_, end)| end),
            Some(_) => match WORDS.iter().find(|word| self.input[start..].starts_with(word)) {
                Some(word) => Ok(start + word.len()),
                None if WORDS.iter().any(|word| word.starts_with(&self.input[start..])) => {
                    return self.stop(State::Cut);
                }
                None => number::word(self.input, start, start, false).map(|(_, end)| end),
            },
        };
        match end {
            // A number or a word may go on.
            Ok(end) if end == self.input.len() && self.input[start] != b'"' && depth > 0 => self.stop(State::Cut),
            Ok(end) => {
                self.at = end;
                Some(Node::Plain(&self.input[start..end]))
            }
            Err(crate::read::lex::fault::Fault::Incomplete) => self.stop(State::Cut),
            Err(_) => self.stop(State::Broken),
        }
    }

    fn object(&mut self, depth: usize) -> Node<'a> {
        let mut entries = Vec::new();
        self.at += 1;
        self.space();
        if self.eat(b'}') {
            return Node::Object(entries);
        }
        while let Some(key) = self.key() {
            let Some(value) = self.value(depth + 1) else { break };
            entries.push((key, value));
            if self.state != State::Whole || !self.goes_on(b'}') {
                break;
            }
        }
        Node::Object(entries)
    }

    fn array(&mut self, depth: usize) -> Node<'a> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.eat(b']') {
            return Node::Array(items);
        }
        while let Some(value) = self.value(depth + 1) {
            items.push(value);
            if self.state != State::Whole || !self.goes_on(b']') {
                break;
            }
        }
        Node::Array(items)
    }

    /// A key and its colon.
    fn key(&mut self) -> Option<&'a [u8]> {
        if !self.eat(b'"') {
            return self.stop_here();
        }
        let (key, end) = match string::scan(self.input, self.at) {
            Ok(found) => found,
            Err(crate::read::lex::fault::Fault::Incomplete) => return self.stop(State::Cut),
            Err(_) => return self.stop(State::Broken),
        };
        self.at = end;
        self.space();
        if !self.eat(b':') {
            return self.stop_here();
        }
        self.space();
        Some(key.bytes)
    }

    /// Passes the comma before another value. `false` at the end, or where nothing of the two is.
    fn goes_on(&mut self, end: u8) -> bool {
        self.space();
        if self.eat(end) {
            return false;
        }
        if !self.eat(b',') {
            self.stop_here::<()>();
            return false;
        }
        self.space();
        true
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is_there = self.input.get(self.at) == Some(&byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.input.get(self.at) {
            self.at += 1;
        }
    }

    fn stop_here<T>(&mut self) -> Option<T> {
        let state = if self.at < self.input.len() { State::Broken } else { State::Cut };
        self.stop(state)
    }

    fn stop<T>(&mut self, state: State) -> Option<T> {
        if self.state == State::Whole {
            self.state = state;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Tree<'_> {
        Tree::of(text.as_bytes(), 100, 8)
    }

    #[test]
    fn a_whole_document_is_whole() {
        let text = r#" {"a": [1, "x\"y", null], "b": {"c": NaN}} {"#;
        let tree = tree(text);
        assert_eq!(tree.end, Some(text.len() - 2));
        let root = tree.root.unwrap();
        assert_eq!(root.get("a").unwrap().items()[1].text().as_deref(), Some("x\"y"));
        assert_eq!(root.at(&["b", "c"]), Some(&Node::Plain(b"NaN")));
    }

    #[test]
    fn every_prefix_gives_a_part_of_the_whole() {
        let text = r#"{"a": [1, {"b": -2.5e3}, "x"], "c": true}"#;
        for end in 0..text.len() {
            let tree = tree(&text[..end]);
            assert_eq!((tree.end, tree.is_broken), (None, false), "{end}");
        }
        let cut = tree(&text[..30]).root.unwrap();
        assert_eq!(cut.get("a").unwrap().items().len(), 3);
        assert_eq!(tree(text).end, Some(text.len()));
    }

    #[test]
    fn what_is_no_json_or_too_much_ends_the_tree() {
        for text in ["{'a': 1}", "[1 2]", "{\"a\" 1}", "[[[[[[[[[1]]]]]]]]]", "x"] {
            let tree = tree(text);
            assert_eq!((tree.end, tree.is_broken), (None, true), "{text}");
        }
        let many = format!("[{}]", vec!["1"; 200].join(","));
        assert!(tree(&many).is_broken);
    }
}
