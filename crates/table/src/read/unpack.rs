//! Unpacks gzip as the bytes come, a small piece at a time, so that no input can make much of little at once.

use std::io::Write as _;

use flate2::write::MultiGzDecoder;

/// Packed bytes that are unpacked at once: at most sixteen megabytes come of them.
const PIECE: usize = 16 << 10;

/// A gzip stream of one or more members.
#[derive(Debug)]
pub(super) struct Unpacker(MultiGzDecoder<Vec<u8>>);

/// The stream is damaged, or ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damaged;

impl Unpacker {
    pub(super) fn new() -> Self {
        Self(MultiGzDecoder::new(Vec::new()))
    }

    /// Unpacks the next bytes and hands them on in pieces.
    pub(super) fn feed(&mut self, packed: &[u8], mut take: impl FnMut(&[u8])) -> Result<(), Damaged> {
        for piece in packed.chunks(PIECE) {
            let outcome = self.0.write_all(piece).and_then(|()| self.0.flush());
            let unpacked = self.0.get_mut();
            take(unpacked);
            unpacked.clear();
            outcome.map_err(|_| Damaged)?;
        }
        Ok(())
    }

    /// Checks that the stream is complete.
    pub(super) fn finish(mut self, mut take: impl FnMut(&[u8])) -> Result<(), Damaged> {
        let outcome = self.0.try_finish();
        take(self.0.get_mut());
        outcome.map_err(|_| Damaged)
    }
}
