//! The Debian package: an ar file with a version, the description and the files (deb(5)), whose bytes follow from its files alone.

use std::io;

use xtask::{Failure, workspace};

use super::tar::Tar;
use super::{DESCRIPTION, Package, REPOSITORY, VERSION, newest_glibc};

/// 1985-10-26, as in [`super::tar`].
const TIME: &str = "499162500";

/// Makes the package of a command for a target; nothing if Debian does not run there.
pub(super) fn of(command: &[u8], target: &str) -> Result<Option<Package>, Failure> {
    let architecture = match target {
        "x86_64-unknown-linux-gnu" => "amd64",
        "aarch64-unknown-linux-gnu" => "arm64",
        _ => return Ok(None),
    };
    let name = format!("driftscope_{VERSION}_{architecture}.deb");
    let licences = [workspace::read("LICENSE-MIT")?, workspace::read("LICENSE-APACHE")?].join("\n\n");
    let control = format!(
        "Package: driftscope\nVersion: {VERSION}\nArchitecture: {architecture}\nMaintainer: the developers of Driftscope\n\
         Installed-Size: {}\nDepends: libc6 (>= 2.{}), libgcc-s1\nSection: science\nPriority: optional\n\
         Homepage: {REPOSITORY}\nDescription: {DESCRIPTION}\n",
        (command.len() + licences.len()).div_ceil(1024),
        newest_glibc(command)
    );
    let failed = |reason| Failure::File { doing: "write", path: name.clone().into(), reason };
    let bytes = archive(command, &licences, &control).map_err(failed)?;
    Ok(Some(Package { name, bytes }))
}

fn archive(command: &[u8], licences: &str, control: &str) -> io::Result<Vec<u8>> {
    let mut described = Tar::default();
    described.add_folder("./")?;
    described.add("./control", control.as_bytes(), 0o644)?;
    let mut files = Tar::default();
    for folder in ["./", "./usr/", "./usr/bin/", "./usr/share/", "./usr/share/doc/", "./usr/share/doc/driftscope/"] {
        files.add_folder(folder)?;
    }
    files.add("./usr/bin/driftscope", command, 0o755)?;
    files.add("./usr/share/doc/driftscope/copyright", licences.as_bytes(), 0o644)?;
    let mut bytes = b"!<arch>\n".to_vec();
    member(&mut bytes, "debian-binary", b"2.0\n");
    member(&mut bytes, "control.tar.gz", &described.finish()?);
    member(&mut bytes, "data.tar.gz", &files.finish()?);
    Ok(bytes)
}

/// Appends a member of an ar file. Members begin at even places.
fn member(bytes: &mut Vec<u8>, name: &str, content: &[u8]) {
    let header = format!("{name:<16}{TIME:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, "100644", content.len());
    bytes.extend(header.as_bytes());
    bytes.extend(content);
    if content.len() % 2 == 1 {
        bytes.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_members_are_those_that_dpkg_asks_for_in_their_order() {
        let make = || of(b"program", "x86_64-unknown-linux-gnu").unwrap().unwrap();
        let package = make();
        assert_eq!(package.name, format!("driftscope_{VERSION}_amd64.deb"));
        assert_eq!(package.bytes, make().bytes);
        let (mut at, mut names) = (8, Vec::new());
        while at < package.bytes.len() {
            let header = std::str::from_utf8(&package.bytes[at..at + 60]).unwrap();
            assert!(header.ends_with("`\n"), "{header}");
            names.push(header[..16].trim_end().to_owned());
            at += 60 + header[48..58].trim_end().parse::<usize>().unwrap().next_multiple_of(2);
        }
        assert_eq!(names, ["debian-binary", "control.tar.gz", "data.tar.gz"]);
        assert!(of(b"program", "aarch64-apple-darwin").unwrap().is_none());
    }
}
