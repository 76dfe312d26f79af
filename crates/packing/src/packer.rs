//! Walks a JSON text, value by value: writes each to the coder, or reads each from it. One walk serves both, so they agree.

use std::collections::HashMap;
use std::ops::Range;

use super::Damaged;
use super::coder::{Coder, mixed};
use super::numbers::{Decimal, double};
use super::paths::{PathId, Paths};
use super::scan::{hash, scalar_end};
use super::strings::Strings;

/// Lists and objects within each other.
const MOST_DEPTH: usize = 64;

/// Letters from which on a scalar is looked for elsewhere.
const LONG: usize = 12;

/// Bits of a path's number, if another path's scalar is named.
const PATH_BITS: u32 = 14;

// What a value is.
const SCALAR: u32 = 0;
const OBJECT: u32 = 1;
const LIST: u32 = 2;
const REPEATED: u32 = 3;

// Where a scalar comes from.
const SAME: u32 = 0;
const WORD: u32 = 1;
const TWIN: u32 = 2;
const NEW: u32 = 3;

// What a new scalar is.
const STRING: u32 = 0;
const FIXED: [&[u8]; 3] = [b"null", b"true", b"false"];
const DECIMAL: u32 = 4;
const DOUBLE: u32 = 5;
const LITERAL: u32 = 6;

// Names of paths that no key can have: keys hash with their quotes.
const ELEMENT: u64 = 1;
const NEXT_KEY: u64 = 2;

/// A list or object that is not complete.
#[derive(Clone, Debug)]
struct Open {
    path: PathId,
    is_object: bool,
    start: usize,
    /// The path of the last key's value.
    last: PathId,
    count: u32,
}

/// The walk.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pub(super) coder: Coder,
    /// All of the JSON when writing; what was read of it when reading.
    pub(super) text: Vec<u8>,
    pub(super) at: usize,
    pub(super) limit: usize,
    paths: Paths,
    strings: Strings,
    open: Vec<Open>,
    /// Which path had a long scalar last: only the writer asks.
    owners: HashMap<u64, PathId>,
}

impl Walk {
    /// Begins with the outermost value.
    pub(super) fn begin(coder: Coder, text: Vec<u8>, limit: usize) -> Result<Self, Damaged> {
        let (paths, strings) = (Paths::new(), Strings::default());
        let mut walk = Self { coder, text, at: 0, limit, paths, strings, open: Vec::new(), owners: HashMap::new() };
        walk.value(0, false)?;
        Ok(walk)
    }

    /// Whether it is at the end.
    pub(super) fn is_whole(&self) -> bool {
        self.open.is_empty() && self.at == self.limit
    }

    /// Walks on over at least `bytes` bytes; returns whether the end is reached.
    pub(super) fn on(&mut self, bytes: usize) -> Result<bool, Damaged> {
        let end = self.at.saturating_add(bytes);
        while self.at < end && !self.open.is_empty() {
            self.step()?;
            self.coder.check()?;
        }
        Ok(self.open.is_empty())
    }

    /// The next element or field of the innermost list or object, or its end.
    fn step(&mut self) -> Result<(), Damaged> {
        let Some(open) = self.open.last().cloned() else { return Ok(()) };
        let end = if open.is_object { b'}' } else { b']' };
        let context = mixed(mixed(1, open.last), if open.is_object { 0 } else { open.count.min(255) });
        let is_end = self.writes_here(end);
        if self.coder.bit(context, is_end) {
            self.put(end)?;
            self.paths.at(open.path).container = open.start..self.at;
            self.open.pop();
            return Ok(());
        }
        if open.count > 0 {
            self.put(b',')?;
        }
        let path = if open.is_object { self.key(&open)? } else { self.paths.child(open.path, ELEMENT) };
        if let Some(open) = self.open.last_mut() {
            open.count += 1;
            if open.is_object {
                open.last = path;
            }
        }
        self.value(path, !open.is_object && open.count > 0)
    }

