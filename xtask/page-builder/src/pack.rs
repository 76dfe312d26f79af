//! Packs the page into one file that opens by double-click.
//!
//! Scripts and styles stand in the file and are named by their hashes in the content policy, which forbids all else.
//! The module is data to the browser, LZMA in base 85, and a worker unpacks it for the boot script. The text is written the way a
//! browser writes it back, so a shared page that the page saves is this file, byte for byte, but for the report.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use lzma_rust2::{LzmaOptions, LzmaWriter};
use sha2::{Digest, Sha256};

use crate::base85;
use crate::bind::Bound;
use crate::error::PackError;

/// What goes into a page.
#[derive(Clone, Debug)]
pub(crate) struct Parts<'a> {
    /// The page with a `{{name}}` for each part.
    pub template: &'a str,
    /// The module and its script.
    pub bound: &'a Bound,
    /// The module for Parquet files.
    pub parquet: &'a [u8],
    /// The styles.
    pub style: &'a str,
    /// The script that sets the theme before the first paint.
    pub theme: &'a str,
    /// The script that unpacks and starts the module.
    pub boot: &'a str,
    /// The script that a worker runs after the module's own.
    pub worker: &'a str,
    /// The icon, an SVG.
    pub icon: &'a str,
    /// The methods, as HTML.
    pub methods: &'a str,
    /// The script of the worker that unpacks.
    pub unpack: &'a str,
    /// The demo's reference and production files.
    pub demo: [&'a [u8]; 2],
    /// The version that the page names itself.
    pub version: &'a str,
}

/// The page's text.
pub(crate) fn pack(parts: &Parts<'_>) -> Result<String, PackError> {
    let glue = without_indents(&without_doc_comments(&parts.bound.glue));
    let [theme, boot, unpack, worker, style] =
        [parts.theme, parts.boot, parts.unpack, parts.worker, parts.style].map(without_indents);
    for (what, text) in
        [("the module's script", &glue), ("theme.js", &theme), ("boot.js", &boot), ("worker.js", &worker)]
    {
        refuse_script_end(what, text)?;
    }
    if style.contains("</") {
        return Err(PackError::Page { problem: "the styles hold \"</\", which would end them".to_owned() });
    }
    let policy = policy(&[&theme, &glue, &boot], &style);
    let wasm = packed(&parts.bound.wasm)?;
    let [reference, production] = parts.demo;
    let demo = [packed(reference)?, packed(production)?];
    fill(
        parts.template,
        &[
            ("policy", &policy),
            ("version", parts.version),
            ("icon", &data_uri(parts.icon)),
            ("style", &style),
            ("theme", &theme),
            ("glue", &glue),
            ("unpack", &unpack),
            ("worker", &worker),
            ("wasm", &wasm),
            ("demo-reference", &demo[0]),
            ("demo-production", &demo[1]),
            ("parquet", &packed(parts.parquet)?),
            ("methods", &packed(parts.methods.as_bytes())?),
            ("boot", &boot),
        ],
    )
}

/// A script or styles without what only indents them, which would be three letters for each blank in an address of the page. Texts that span
/// lines would lose their indents, too; the packed scripts have none.
fn without_indents(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold("\n".to_owned(), |all, line| all + line + "\n")
}

/// The module's script without the comments that wasm-bindgen writes for editors.
fn without_doc_comments(glue: &str) -> String {
    let mut is_within = false;
    let mut kept = String::with_capacity(glue.len());
    for line in glue.lines() {
        let trimmed = line.trim();
        is_within |= trimmed.starts_with("/**");
        if !is_within {
            kept.push_str(line);
            kept.push('\n');
        }
        is_within &= !trimmed.ends_with("*/");
    }
    kept
}

/// Compresses the way a server does, quickly. The bytes are the same at any time and on any computer.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>, PackError> {
    // No time, no name, and 255 for "unknown system".
    let mut encoder = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    encoder.write_all(bytes).map_err(gzip_failed)?;
    encoder.finish().map_err(gzip_failed)
}

/// The bytes that gzip packed.
pub(crate) fn gunzip(packed: &[u8]) -> Result<Vec<u8>, PackError> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes).map_err(gzip_failed)?;
    Ok(bytes)
}

/// As text that the page's own script unpacks.
fn packed(bytes: &[u8]) -> Result<String, PackError> {
    Ok(base85::encode(&lzma(bytes)?))
}

/// Compresses as far as LZMA goes, in seconds: once here, for every time the page is kept or sent.
fn lzma(bytes: &[u8]) -> Result<Vec<u8>, PackError> {
    let mut options = LzmaOptions::with_preset(9);
    // A window of the whole. Instructions are of any length, so where one lies tells nothing.
    options.dict_size = (bytes.len() as u32).next_power_of_two().max(1 << 12);
    options.pb = 0;
    options.nice_len = LzmaOptions::NICE_LEN_MAX;
    let failed = |error| PackError::Page { problem: format!("LZMA failed: {error}") };
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64)).map_err(failed)?;
    writer.write_all(bytes).map_err(failed)?;
    writer.finish().map_err(failed)
}

fn gzip_failed(error: std::io::Error) -> PackError {
    PackError::Page { problem: format!("gzip failed: {error}") }
}

/// The content policy: nothing but what stands in the page, and no way out to a network.
fn policy(scripts: &[&str], style: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let scripts: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; worker-src blob:; style-src {}; img-src data: blob:; \
         base-uri 'none'; form-action 'none'",
        scripts.join(" "),
        hash(style)
    )
}

