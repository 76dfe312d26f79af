//! `driftscope lock` and `unlock`: a shared page whose report only a password opens.
//!
//! The page does the same with the browser's own encryption, so a file that one locked, the other opens. Everything that is needed besides the
//! password stands before the encrypted bytes, and is authenticated with them; docs/formats.md describes it.

use std::io::Read;
use std::path::Path;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use driftscope_present::{Export, ExportInputs};
use driftscope_report::{LOCKED, carried_text, from_json, locked_page, unpack_json};
use sha2::Sha256;

use crate::arguments::LockArguments;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::lock_error::LockError;
use crate::output;

/// Rounds of PBKDF2 for a page that is locked here: what OWASP asks for with SHA-256.
const ROUNDS: u32 = 600_000;

/// The rounds that a page may ask for: fewer protect nothing, more are meant to keep the reader busy.
const ALLOWED_ROUNDS: std::ops::RangeInclusive<u32> = ROUNDS..=10_000_000;

const DERIVATION: &str = "pbkdf2-sha256";
const CIPHER: &str = "aes-256-gcm";

/// The bytes of salt and of the cipher's start.
const SALT: usize = 16;
const START: usize = 12;

/// Runs `lock`.
pub(crate) fn lock(arguments: &LockArguments) -> Result<(), Failure> {
    let (page, password) = (read(&arguments.page)?, password(&arguments.password_file)?);
    let place = || arguments.page.display().to_string();
    let packed = carried_text(&page).ok_or_else(|| Failure::NotShared { place: place() })?;
    if packed.starts_with(LOCKED) {
        return Err(LockError::IsLocked { place: place() }.into());
    }
    let mut random = [0; SALT + START];
    getrandom::fill(&mut random).map_err(|reason| LockError::NoRandom { reason: reason.to_string() })?;
    let locked = locked(packed, &password, &random).ok_or_else(|| Failure::NotShared { place: place() })?;
    write(arguments, &locked_page(&page, &locked).map_err(driftscope_present::ExportError::Page)?)
}

/// Runs `unlock`. What comes out is the page as it would have been saved without a password.
pub(crate) fn unlock(arguments: &LockArguments) -> Result<(), Failure> {
    let (page, password) = (read(&arguments.page)?, password(&arguments.password_file)?);
    let place = || arguments.page.display().to_string();
    let text = carried_text(&page).filter(|text| text.starts_with(LOCKED));
    let text = text.ok_or_else(|| LockError::NotLocked { place: place() })?;
    let packed = opened(text, &password).ok_or_else(|| LockError::WrongPassword { place: place() })?;
    let json = if packed.starts_with('{') { Some(packed.replace("\\u003c", "<")) } else { unpack_json(&packed) };
    let json = json.ok_or_else(|| Failure::NotShared { place: place() })?;
    let report = from_json(&json).map_err(|reason| Failure::Report { place: place(), reason })?;
    let Some(html) = Export::of_id("html") else { return Ok(()) };
    write(arguments, &(html.write)(&report, &ExportInputs { page: &page })?)
}

/// A text, encrypted.
fn locked(text: &str, password: &[u8], random: &[u8; SALT + START]) -> Option<String> {
    let (salt, start) = random.split_at(SALT);
    let [salt_words, start_words] = [salt, start].map(|bytes| URL_SAFE.encode(bytes));
    let head = format!("{LOCKED}{DERIVATION} {ROUNDS} {salt_words} {CIPHER} {start_words}");
    let payload = Payload { msg: text.as_bytes(), aad: head.as_bytes() };
    let bytes = cipher(password, salt, ROUNDS).encrypt(start.try_into().ok()?, payload).ok()?;
    Some(format!("{head} {}", URL_SAFE.encode(bytes)))
}

/// What [`locked`] encrypted; `None` if the password is wrong, or if anything was changed.
fn opened(text: &str, password: &[u8]) -> Option<String> {
    let (head, bytes) = text.rsplit_once(' ')?;
    let [_, derivation, rounds, salt, cipher_name, start] =
        <[&str; 6]>::try_from(Vec::from_iter(head.split(' '))).ok()?;
    let rounds: u32 = rounds.parse().ok().filter(|rounds| ALLOWED_ROUNDS.contains(rounds))?;
    if derivation != DERIVATION || cipher_name != CIPHER {
        return None;
    }
    let [salt, start, bytes] = [salt, start, bytes].map(|words| URL_SAFE.decode(words).ok());
    let payload = Payload { msg: &bytes?, aad: head.as_bytes() };
    let text = cipher(password, &salt?, rounds).decrypt(start?.as_slice().try_into().ok()?, payload).ok()?;
    String::from_utf8(text).ok()
}

fn cipher(password: &[u8], salt: &[u8], rounds: u32) -> Aes256Gcm {
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, rounds, &mut key);
    Aes256Gcm::new(&key.into())
}

/// The password in a file, without the end of its line.
fn password(path: &Path) -> Result<Vec<u8>, Failure> {
    let text = read(path)?;
    let password = text.trim_end_matches(['\n', '\r']);
    if password.is_empty() {
        return Err(LockError::NoPassword { path: path.to_owned() }.into());
    }
    Ok(password.as_bytes().to_vec())
}

/// A file, or standard input for `-`.
fn read(path: &Path) -> Result<String, Failure> {
    let place = path.display().to_string();
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    Ok(read.map_err(|reason| InputError::Unreadable { place, reason })?)
}

fn write(arguments: &LockArguments, page: &str) -> Result<(), Failure> {
    match &arguments.output {
        Some(path) => {
            output::check(path)?;
            Ok(output::to_file(path, &|file| file.write_all(page.as_bytes()))?)
        }
        None => Ok(output::to_standard_output(&|output| output.write_all(page.as_bytes()))?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_opens_and_any_change_is_noticed() {
        let random = [7; SALT + START];
        let text = locked("the report", b"pass word \xc3\xa9", &random).unwrap();
        assert_eq!(opened(&text, b"pass word \xc3\xa9").as_deref(), Some("the report"));
        assert_eq!(opened(&text, b"pass word e"), None);
        for (from, to) in [(" 600000 ", " 600001 "), (" 600000 ", " 1000 "), ("Bw", "Aw"), ("aes-256", "aes-128")] {
            assert_eq!(opened(&text.replacen(from, to, 1), b"pass word \xc3\xa9"), None, "{from} as {to}");
        }
        assert_eq!(opened("driftscope-locked-1 ", b"x"), None);
    }

    #[test]
    fn a_text_that_another_library_locked_opens() {
        // By tests/command/locked.py, with Python's hashlib and the package cryptography 46.
        let text = include_str!("../tests/command/locked.txt");
        assert_eq!(opened(text.trim(), "Zürich 8001".as_bytes()).as_deref(), Some("a report"));
    }
}