    /// A key, predicted by the one before. Returns the path of its value.
    fn key(&mut self, open: &Open) -> Result<PathId, Damaged> {
        let place = self.paths.child(open.last, NEXT_KEY);
        let start = self.at;
        self.scalar(place, false)?;
        let name = hash(&self.text[start..self.at]);
        self.put(b':')?;
        Ok(self.paths.child(open.path, name))
    }

    /// A value. `follows` is whether it follows another in a list.
    fn value(&mut self, path: PathId, follows: bool) -> Result<(), Damaged> {
        let last = self.paths.at(path).container.clone();
        let shape = match self.text.get(self.at) {
            Some(b'{' | b'[') if !last.is_empty() && self.text[self.at..].starts_with(&self.text[last.clone()]) => {
                REPEATED
            }
            Some(b'{') => OBJECT,
            Some(b'[') => LIST,
            _ => SCALAR,
        };
        let context = mixed(mixed(2, path), self.paths.at(path).shape);
        let shape = self.coder.tree(context, 2, shape);
        self.paths.at(path).shape = shape;
        match shape {
            SCALAR => self.scalar(path, follows),
            REPEATED => self.copy(last),
            _ => {
                if self.open.len() == MOST_DEPTH {
                    return Err(Damaged);
                }
                let is_object = shape == OBJECT;
                self.open.push(Open { path, is_object, start: self.at, last: path, count: 0 });
                self.put(if is_object { b'{' } else { b'[' })
            }
        }
    }

    /// A string, number or word.
    fn scalar(&mut self, path: PathId, follows: bool) -> Result<(), Damaged> {
        let start = self.at;
        let (mut found, mut target, mut hashed) = (NEW, 0, None);
        if self.coder.is_writing {
            let end = scalar_end(&self.text, start).ok_or(Damaged)?;
            let hash = hash(self.text.get(start..end).ok_or(Damaged)?);
            (found, target) = self.find(path, start..end, hash);
            hashed = Some(hash);
        }
        let context = mixed(mixed(3, path), self.paths.at(path).source);
        let source = self.coder.tree(context, 2, found);
        self.paths.at(path).source = source;
        match source {
            SAME => {
                let last = self.paths.at(path).last.clone();
                self.copy(last)?;
            }
            WORD => {
                let place = self.coder.tree(mixed(4, path), 8, target) as usize;
                let word = self.paths.at(path).words.get(place).cloned().ok_or(Damaged)?;
                self.copy(word)?;
            }
            TWIN => {
                let usual = self.paths.at(path).twin;
                if !self.coder.bit(mixed(20, path), target == usual) {
                    self.paths.at(path).twin = self.coder.tree(21, PATH_BITS, target);
                }
                let twin = self.paths.at(path).twin;
                let last = self.paths.get(twin).ok_or(Damaged)?.last.clone();
                self.copy(last)?;
            }
            _ => {
                let form = self.new_scalar(path, follows)?;
                if form != DOUBLE {
                    self.paths.remember(path, start..self.at, hashed);
                }
            }
        }
        if let Some(hash) = hashed.filter(|_| self.at - start >= LONG && path < 1 << PATH_BITS) {
            self.owners.insert(hash, path);
        }
        self.paths.at(path).last = start..self.at;
        Ok(())
    }

    /// Where the writer finds a scalar, and by which number.
    fn find(&mut self, path: PathId, scalar: Range<usize>, hash: u64) -> (u32, u32) {
        let is_it = |place: &Range<usize>| self.text[place.clone()] == self.text[scalar.clone()];
        let Some(here) = self.paths.get(path) else { return (NEW, 0) };
        if is_it(&here.last) {
            return (SAME, 0);
        }
        if let Some(place) = self.paths.place_of(path, hash)
            && here.words.get(place as usize).is_some_and(is_it)
        {
            return (WORD, place);
        }
        match self.owners.get(&hash) {
            Some(&owner) if self.paths.get(owner).is_some_and(|owner| is_it(&owner.last)) => (TWIN, owner),
            _ => (NEW, 0),
        }
    }