/// Fails if a text would end the script element around it, or begin a comment in it.
fn refuse_script_end(what: &str, text: &str) -> Result<(), PackError> {
    let lower = text.to_ascii_lowercase();
    match ["</script", "<script", "<!--"].into_iter().find(|bad| lower.contains(bad)) {
        Some(bad) => {
            Err(PackError::Page { problem: format!("{what} holds \"{bad}\", which a page's script must not") })
        }
        None => Ok(()),
    }
}

/// Replaces every `{{name}}` of the template once, and fails on a name that is unknown, missing or used twice.
fn fill(template: &str, parts: &[(&str, &str)]) -> Result<String, PackError> {
    let wrong = |problem: String| PackError::Page { problem: format!("index.html {problem}") };
    let mut page = String::with_capacity(template.len() + parts.iter().map(|(_, text)| text.len()).sum::<usize>());
    let mut left: Vec<_> = parts.to_vec();
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let end = rest[start..].find("}}").ok_or_else(|| wrong("has a \"{{\" without its \"}}\"".to_owned()))? + start;
        let name = &rest[start + 2..end];
        let place = left.iter().position(|(part, _)| *part == name);
        let place = place.ok_or_else(|| wrong(format!("asks for \"{name}\", which is no part or was there before")))?;
        page.push_str(&rest[..start]);
        page.push_str(left.remove(place).1);
        rest = &rest[end + 2..];
    }
    page.push_str(rest);
    match left.first() {
        None => Ok(page),
        Some((name, _)) => Err(wrong(format!("has no place for \"{name}\""))),
    }
}

/// An SVG as an address. Only letters that mean the same in every attribute stay as they are.
fn data_uri(svg: &str) -> String {
    let mut uri = "data:image/svg+xml,".to_owned();
    for byte in svg.trim().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' | b':' | b'=' | b',' | b'(' | b')' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(bound: &'a Bound, template: &'a str) -> Parts<'a> {
        let demo: [&[u8]; 2] = [b"one", b"two"];
        Parts {
            template,
            bound,
            parquet: b"\0asm",
            style: "p{}",
            theme: "1",
            boot: "let text = '{{policy}}';",
            unpack: "4",
            worker: "3",
            icon: "<svg/>",
            methods: "<p>",
            demo,
            version: "9",
        }
    }

    #[test]
    fn indents_and_comments_for_editors_are_left_out() {
        let glue = "/**\n * @param {number} a\n */\nfunction f(a) {\n    // kept\n    return a /** b */;\n}\n/** one line */\nf(1);\n";
        let text = without_indents(&without_doc_comments(glue));
        assert_eq!(text, "\nfunction f(a) {\n// kept\nreturn a /** b */;\n}\nf(1);\n");
    }

    /// Every part, with tabs between them, which no part holds.
    const ALL: &str = "{{policy}}\t{{version}}\t{{icon}}\t{{style}}\t{{theme}}\t{{glue}}\t{{unpack}}\t{{worker}}\t{{wasm}}\t\
                       {{demo-reference}}\t{{demo-production}}\t{{parquet}}\t{{methods}}\t{{boot}}";

    #[test]
    fn every_part_is_there_once_and_the_policy_names_its_hash() {
        let bound = Bound { glue: "let a;".to_owned(), wasm: b"\0asm".to_vec(), imports: Vec::new() };
        let page = pack(&parts(&bound, ALL)).unwrap();
        let fields: Vec<&str> = page.split('\t').collect();
        // From: printf '\nlet a;\n' | openssl dgst -sha256 -binary | base64
        assert!(fields[0].contains("'sha256-mVUM17+Pgbr9k4nIeoTtZL1k7gaurHNmkpipEynFfgk='"), "{}", fields[0]);
        assert_eq!(fields[2], "data:image/svg+xml,%3Csvg/%3E");
        assert_eq!(fields[13], "\nlet text = '{{policy}}';\n", "a part is not searched for placeholders");
        assert_eq!(pack(&parts(&bound, ALL)).unwrap(), page);
        assert!(pack(&parts(&bound, "{{policy}}")).is_err());
        assert!(pack(&parts(&bound, &format!("{ALL}{{{{style}}}}"))).is_err());
    }

    #[test]
    fn a_script_that_would_end_its_element_is_refused() {
        for glue in ["a('</SCRIPT>')", "a('<!--')"] {
            let bound = Bound { glue: glue.to_owned(), wasm: Vec::new(), imports: Vec::new() };
            assert!(pack(&parts(&bound, ALL)).is_err(), "{glue}");
        }
    }

    #[test]
    fn gzip_knows_no_time_and_gives_the_bytes_back() {
        let text = "the same bytes, ".repeat(100);
        let packed = gzip(text.as_bytes()).unwrap();
        assert_eq!(packed[..8], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
        let mut unpacked = String::new();
        GzDecoder::new(packed.as_slice()).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }

    #[test]
    fn lzma_gives_the_bytes_back_and_is_smaller() {
        let text: String = (0..20_000).map(|number| format!("{} ", number * 7919 % 1009)).collect();
        let packed = lzma(text.as_bytes()).unwrap();
        assert!(packed.len() < gzip(text.as_bytes()).unwrap().len());
        assert_eq!(packed, lzma(text.as_bytes()).unwrap());
        // The layout that unpack.js reads: properties, window, size.
        assert_eq!(packed[0], 3);
        assert_eq!(packed[5..13], (text.len() as u64).to_le_bytes());
        let mut unpacked = String::new();
        let mut reader = lzma_rust2::LzmaReader::new_mem_limit(packed.as_slice(), u32::MAX, None).unwrap();
        reader.read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }
}
