//! `driftscope sign`, and the signatures that `driftscope verify` checks: Ed25519, in the files that OpenSSL reads and writes.
//!
//! A key is a PEM file (`openssl genpkey -algorithm ed25519 -out key.pem`; `openssl pkey -in key.pem -pubout -out public.pem`), a signature
//! the 64 bytes of RFC 8032 over the whole file, as `openssl pkeyutl -sign -rawin` writes it.

use std::path::{Path, PathBuf};

use driftscope_table::Fingerprint;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::arguments::SignArguments;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::output;

/// Runs the command.
pub(crate) fn run(arguments: &SignArguments) -> Result<(), Failure> {
    let path = arguments.output.clone().unwrap_or_else(|| beside(&arguments.file));
    output::check(&path)?;
    let key = SigningKey::from_pkcs8_pem(&text(&arguments.key)?).map_err(|_| bad_key(&arguments.key, "private"))?;
    let signature = key.sign(&bytes(&arguments.file)?).to_bytes();
    output::to_file(&path, &|file| file.write_all(&signature))?;
    let words = format!("Signed by {}: {}", fingerprint(&key.verifying_key()), path.display());
    Ok(output::to_standard_output(&|output| writeln!(output, "{words}"))?)
}

/// Whether a file has this signature, and by which key, in words.
pub(crate) fn check(file: &Path, signature: &Path, key: &Path) -> Result<(bool, String), Failure> {
    let key = VerifyingKey::from_public_key_pem(&text(key)?).map_err(|_| bad_key(key, "public"))?;
    let holds = Signature::from_slice(&bytes(signature)?)
        .is_ok_and(|signature| file_bytes_hold(&key, file, &signature).unwrap_or(false));
    let says = if holds { "The signature is by" } else { "The signature is not by" };
    Ok((holds, format!("{says} {}", fingerprint(&key))))
}

fn file_bytes_hold(key: &VerifyingKey, file: &Path, signature: &Signature) -> Result<bool, Failure> {
    Ok(key.verify_strict(&bytes(file)?, signature).is_ok())
}

/// The name of a signature that is given no other.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".sig");
    PathBuf::from(name)
}

/// A key for people: the SHA-256 of its public half, as `openssl pkey -pubin -outform DER | sha256sum` prints it.
fn fingerprint(key: &VerifyingKey) -> String {
    let mut sha256 = Fingerprint::new();
    key.to_public_key_der().iter().for_each(|der| sha256.feed(der.as_bytes()));
    format!("the key with SHA-256 {}", sha256.finish())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let place = path.display().to_string();
    Ok(std::fs::read(path).map_err(|reason| InputError::Unreadable { place, reason })?)
}

fn text(path: &Path) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&bytes(path)?).into_owned())
}

fn bad_key(path: &Path, half: &'static str) -> Failure {
    Failure::Key { path: path.to_owned(), half }
}
