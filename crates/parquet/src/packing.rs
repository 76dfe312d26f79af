//! Pages unpacked without the decoder's own codecs: Snappy, gzip, LZ4 and Zstandard, all in Rust and for reading alone.
//!
//! The decoder's codecs can write, too, and the one for Zstandard is C, which cannot become WebAssembly with Rust's tools alone. So the decoder
//! gets a column that claims not to be packed at all. It then hands over each page as it lies in the file, and what is packed in it is unpacked here.

use std::io::Read;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::{ChunkReader, SerializedPageReader};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use crate::pages::EachPage;

/// Bytes of one page. Its header could claim twice as many.
const MOST_BYTES: u64 = 1 << 30;

/// How many times as large Snappy can become: 64 bytes are a copy of three, at best.
const MOST_OF_SNAPPY: usize = 32;

/// The pages of a column of a row group with this many rows.
pub(crate) fn pages<R: ChunkReader + 'static>(
    file: Arc<R>,
    column: &ColumnChunkMetaData,
    rows: usize,
) -> Result<Box<dyn PageReader>> {
    let mut unpacker = match column.compression() {
        Compression::UNCOMPRESSED => return Ok(Box::new(SerializedPageReader::new(file, column, rows, None)?)),
        Compression::SNAPPY => Unpacker::Snappy,
        Compression::GZIP(_) => Unpacker::Gzip,
        Compression::LZ4 => Unpacker::Lz4InFrames,
        Compression::LZ4_RAW => Unpacker::Lz4,
        Compression::ZSTD(_) => Unpacker::Zstandard(Box::new(FrameDecoder::new())),
        Compression::BROTLI(_) | Compression::LZO => return Err(ParquetError::NYI("its packing".to_owned())),
    };
    let column = column.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
    let pages = Box::new(SerializedPageReader::new(file, &column, rows, None)?);
    Ok(Box::new(EachPage { pages, each: move |page| unpacked(page, &mut unpacker) }))
}

/// A packing in a row group that only the command unpacks.
pub(crate) fn unknown(group: &RowGroupMetaData) -> Option<&'static str> {
    let has_brotli = group.columns().iter().any(|column| matches!(column.compression(), Compression::BROTLI(_)));
    has_brotli.then_some("Brotli")
}

/// What unpacks.
enum Unpacker {
    Snappy,
    Gzip,
    /// Blocks of LZ4, each behind its two sizes, as Hadoop writes them.
    Lz4InFrames,
    Lz4,
    Zstandard(Box<FrameDecoder>),
}

impl Unpacker {
    /// Appends what is packed.
    fn unpack(&mut self, packed: &[u8], out: &mut Vec<u8>) -> Result<()> {
        match self {
            _ if packed.is_empty() => Ok(()),
            Self::Snappy => snappy(packed, out),
            Self::Gzip => bounded(MultiGzDecoder::new(packed), out),
            Self::Lz4InFrames => lz4_in_frames(packed, out).or_else(|_| lz4(packed, out)),
            Self::Lz4 => lz4(packed, out),
            Self::Zstandard(decoder) => zstandard(decoder, packed, out),
        }
    }
}

fn damaged(reason: impl ToString) -> ParquetError {
    ParquetError::General(reason.to_string())
}

fn snappy(packed: &[u8], out: &mut Vec<u8>) -> Result<()> {
    // The length stands first, and is believed as far as these bytes can hold so much.
    let length = snap::raw::decompress_len(packed).map_err(damaged)?;
    if length > packed.len().saturating_mul(MOST_OF_SNAPPY) {
        return Err(damaged(format!("{length} bytes in {} of Snappy", packed.len())));
    }
    out.append(&mut snap::raw::Decoder::new().decompress_vec(packed).map_err(damaged)?);
    Ok(())
}

fn lz4(packed: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let length = lz4_length(packed).filter(|length| *length as u64 <= MOST_BYTES);
    let length = length.ok_or_else(|| damaged("a block of LZ4 that is cut off or too large"))?;
    out.append(&mut lz4_flex::block::decompress(packed, length).map_err(damaged)?);
    Ok(())
}

/// How many bytes a block of LZ4 becomes, which it does not say: the lengths of all its sequences.
/// Source: the format's description, <https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md>.
fn lz4_length(packed: &[u8]) -> Option<usize> {
    let mut bytes = packed.iter().copied();
    let mut all = 0_usize;
    loop {
        let token = usize::from(bytes.next()?);
        let literals = lz4_part(token >> 4, &mut bytes)?;
        all = all.checked_add(literals)?;
        if literals > 0 {
            bytes.nth(literals - 1)?;
        }
        // The last sequence has no match.
        if bytes.next().is_none() {
            return Some(all);
        }
        bytes.next()?;
        all = all.checked_add(lz4_part(token & 15, &mut bytes)?)?.checked_add(4)?;
    }
}

/// A length that begins with half a byte.
fn lz4_part(first: usize, bytes: &mut impl Iterator<Item = u8>) -> Option<usize> {
    let mut length = first;
    if first == 15 {
        loop {
            let more = bytes.next()?;
            length = length.checked_add(usize::from(more))?;
            if more < 255 {
                break;
            }
        }
    }
    Some(length)
}

fn lz4_in_frames(mut packed: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let before = out.len();
    let cut_off = || damaged("frames of LZ4 that are cut off");
    while !packed.is_empty() {
        let (_, rest) = packed.split_at_checked(4).ok_or_else(cut_off)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(cut_off)?;
        let frame = rest.split_at_checked(u32::from_be_bytes(*length) as usize);
        let read = frame.ok_or_else(cut_off).and_then(|(frame, rest)| lz4(frame, out).map(|()| rest));
        match read {
            Ok(rest) => packed = rest,
            Err(error) => {
                out.truncate(before);
                return Err(error);
            }
        }
    }
    Ok(())
}

fn zstandard(decoder: &mut FrameDecoder, mut packed: &[u8], out: &mut Vec<u8>) -> Result<()> {
    // Frames follow each other, and some of them hold nothing.
    while !packed.is_empty() {
        match StreamingDecoder::new_with_decoder(&mut packed, &mut *decoder) {
            Ok(frame) => bounded(frame, out)?,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                packed = packed.get(length as usize..).unwrap_or_default();
            }
            Err(error) => return Err(damaged(error)),
        }
    }
    Ok(())
}

/// Reads to the end, if that comes.
fn bounded(from: impl Read, out: &mut Vec<u8>) -> Result<()> {
    let left = MOST_BYTES.saturating_sub(out.len() as u64);
    let read = from.take(left + 1).read_to_end(out).map_err(damaged)?;
    if read as u64 > left { Err(damaged(format!("more than {MOST_BYTES} bytes in one page"))) } else { Ok(()) }
}

/// A page as it would lie in the file if it were not packed.
fn unpacked(mut page: Page, unpacker: &mut Unpacker) -> Result<Page> {
    let (bytes, plain) = match &mut page {
        Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => (buf, 0),
        Page::DataPageV2 { buf, is_compressed: true, def_levels_byte_len, rep_levels_byte_len, .. } => {
            (buf, u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len))
        }
        Page::DataPageV2 { .. } => return Ok(page),
    };
    let parts = usize::try_from(plain).ok().and_then(|plain| bytes.split_at_checked(plain));
    let (plain, packed) = parts.ok_or_else(|| damaged("a page that ends within its levels"))?;
    let mut unpacked = plain.to_vec();
    unpacker.unpack(packed, &mut unpacked)?;
    *bytes = unpacked.into();
    Ok(page)
}
