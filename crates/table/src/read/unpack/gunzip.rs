//! Unpacks gzip as it comes, and keeps what was unpacked before any damage (RFC 1952).
//!
//! A file may hold several members one after the other, as parallel compressors and `cat a.gz b.gz` make them, and
//! zeros after the last, as tapes and block devices do.

use flate2::{Crc, Decompress, FlushDecompress, Status};

/// Bytes unpacked at once: they stay in the cache until they are parsed.
const PIECE: usize = 128 << 10;

/// Bytes that may be unpacked before the ratio counts.
const FREE: u64 = 64 << 20;

/// What is wrong with a gzip stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// It ends before a member does.
    CutOff,
    /// The data is not what the format allows, or the checksum does not fit.
    Corrupt,
    /// After the last member there is something else.
    Trailing,
    /// It unpacks to more than the limit.
    Bomb,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A byte of the ten that every member begins with.
    Fixed(usize),
    /// The two bytes of the length of the extra field; the length so far.
    ExtraLength(usize, usize),
    /// So many bytes of the extra field are left.
    Extra(usize),
    /// The name, up to a zero.
    Name,
    /// The comment, up to a zero.
    Comment,
    /// So many bytes of the header's checksum are left.
    HeaderChecksum(usize),
    /// Compressed data.
    Body,
    /// A byte of the checksum and the length.
    Trailer(usize),
    /// After a member.
    Between,
    /// Nothing more is read.
    Stopped,
}

const HAS_CHECKSUM: u8 = 2;
const HAS_EXTRA: u8 = 4;
const HAS_NAME: u8 = 8;
const HAS_COMMENT: u8 = 16;
const RESERVED: u8 = 0xE0;

/// Unpacks gzip.
#[derive(Debug)]
pub(crate) struct Gunzip {
    part: Part,
    flags: u8,
    trailer: [u8; 8],
    inflate: Decompress,
    checksum: Crc,
    piece: Vec<u8>,
    packed: u64,
    unpacked: u64,
    expansion: u64,
    damage: Option<Damage>,
}

impl Gunzip {
    /// Unpacks at most to `expansion` times the size, once past 64 MiB.
    pub(crate) fn new(expansion: u64) -> Self {
        Self {
            part: Part::Fixed(0),
            flags: 0,
            trailer: [0; 8],
            inflate: Decompress::new(false),
            checksum: Crc::new(),
            piece: vec![0; PIECE],
            packed: 0,
            unpacked: 0,
            expansion,
            damage: None,
        }
    }

    /// Takes the next bytes of the file and hands over what they unpack to.
    #[inline(never)]
    pub(crate) fn feed(&mut self, mut input: &[u8], mut sink: impl FnMut(&[u8])) {
        while self.part != Part::Stopped {
            if self.part == Part::Body {
                input = &input[self.inflate(input, &mut sink)..];
                if input.is_empty() && self.part == Part::Body {
                    return;
                }
            } else {
                let Some((&byte, rest)) = input.split_first() else { return };
                self.packed += 1;
                self.part = self.step(byte);
                input = rest;
            }
        }
    }

    /// What is wrong, once all bytes were fed.
    pub(crate) fn finish(&self) -> Option<Damage> {
        self.damage.or((!matches!(self.part, Part::Between | Part::Stopped)).then_some(Damage::CutOff))
    }

    /// Unpacks all of the input that belongs to the body, and gives how much that is.
    fn inflate(&mut self, input: &[u8], sink: &mut impl FnMut(&[u8])) -> usize {
        let mut taken = 0;
        loop {
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(&input[taken..], &mut self.piece, FlushDecompress::None);
            let read = (self.inflate.total_in() - read) as usize;
            let written = (self.inflate.total_out() - written) as usize;
            taken += read;
            self.packed += read as u64;
            self.unpacked += written as u64;
            let output = &self.piece[..written.min(PIECE)];
            self.checksum.update(output);
            if !output.is_empty() {
                sink(output);
            }
            match status {
                Ok(Status::StreamEnd) => {
                    self.part = Part::Trailer(0);
                    return taken;
                }
                Ok(_) if self.unpacked > FREE && self.unpacked / self.expansion.max(1) > self.packed => {
                    self.part = self.stop(Damage::Bomb);
                    return taken;
                }
                // All that the input gives is out once the piece was not filled.
                Ok(_) if taken >= input.len() && written < PIECE => return taken,
                Ok(_) if read == 0 && written == 0 => return taken.max(input.len()),
                Ok(_) => {}
                Err(_) => {
                    self.part = self.stop(Damage::Corrupt);
                    return taken;
                }
            }
        }
    }

