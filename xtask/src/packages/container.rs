//! The container file: the command on a small Debian, for a person without any rights in it.

use xtask::Failure;

use super::{Package, REPOSITORY, VERSION, newest_glibc};
use crate::release;

/// The name of the file, which `docker build` and `podman build` look for in a folder.
pub(crate) const NAME: &str = "Dockerfile";

/// The system below the command: Debian 13.
const BASE: &str = "debian:13-slim";

/// The second number of the glibc of [`BASE`].
const GLIBC: u32 = 41;

/// Makes the file for a command; nothing if it is for another system than the container's.
///
/// # Errors
///
/// If the command needs a newer glibc than the container has.
pub(super) fn of(command: &[u8], target: &str) -> Result<Option<Package>, Failure> {
    if !target.ends_with("unknown-linux-gnu") {
        return Ok(None);
    }
    let needed = newest_glibc(command);
    if needed > GLIBC {
        let problem = format!("the command needs glibc 2.{needed}, and {BASE}, which {NAME} builds on, has 2.{GLIBC}");
        return Err(Failure::Release { problem });
    }
    let file = release::command_name(target);
    let text = format!(
        "# The command of Driftscope {VERSION}. Beside the files of the release:\n\
         #   docker build --tag driftscope .\n\
         #   docker run --rm --volume \"$PWD:/data:ro\" driftscope compare reference.jsonl production.jsonl\n\
         FROM {BASE}\n\
         LABEL org.opencontainers.image.title=\"driftscope\" \\\n      \
               org.opencontainers.image.version=\"{VERSION}\" \\\n      \
               org.opencontainers.image.source=\"{REPOSITORY}\" \\\n      \
               org.opencontainers.image.licenses=\"MIT OR Apache-2.0\"\n\
         COPY --chmod=755 {file} /usr/local/bin/driftscope\n\
         COPY --chmod=644 licences.txt /usr/share/doc/driftscope/licences.txt\n\
         # Nobody's number: the command needs no right but to read what is mounted here.\n\
         USER 65532:65532\n\
         WORKDIR /data\n\
         ENTRYPOINT [\"/usr/local/bin/driftscope\"]\n\
         CMD [\"--help\"]\n"
    );
    Ok(Some(Package { name: NAME.to_owned(), bytes: text.into_bytes() }))
}

/// The files that a container file copies.
pub(crate) fn copied(text: &str) -> Vec<&str> {
    let words = text.lines().filter_map(|line| line.strip_prefix("COPY ")).flat_map(|rest| {
        let words: Vec<&str> = rest.split_whitespace().filter(|word| !word.starts_with("--")).collect();
        words.split_last().map(|(_, sources)| sources.to_vec()).unwrap_or_default()
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_copies_the_command_of_its_system_and_runs_it_as_nobody() {
        let file = |command: &[u8], target| {
            of(command, target).map(|file| file.map(|file| String::from_utf8(file.bytes).unwrap()))
        };
        let text = file(b"GLIBC_2.34", "x86_64-unknown-linux-gnu").unwrap().unwrap();
        let command = format!("driftscope-{VERSION}-x86_64-unknown-linux-gnu");
        assert_eq!(copied(&text), [command.as_str(), "licences.txt"]);
        for line in ["USER 65532:65532", "ENTRYPOINT [\"/usr/local/bin/driftscope\"]", "FROM debian:13-slim"] {
            assert!(text.lines().any(|other| other == line), "{line} is not in {text}");
        }
        assert!(file(b"GLIBC_2.34", "aarch64-apple-darwin").unwrap().is_none());
        assert!(file(b"GLIBC_2.99", "x86_64-unknown-linux-gnu").is_err());
    }
}
