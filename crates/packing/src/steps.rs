//! Packing and unpacking in steps, between which a page can answer.

use super::coder::Coder;
use super::packer::Walk;
use super::scan::hash;
use super::{Damaged, MOST_BYTES, base85};

/// The version of the layout.
const VERSION: u8 = 1;

/// Bytes before the coded bits.
const HEAD: usize = 13;

/// Packs a JSON text without blanks in steps; fails on any other text.
#[derive(Clone, Debug)]
pub struct Packer(Walk);

impl Packer {
    /// Begins with a text.
    pub fn new(json: &str) -> Result<Self, Damaged> {
        if json.len() > MOST_BYTES {
            return Err(Damaged);
        }
        Ok(Self(Walk::begin(Coder::writing(), json.as_bytes().to_vec(), json.len())?))
    }

    /// Packs at least `bytes` bytes more; returns whether all are packed.
    pub fn pack(&mut self, bytes: usize) -> Result<bool, Damaged> {
        self.0.on(bytes)
    }

    /// The packed text, once all of it is packed.
    pub fn finish(self) -> Result<String, Damaged> {
        let walk = self.0;
        if !walk.is_whole() {
            return Err(Damaged);
        }
        let [coded, plain] = walk.coder.finish();
        let mut bytes = vec![VERSION];
        bytes.extend((walk.limit as u32).to_le_bytes());
        bytes.extend((coded.len() as u32).to_le_bytes());
        bytes.extend(checksum(&walk.text));
        bytes.extend(coded);
        bytes.extend(plain);
        Ok(base85::encode(&bytes))
    }
}

/// Unpacks a text in steps.
#[derive(Clone, Debug)]
pub struct Unpacker {
    walk: Walk,
    checksum: [u8; 4],
}

impl Unpacker {
    /// Begins with a packed text.
    pub fn new(text: &str) -> Result<Self, Damaged> {
        let bytes = base85::decode(text)?;
        let four = |at: usize| bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).ok_or(Damaged);
        let [length, coded] = [four(1)?, four(5)?].map(|number| u32::from_le_bytes(number) as usize);
        let checksum = four(9)?;
        if bytes[0] != VERSION || length > MOST_BYTES || coded > bytes.len() - HEAD {
            return Err(Damaged);
        }
        let (coded, plain) = bytes[HEAD..].split_at(coded);
        let walk = Walk::begin(Coder::reading(coded.to_vec(), plain.to_vec()), Vec::new(), length)?;
        Ok(Self { walk, checksum })
    }

    /// Unpacks at least `bytes` bytes more; returns whether all are there.
    pub fn unpack(&mut self, bytes: usize) -> Result<bool, Damaged> {
        self.walk.on(bytes)
    }

    /// The JSON, once all of it is there.
    pub fn finish(self) -> Result<String, Damaged> {
        if !self.walk.is_whole() || checksum(&self.walk.text) != self.checksum {
            return Err(Damaged);
        }
        String::from_utf8(self.walk.text).map_err(|_| Damaged)
    }
}

fn checksum(json: &[u8]) -> [u8; 4] {
    let hash = hash(json);
    ((hash ^ hash >> 32) as u32).to_le_bytes()
}
