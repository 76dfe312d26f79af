//! The bytes of a source, a chunk at a time.

use std::io::{self, Read};

use crate::input_error::InputError;
use crate::sources::Source;

/// Bytes asked of the system at once: large enough that asking costs nothing, small enough to stay in the cache.
const PIECE: usize = 4 << 20;

/// Hands over the bytes of a source, piece by piece.
pub(crate) fn each_piece(
    source: &Source,
    take: &mut dyn FnMut(&[u8]) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let file = source.open().map_err(|reason| InputError::Unreadable { place: source.place(), reason })?;
    each_piece_of(file, source, take)
}

/// Hands over bytes of a source, piece by piece.
pub(crate) fn each_piece_of(
    mut file: impl Read,
    source: &Source,
    take: &mut dyn FnMut(&[u8]) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => take(&piece[..length])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(reason) => return Err(InputError::Unreadable { place: source.place(), reason }),
        }
    }
}
