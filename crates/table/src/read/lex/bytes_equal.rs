//! Compares two short byte strings without a call: in WebAssembly `memcmp` goes byte by
//! byte.

/// Whether the two are the same.
#[inline]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    if let (Some(one_end), Some(other_end)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        let (mut one, mut other) = (one, other);
        while let (Some((one_word, one_rest)), Some((other_word, other_rest))) =
            (one.split_first_chunk::<8>(), other.split_first_chunk::<8>())
        {
            if one_word != other_word {
                return false;
            }
            (one, other) = (one_rest, other_rest);
        }
        return one_end == other_end;
    }
    if let (Some(one_start), Some(one_end), Some(other_start), Some(other_end)) =
        (one.first_chunk::<4>(), one.last_chunk::<4>(), other.first_chunk::<4>(), other.last_chunk::<4>())
    {
        return one_start == other_start && one_end == other_end;
    }
    one.iter().zip(other).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn every_byte_counts() {
        for length in 0..40 {
            let one = vec![b'a'; length];
            assert!(same(&one, &one.clone()));
            assert!(!same(&one, &vec![b'a'; length + 1]));
            for at in 0..length {
                let mut other = one.clone();
                other[at] = b'b';
                assert!(!same(&one, &other), "{length} {at}");
            }
        }
    }
}
