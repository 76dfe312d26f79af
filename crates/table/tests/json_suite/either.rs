//! What a reader of JSON may take or leave: the cases whose names begin with `i_`, each an array of one value.

use driftscope_report::WarningCode::{self, InvalidUtf8, LoneSurrogate};

use super::Meaning::{self, Digits, Number, Text};

/// Name, bytes, what the value is read as, and the warning about it.
///
/// - Numbers past the largest double are infinite, and those below the smallest are zero.
/// - Integers that no double holds exactly keep their digits.
/// - Half of a surrogate pair, and each longest part of a sequence that is no UTF-8, become U+FFFD, with a warning.
pub(super) const EITHER: &[(&str, &[u8], Meaning, Option<WarningCode>)] = &[
    ("i_number_double_huge_neg_exp", b"[123.456e-789]", Number(0.0), None),
    ("i_number_huge_exp", b"[0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999969999999006]", Number(f64::INFINITY), None),
    ("i_number_neg_int_huge_exp", b"[-1e+9999]", Number(f64::NEG_INFINITY), None),
    ("i_number_pos_double_huge_exp", b"[1.5e+9999]", Number(f64::INFINITY), None),
    ("i_number_real_neg_overflow", b"[-123123e100000]", Number(f64::NEG_INFINITY), None),
    ("i_number_real_pos_overflow", b"[123123e100000]", Number(f64::INFINITY), None),
    ("i_number_real_underflow", b"[123e-10000000]", Number(0.0), None),
    ("i_number_too_big_neg_int", b"[-123123123123123123123123123123]", Digits("-123123123123123123123123123123"), None),
    ("i_number_too_big_pos_int", b"[100000000000000000000]", Number(1e20), None),
    ("i_number_very_big_negative_int", b"[-237462374673276894279832749832423479823246327846]", Digits("-237462374673276894279832749832423479823246327846"), None),
    ("i_string_1st_surrogate_but_2nd_missing", br#"["\uDADA"]"#, Text("\u{FFFD}"), Some(LoneSurrogate)),
    ("i_string_1st_valid_surrogate_2nd_invalid", br#"["\uD888\u1234"]"#, Text("\u{FFFD}\u{1234}"), Some(LoneSurrogate)),
    ("i_string_UTF-8_invalid_sequence", b"[\"\xE6\x97\xA5\xD1\x88\xFA\"]", Text("日шú"), Some(InvalidUtf8)),
    ("i_string_UTF8_surrogate_U+D800", b"[\"\xED\xA0\x80\"]", Text("í\u{A0}€"), Some(InvalidUtf8)),
    ("i_string_incomplete_surrogate_and_escape_valid", br#"["\uD800\n"]"#, Text("\u{FFFD}\n"), Some(LoneSurrogate)),
    ("i_string_incomplete_surrogate_pair", br#"["\uDd1ea"]"#, Text("\u{FFFD}a"), Some(LoneSurrogate)),
    ("i_string_incomplete_surrogates_escape_valid", br#"["\uD800\uD800\n"]"#, Text("\u{FFFD}\u{FFFD}\n"), Some(LoneSurrogate)),
    ("i_string_invalid_lonely_surrogate", br#"["\ud800"]"#, Text("\u{FFFD}"), Some(LoneSurrogate)),
    ("i_string_invalid_surrogate", br#"["\ud800abc"]"#, Text("\u{FFFD}abc"), Some(LoneSurrogate)),
    ("i_string_invalid_utf-8", b"[\"\xFF\"]", Text("ÿ"), Some(InvalidUtf8)),
    ("i_string_inverted_surrogates_U+1D11E", br#"["\uDd1e\uD834"]"#, Text("\u{FFFD}\u{FFFD}"), Some(LoneSurrogate)),
    ("i_string_iso_latin_1", b"[\"\xE9\"]", Text("é"), Some(InvalidUtf8)),
    ("i_string_lone_second_surrogate", br#"["\uDFAA"]"#, Text("\u{FFFD}"), Some(LoneSurrogate)),
    ("i_string_lone_utf8_continuation_byte", b"[\"\x81\"]", Text("\u{FFFD}"), Some(InvalidUtf8)),
    ("i_string_not_in_unicode_range", b"[\"\xF4\xBF\xBF\xBF\"]", Text("ô¿¿¿"), Some(InvalidUtf8)),
    ("i_string_overlong_sequence_2_bytes", b"[\"\xC0\xAF\"]", Text("À¯"), Some(InvalidUtf8)),
    ("i_string_overlong_sequence_6_bytes", b"[\"\xFC\x83\xBF\xBF\xBF\xBF\"]", Text("üƒ¿¿¿¿"), Some(InvalidUtf8)),
    ("i_string_overlong_sequence_6_bytes_null", b"[\"\xFC\x80\x80\x80\x80\x80\"]", Text("ü€€€€€"), Some(InvalidUtf8)),
    ("i_string_truncated-utf-8", b"[\"\xE0\xFF\"]", Text("àÿ"), Some(InvalidUtf8)),
];
