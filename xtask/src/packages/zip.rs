//! Writes zip files (APPNOTE 6.3.3) whose bytes depend on nothing but the files in them: no clock, no owner, the order given.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// 1980-01-01 00:00, the first time that a zip file can hold, as date and time of MS-DOS.
const DATE: u16 = 0x0021;
const TIME: u16 = 0;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;
const DEFLATE: u16 = 8;
/// The version of the format that a reader has to know: 2.0.
const VERSION: u16 = 20;
/// Attributes are those of Unix.
const UNIX: u16 = 3 << 8;
/// A regular file, in the mode of Unix.
const REGULAR: u32 = 0o100_000;

/// A zip file that is being written.
#[derive(Debug, Default)]
pub(crate) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    files: u16,
}

impl Zip {
    /// Appends a file with the mode of Unix: `0o644`, or `0o755` for a program.
    ///
    /// # Errors
    ///
    /// If a size or the number of files is past what the format without extensions can hold: 4 GiB, 65 535.
    pub(crate) fn add(&mut self, name: &str, content: &[u8], mode: u32) -> io::Result<()> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(content)?;
        let packed = packer.finish()?;
        let mut crc = Crc::new();
        crc.update(content);
        let mut common = Vec::new();
        for word in [VERSION, FLAGS, DEFLATE, TIME, DATE] {
            common.extend(word.to_le_bytes());
        }
        for word in [crc.sum(), fit(packed.len())?, fit(content.len())?] {
            common.extend(word.to_le_bytes());
        }
        common.extend(short(name.len())?.to_le_bytes());
        // No extra field.
        common.extend([0; 2]);

        let offset: u32 = fit(self.bytes.len())?;
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&common);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend((UNIX | VERSION).to_le_bytes());
        self.directory.extend(common);
        // No comment, the first disk, no internal attributes.
        self.directory.extend([0; 6]);
        self.directory.extend(((REGULAR | mode) << 16).to_le_bytes());
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.files = self.files.checked_add(1).ok_or_else(too_large)?;
        Ok(())
    }

    /// The whole file.
    ///
    /// # Errors
    ///
    /// If it is larger than 4 GiB.
    pub(crate) fn finish(mut self) -> io::Result<Vec<u8>> {
        let (offset, length): (u32, u32) = (fit(self.bytes.len())?, fit(self.directory.len())?);
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06");
        // This disk is the first and only one.
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend([0; 2]);
        Ok(self.bytes)
    }
}

fn fit(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| too_large())
}

fn short(length: usize) -> io::Result<u16> {
    u16::try_from(length).map_err(|_| too_large())
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "too large for a zip file")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip() -> Vec<u8> {
        let mut zip = Zip::default();
        zip.add("a/tool", b"#!/bin/sh\n", 0o755).unwrap();
        zip.add("a/ö.txt", &b"text ".repeat(1000), 0o644).unwrap();
        zip.finish().unwrap()
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        assert_eq!(zip(), zip());
    }

    /// Follows the layout from its end, as readers do; that real readers agree is tried by `release --dry-run`.
    #[test]
    fn the_directory_leads_to_each_file() {
        let bytes = zip();
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let end = bytes.len() - 22;
        assert_eq!((&bytes[end..end + 4], bytes[end + 10]), (&b"PK\x05\x06"[..], 2));
        let first = number(end + 16);
        assert_eq!(number(end + 12), end - first);
        assert_eq!(&bytes[first..first + 4], b"PK\x01\x02");
        assert_eq!(number(first + 38) >> 16, 0o100_755);
        let second = first + 46 + "a/tool".len();
        let start = number(second + 42);
        assert_eq!(&bytes[start..start + 4], b"PK\x03\x04");
        assert_eq!(number(start + 22), 5000);
        let content = start + 30 + "a/ö.txt".len();
        let packed = &bytes[content..content + number(start + 18)];
        let mut text = Vec::new();
        io::Read::read_to_end(&mut flate2::read::DeflateDecoder::new(packed), &mut text).unwrap();
        assert_eq!(text, b"text ".repeat(1000));
        // By Python's zlib.crc32(b"text " * 1000).
        assert_eq!(number(start + 14), 0x804f_3192);
    }
}
