//! Which packed page a report was made by: the page's SHA-256, and the Rust that compiled it.
//!
//! A page cannot hold its own hash. It computes it from its own text: the text without its report, which is the file that
//! `cargo xtask dist` wrote, so this is the SHA-256 that is published beside it. Saved pages of one build all have this one hash.
//! A page that was changed on purpose can show any hash: `driftscope verify --self` and `sha256sum` check it from outside.

use sha2::{Digest, Sha256};

use crate::Build;
use crate::build::hexadecimal;
use crate::shared_page::{NO_SUMMARY, shared_page_parts};

/// What stands before the page's version in its text, and before the Rust behind it.
const VERSION: &str = r#"<meta name="generator" content=""#;
const RUST: &str = ", Rust ";

impl Build {
    /// The build of a page, shared or not. `None` if the text is not a packed page.
    pub fn of(page: &str) -> Option<Self> {
        let [before, between, after] = shared_page_parts(page)?;
        let mut sha256 = Sha256::new();
        [before, NO_SUMMARY, between, after].into_iter().for_each(|part| sha256.update(part));
        let version = before.split_once(VERSION).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
        let rust = version.split_once(RUST).map_or("", |(_, rust)| rust);
        Some(Self { page: hexadecimal(&sha256.finalize()), rust: rust.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Report, shared_page};

    #[test]
    fn every_page_of_a_build_has_the_hash_of_the_packed_page() {
        let template = include_str!("../../../index.html").replace("{{version}}", "9.9.9, Rust 1.2.3");
        let build = Build::of(&template).unwrap();
        assert_eq!(build.rust, "1.2.3");
        assert_eq!(build.page, hexadecimal(&Sha256::digest(&template)));
        let shared = shared_page(&template, &Report::default(), "<p>summary</p>").unwrap();
        assert_eq!(Build::of(&shared), Some(build.clone()));
        assert_ne!(Build::of(&template.replace("Driftscope", "driftscope")).unwrap().page, build.page);
        assert_eq!(Build::of("<p>"), None);
    }
}
