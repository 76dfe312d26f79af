//! Unpacks gzip as it comes, and keeps what was unpacked before any damage (RFC 1952).
//!
//! A file may hold several members one after the other, as parallel compressors and `cat a.gz b.gz` make them, and zeros
//! after the last, as tapes and block devices do. One member is read by `flate2`. Its `MultiGzDecoder` could read all of
//! them, but reports padding, other bytes behind the last member and damage within one as the same error.

use std::io::Write;

use flate2::write::GzDecoder;

/// Unpacked bytes that are handed over at once: they stay in the cache until they are parsed.
const CHUNK: usize = 128 << 10;

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

/// Unpacks gzip.
#[derive(Debug)]
pub(crate) struct Gunzip {
    /// The member that is read; none between two.
    member: Option<GzDecoder<Vec<u8>>>,
    /// No member has begun.
    is_empty: bool,
    packed: u64,
    unpacked: u64,
    expansion: u64,
    damage: Option<Damage>,
}

impl Gunzip {
    /// Unpacks at most to `expansion` times the size, once past 64 MiB.
    pub(crate) fn new(expansion: u64) -> Self {
        Self { member: None, is_empty: true, packed: 0, unpacked: 0, expansion, damage: None }
    }

    /// Takes the next bytes of the file, and hands over what they unpack to.
    #[inline(never)]
    pub(crate) fn feed(&mut self, mut input: &[u8], mut sink: impl FnMut(&[u8])) {
        while let (Some(&first), None) = (input.first(), self.damage) {
            let Some(member) = &mut self.member else {
                match first {
                    0x1F => {
                        self.is_empty = false;
                        self.member = Some(GzDecoder::new(Vec::with_capacity(CHUNK)));
                    }
                    0 if !self.is_empty => {
                        self.packed += 1;
                        input = &input[1..];
                    }
                    _ if self.is_empty => self.damage = Some(Damage::Corrupt),
                    _ => self.damage = Some(Damage::Trailing),
                }
                continue;
            };
            match member.write(input) {
                // A member takes nothing behind its end.
                Ok(0) => self.end_member(&mut sink),
                Ok(length) => {
                    input = &input[length..];
                    self.packed += length as u64;
                    if member.get_ref().len() >= CHUNK {
                        self.hand_over(&mut sink);
                    }
                }
                Err(_) => {
                    // Writes out what came before the damage, and fails again.
                    let _ = member.try_finish();
                    self.damage = Some(Damage::Corrupt);
                }
            }
        }
        self.hand_over(&mut sink);
    }

    /// Ends the file: hands over what is left.
    pub(crate) fn end(&mut self, mut sink: impl FnMut(&[u8])) {
        if let (Some(member), None) = (&mut self.member, self.damage) {
            let _ = member.flush();
            self.hand_over(&mut sink);
            // A member that has ended takes no further byte.
            match self.member.as_mut().map(|member| member.write(&[0])) {
                Some(Ok(0)) => self.end_member(&mut sink),
                _ => self.damage = Some(Damage::CutOff),
            }
        }
        if self.is_empty {
            self.damage.get_or_insert(Damage::CutOff);
        }
    }

    /// What is wrong.
    pub(crate) fn damage(&self) -> Option<Damage> {
        self.damage
    }

    /// Compares the length and the checksum of a member with what was unpacked.
    fn end_member(&mut self, sink: &mut impl FnMut(&[u8])) {
        if self.member.as_mut().is_some_and(|member| member.try_finish().is_err()) {
            self.damage = Some(Damage::Corrupt);
        }
        self.hand_over(sink);
        self.member = None;
    }

    fn hand_over(&mut self, sink: &mut impl FnMut(&[u8])) {
        let Some(unpacked) = self.member.as_mut().map(GzDecoder::get_mut) else { return };
        self.unpacked += unpacked.len() as u64;
        sink(unpacked);
        unpacked.clear();
        if self.unpacked > FREE && self.unpacked / self.expansion.max(1) > self.packed {
            self.damage.get_or_insert(Damage::Bomb);
        }
    }
}

#[cfg(test)]
mod tests {
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
        gunzip.end(|bytes| out.extend_from_slice(bytes));
        (out, gunzip.damage())
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

        assert_eq!(unpack(&[], 1), (Vec::new(), Some(Damage::CutOff)));
        assert_eq!(unpack(&[0], 1), (Vec::new(), Some(Damage::Corrupt)));
        for end in [packed.len() - 1, packed.len() - 8, packed.len() - 9] {
            assert_eq!(unpack(&packed[..end], 4096).1, Some(Damage::CutOff), "{end}");
        }

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
        assert_eq!(gunzip.damage(), Some(Damage::Bomb));
        assert!(length <= FREE + CHUNK as u64 * 2, "{length}");
    }
}
