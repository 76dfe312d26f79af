//! Unpacks gzip as the bytes come, a small piece at a time, so that no input can make much of little at once.

use std::io::Write as _;

use flate2::write::MultiGzDecoder;

/// Packed bytes that are unpacked at once: at most sixteen megabytes come of them.
const PIECE: usize = 16 << 10;

/// A gzip stream of one or more members.
///
/// How much of a damaged stream can be unpacked depends on how it is cut, so it is always cut in the same places.
#[derive(Debug)]
pub(super) struct Unpacker {
    decoder: MultiGzDecoder<Vec<u8>>,
    piece: Vec<u8>,
}

/// The stream is damaged, or ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damaged;

impl Unpacker {
    pub(super) fn new() -> Self {
        Self { decoder: MultiGzDecoder::new(Vec::new()), piece: Vec::with_capacity(PIECE) }
    }

    /// Unpacks the next bytes and hands them on in pieces.
    pub(super) fn feed(&mut self, mut packed: &[u8], mut take: impl FnMut(&[u8])) -> Result<(), Damaged> {
        while !packed.is_empty() {
            let (now, later) = packed.split_at(packed.len().min(PIECE - self.piece.len()));
            self.piece.extend_from_slice(now);
            packed = later;
            if self.piece.len() == PIECE {
                self.unpack(&mut take)?;
            }
        }
        Ok(())
    }

    /// Unpacks what is left, and checks that the stream is complete.
    pub(super) fn finish(mut self, mut take: impl FnMut(&[u8])) -> Result<(), Damaged> {
        self.unpack(&mut take)?;
        let outcome = self.decoder.try_finish();
        take(self.decoder.get_mut());
        outcome.map_err(|_| Damaged)
    }

    fn unpack(&mut self, take: &mut impl FnMut(&[u8])) -> Result<(), Damaged> {
        let outcome = self.decoder.write_all(&self.piece).and_then(|()| self.decoder.flush());
        self.piece.clear();
        let unpacked = self.decoder.get_mut();
        take(unpacked);
        unpacked.clear();
        outcome.map_err(|_| Damaged)
    }
}