    fn step(&mut self, byte: u8) -> Part {
        match self.part {
            Part::Fixed(at) => match (at, byte) {
                (0, 0x1F) | (1, 0x8B) | (2, 8) | (4..=8, _) => Part::Fixed(at + 1),
                (3, flags) if flags & RESERVED == 0 => {
                    self.flags = flags;
                    Part::Fixed(4)
                }
                (9, _) => self.after_fixed(),
                _ => self.stop(Damage::Corrupt),
            },
            Part::ExtraLength(0, _) => Part::ExtraLength(1, usize::from(byte)),
            Part::ExtraLength(_, low) => match low | usize::from(byte) << 8 {
                0 => self.after_extra(),
                length => Part::Extra(length),
            },
            Part::Extra(1) => self.after_extra(),
            Part::Extra(left) => Part::Extra(left - 1),
            Part::Name if byte == 0 => self.after_name(),
            Part::Comment if byte == 0 => self.after_comment(),
            Part::HeaderChecksum(1) => self.begin_body(),
            Part::HeaderChecksum(left) => Part::HeaderChecksum(left - 1),
            Part::Trailer(at) => {
                self.trailer[at] = byte;
                if at < 7 { Part::Trailer(at + 1) } else { self.end_member() }
            }
            Part::Between => match byte {
                0x1F => Part::Fixed(1),
                0 => Part::Between,
                _ => self.stop(Damage::Trailing),
            },
            part @ (Part::Name | Part::Comment | Part::Body | Part::Stopped) => part,
        }
    }

    fn after_fixed(&mut self) -> Part {
        if self.flags & HAS_EXTRA != 0 { Part::ExtraLength(0, 0) } else { self.after_extra() }
    }

    fn after_extra(&mut self) -> Part {
        if self.flags & HAS_NAME != 0 { Part::Name } else { self.after_name() }
    }

    fn after_name(&mut self) -> Part {
        if self.flags & HAS_COMMENT != 0 { Part::Comment } else { self.after_comment() }
    }

    fn after_comment(&mut self) -> Part {
        if self.flags & HAS_CHECKSUM != 0 { Part::HeaderChecksum(2) } else { self.begin_body() }
    }

    fn begin_body(&mut self) -> Part {
        self.inflate.reset(false);
        self.checksum.reset();
        Part::Body
    }

    fn end_member(&mut self) -> Part {
        let [a, b, c, d, e, f, g, h] = self.trailer;
        let fits = u32::from_le_bytes([a, b, c, d]) == self.checksum.sum()
            && u32::from_le_bytes([e, f, g, h]) == self.checksum.amount();
        if fits { Part::Between } else { self.stop(Damage::Corrupt) }
    }

    fn stop(&mut self, damage: Damage) -> Part {
        self.damage = Some(damage);
        Part::Stopped
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, GzBuilder, write::GzEncoder};

    use super::*;

    fn pack(data: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn text(length: usize) -> Vec<u8> {
        (0..length as u64).map(|at| b"abcdefgh \n"[(at * at / 7 % 10) as usize]).collect()
    }

    fn unpack(packed: &[u8], piece: usize) -> (Vec<u8>, Option<Damage>) {
        let mut gunzip = Gunzip::new(1_100);
        let mut out = Vec::new();
        packed.chunks(piece).for_each(|piece| gunzip.feed(piece, |bytes| out.extend_from_slice(bytes)));
        (out, gunzip.finish())
    }

    #[test]
    fn members_are_taken_together() {
        let (first, second) = (text(300_000), text(5));
        let mut packed = pack(&first);
        packed.extend(pack(b""));
        packed.extend(pack(&second));
        packed.extend([0; 20]);
        for piece in [1, 7, 1000, packed.len()] {
            assert_eq!(unpack(&packed, piece), ([first.clone(), second.clone()].concat(), None), "{piece}");
        }
    }

    #[test]
    fn all_parts_of_a_header_are_skipped() {
        let mut encoder = GzBuilder::new()
            .filename("a.json")
            .comment("why")
            .extra(vec![7; 300])
            .write(Vec::new(), Compression::fast());
        encoder.write_all(b"[]").unwrap();
        let packed = encoder.finish().unwrap();
        for piece in [1, packed.len()] {
            assert_eq!(unpack(&packed, piece), (b"[]".to_vec(), None));
        }
    }

    #[test]
    fn what_came_before_the_damage_is_kept() {
        let data = text(500_000);
        let packed = pack(&data);
        let cut = &packed[..packed.len() / 2];
        let (kept, damage) = unpack(cut, 4096);
        assert_eq!(damage, Some(Damage::CutOff));
        assert!(kept.len() > 100_000 && data.starts_with(&kept));
        assert_eq!(unpack(cut, 1).0, kept);

        let mut broken = packed.clone();
        let at = broken.len() - 3;
        broken[at] ^= 1;
        assert_eq!(unpack(&broken, 4096), (data.clone(), Some(Damage::Corrupt)));

        let mut followed = packed.clone();
        followed.extend(b"rest");
        assert_eq!(unpack(&followed, 4096), (data, Some(Damage::Trailing)));
    }

    #[test]
    fn damage_gives_the_same_in_pieces_of_any_size() {
        let packed = pack(&text(20_000));
        for at in 10..packed.len().min(400) {
            let mut broken = packed.clone();
            broken[at] ^= 0x15;
            let whole = unpack(&broken, broken.len());
            assert_eq!(unpack(&broken, 1), whole, "{at}");
            assert_eq!(unpack(&broken, 13), whole, "{at}");
        }
    }

    #[test]
    fn a_bomb_is_stopped() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..100 {
            encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let packed = encoder.finish().unwrap();
        let mut gunzip = Gunzip::new(100);
        let mut length = 0;
        gunzip.feed(&packed, |bytes| length += bytes.len() as u64);
        assert_eq!(gunzip.finish(), Some(Damage::Bomb));
        assert!(length <= FREE + PIECE as u64 * 2, "{length}");
    }
}
