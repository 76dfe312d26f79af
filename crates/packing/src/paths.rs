//! What was seen at each path: the keys that lead to a value, with all elements of a list at one path.

use std::collections::HashMap;
use std::ops::Range;

/// Scalars that a path remembers, counted in a byte.
const MOST_WORDS: usize = 256;

/// A path by its number.
pub(super) type PathId = u32;

/// What was seen at one path.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    /// The last scalar, as a place in the text.
    pub(super) last: Range<usize>,
    /// The last list or object.
    pub(super) container: Range<usize>,
    /// Different scalars, in the order in which they came.
    pub(super) words: Vec<Range<usize>>,
    /// What the last value was: scalar, object, list or repeated.
    pub(super) shape: u32,
    /// Where the last scalar came from.
    pub(super) source: u32,
    /// What the last new scalar was: string, word, decimal, double.
    pub(super) form: u32,
    /// The bits of the last size in a list.
    pub(super) length: u32,
    /// The path whose last scalar was the same as one here.
    pub(super) twin: PathId,
}

/// All paths.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    paths: Vec<Path>,
    /// Paths by their parent and name.
    children: HashMap<u64, PathId>,
    /// Where a path has a word: only the writer asks.
    places: HashMap<u64, u32>,
}

impl Paths {
    /// The path of the whole alone, whose number is 0.
    pub(super) fn new() -> Self {
        Self { paths: vec![Path::default()], children: HashMap::new(), places: HashMap::new() }
    }

    /// What was seen at a path.
    pub(super) fn at(&mut self, id: PathId) -> &mut Path {
        // Every number comes from `child`, or was checked.
        &mut self.paths[id as usize]
    }

    /// A path, if there is one of this number.
    pub(super) fn get(&self, id: PathId) -> Option<&Path> {
        self.paths.get(id as usize)
    }

    /// The path below another under a name.
    pub(super) fn child(&mut self, parent: PathId, name: u64) -> PathId {
        let next = self.paths.len() as PathId;
        let id = *self.children.entry(within(parent, name)).or_insert(next);
        if id == next {
            self.paths.push(Path::default());
        }
        id
    }

    /// Remembers a word.
    pub(super) fn remember(&mut self, id: PathId, word: Range<usize>, hash: Option<u64>) {
        let words = &mut self.at(id).words;
        if words.len() < MOST_WORDS {
            words.push(word);
            let place = words.len() as u32 - 1;
            hash.into_iter().for_each(|hash| _ = self.places.insert(within(id, hash), place));
        }
    }

    /// The place of a word by its hash.
    pub(super) fn place_of(&self, id: PathId, hash: u64) -> Option<u32> {
        self.places.get(&within(id, hash)).copied()
    }
}

/// A hash of something at a path. Equal ones for different things would only cost bits.
fn within(id: PathId, hash: u64) -> u64 {
    (hash ^ u64::from(id)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
