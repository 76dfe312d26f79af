//! Writes gzipped tar files (POSIX.1-1988, "ustar") whose bytes depend on nothing but the files in them.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};

/// The size of a block, to which everything is padded.
const BLOCK: usize = 512;
/// 1985-10-26 08:15 UTC, the time that npm gives to every file of a package.
const TIME: u64 = 499_162_500;

/// A tar file that is being written. All of it belongs to root.
#[derive(Debug, Default)]
pub(crate) struct Tar(Vec<u8>);

impl Tar {
    /// Appends a file with a mode of Unix.
    ///
    /// # Errors
    ///
    /// If its name has more than 100 bytes.
    pub(crate) fn add(&mut self, name: &str, content: &[u8], mode: u32) -> io::Result<()> {
        self.header(name, content.len(), mode, b'0')?;
        self.0.extend(content);
        self.0.resize(self.0.len().next_multiple_of(BLOCK), 0);
        Ok(())
    }

    /// Appends a folder, whose name ends in a slash.
    ///
    /// # Errors
    ///
    /// If its name has more than 100 bytes.
    pub(crate) fn add_folder(&mut self, name: &str) -> io::Result<()> {
        self.header(name, 0, 0o755, b'5')
    }

    /// The whole file, gzipped.
    ///
    /// # Errors
    ///
    /// None in practice; gzip writes into memory.
    pub(crate) fn finish(mut self) -> io::Result<Vec<u8>> {
        // Two empty blocks end it.
        self.0.resize(self.0.len() + 2 * BLOCK, 0);
        let mut gzip = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
        gzip.write_all(&self.0)?;
        gzip.finish()
    }

    fn header(&mut self, name: &str, size: usize, mode: u32, kind: u8) -> io::Result<()> {
        if name.len() > 100 {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{name} is too long for a tar file")));
        }
        let mut block = [0; BLOCK];
        let mut put = |at: usize, text: &[u8]| block[at..at + text.len()].copy_from_slice(text);
        put(0, name.as_bytes());
        put(100, format!("{mode:07o}").as_bytes());
        put(108, b"0000000");
        put(116, b"0000000");
        put(124, format!("{size:011o}").as_bytes());
        put(136, format!("{TIME:011o}").as_bytes());
        // The checksum counts its own field as blanks.
        put(148, b"        ");
        put(156, &[kind]);
        put(257, b"ustar\x0000");
        put(265, b"root");
        put(297, b"root");
        let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        self.0.extend(block);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_blocks_with_their_checksum_and_two_empty_ones_end_it() {
        let write = || {
            let mut tar = Tar::default();
            tar.add_folder("./usr/").unwrap();
            tar.add("./usr/tool", b"#!/bin/sh\n", 0o755).unwrap();
            tar.finish().unwrap()
        };
        assert_eq!(write(), write());
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&write()[..]), &mut bytes).unwrap();
        assert_eq!(bytes.len(), 5 * BLOCK);
        let file = &bytes[BLOCK..2 * BLOCK];
        assert_eq!(&file[..11], b"./usr/tool\0");
        assert_eq!(&file[100..107], b"0000755");
        assert_eq!(&file[124..135], b"00000000012");
        let sum: u32 = file
            .iter()
            .enumerate()
            .map(|(at, &byte)| if (148..156).contains(&at) { 32 } else { u32::from(byte) })
            .sum();
        assert_eq!(&file[148..154], format!("{sum:06o}").as_bytes());
        assert!(bytes[3 * BLOCK..].iter().all(|&byte| byte == 0));
        assert!(Tar::default().add(&"long".repeat(30), b"", 0o644).is_err());
    }
}