    /// A scalar that was not there before. Returns its form.
    fn new_scalar(&mut self, path: PathId, follows: bool) -> Result<u32, Damaged> {
        let end = if self.coder.is_writing { scalar_end(&self.text, self.at).ok_or(Damaged)? } else { self.at };
        let scalar = self.text[self.at..end].to_vec();
        let last = self.text[self.paths.at(path).last.clone()].to_vec();
        let before = |text: &[u8]| serde_json::from_slice::<f64>(text).ok().filter(|_| follows);
        let decimal = Decimal::of(&scalar);
        let number = serde_json::from_slice::<f64>(&scalar).unwrap_or_default();
        let form = match scalar.first() {
            Some(b'"') => STRING,
            _ if FIXED.contains(&scalar.as_slice()) => {
                1 + FIXED.iter().position(|word| *word == scalar).unwrap_or(0) as u32
            }
            _ if decimal.is_some_and(|decimal| decimal.is_reached()) => DECIMAL,
            _ if written(number).as_bytes() == scalar => DOUBLE,
            _ => LITERAL,
        };
        let context = mixed(10, path);
        let seen = self.paths.at(path);
        let form = self.coder.tree(mixed(context, seen.form), 3, form);
        seen.form = form;
        if !follows {
            seen.length = 0;
        }
        match form {
            STRING => self.string(path)?,
            1..=3 => self.put_all(FIXED[form as usize - 1])?,
            DECIMAL => {
                let decimal = decimal.unwrap_or(Decimal::ZERO);
                let before = Decimal::of(&last).filter(|_| follows);
                let read = decimal.coded(&mut self.coder, context, seen, before);
                self.put_all(read.text().as_bytes())?;
            }
            DOUBLE => {
                let read = double(&mut self.coder, context, seen, number, before(&last));
                self.put_all(written(read).as_bytes())?;
            }
            _ => {
                let length = self.coder.tree(22, 8, u32::try_from(scalar.len()).unwrap_or(u32::MAX).min(255));
                self.strings.begin();
                for _ in 0..length {
                    self.byte(path)?;
                }
            }
        }
        Ok(form)
    }

    fn string(&mut self, path: PathId) -> Result<(), Damaged> {
        self.put(b'"')?;
        self.strings.begin();
        loop {
            match self.byte(path)? {
                b'"' => return Ok(()),
                b'\\' => _ = self.byte(path)?,
                _ => {}
            }
            self.coder.check()?;
        }
    }

    /// One byte of a string.
    fn byte(&mut self, path: PathId) -> Result<u8, Damaged> {
        let next = if self.coder.is_writing { *self.text.get(self.at).ok_or(Damaged)? } else { 0 };
        let byte = self.strings.byte(&mut self.coder, path, &self.text[..self.at], next);
        self.put(byte)?;
        Ok(byte)
    }

    fn writes_here(&self, byte: u8) -> bool {
        self.coder.is_writing && self.text.get(self.at) == Some(&byte)
    }

    /// Goes past a byte of the text, or adds it.
    fn put(&mut self, byte: u8) -> Result<(), Damaged> {
        self.put_all(&[byte])
    }

    fn put_all(&mut self, bytes: &[u8]) -> Result<(), Damaged> {
        if bytes.len() > self.limit - self.at {
            return Err(Damaged);
        }
        if self.coder.is_writing {
            if !self.text[self.at..].starts_with(bytes) {
                return Err(Damaged);
            }
        } else {
            self.text.extend_from_slice(bytes);
        }
        self.at += bytes.len();
        Ok(())
    }

    /// Goes past a repetition of an earlier part of the text, or adds it.
    fn copy(&mut self, part: Range<usize>) -> Result<(), Damaged> {
        if part.is_empty() || part.len() > self.limit - self.at {
            return Err(Damaged);
        }
        self.at += part.len();
        if !self.coder.is_writing {
            self.text.extend_from_within(part);
        }
        Ok(())
    }
}

/// A double as a report writes it.
fn written(number: f64) -> String {
    serde_json::to_string(&number).unwrap_or_default()
}
