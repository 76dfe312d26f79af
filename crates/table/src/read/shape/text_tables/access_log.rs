//! Access logs of web servers in the common and the combined format: Apache, nginx and many others.
//!
//! `203.0.113.9 - ann [10/Oct/2025:13:55:36 -0700] "GET /a HTTP/1.1" 200 2326 "https://example.org" "curl/8"`. Fields that a
//! server is configured to append are `extra.0`, `extra.1` and so on. Apache's `vhost_combined` and others begin with the name of the
//! site; where proxies name several addresses, `203.0.113.9, 10.0.0.1`, the first is the visitor's.
//!
//! Source: <https://httpd.apache.org/docs/current/logs.html#accesslog>.

use super::super::shape::{Declaration, Signs};
use super::reader::{Line, LineReader, Lines};
use super::write;
use crate::Format;

/// Access logs.
pub(in super::super) const SHAPE: Declaration = Declaration {
    format: Format::AccessLog,
    open: |plan, cursor, _| LineReader::open(plan, cursor, Log),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "203.0.113.9 - ann [10/Oct/2025:13:55:36 -0700] \"GET /a?b HTTP/1.1\" 200 2326\n203.0.113.8 - - [10/Oct/2025:13:55:37 -0700] \"-\" 408 -\n",
};

/// Columns before those that a server adds.
const NAMES: [&str; 9] = ["host", "identity", "user", "time", "request", "status", "bytes", "referer", "user_agent"];

/// Whether most of the first lines are of the format.
pub(super) fn is_log(lines: &[&str]) -> bool {
    let matching = lines.iter().filter(|line| entry(line).is_some()).count();
    matching > 0 && matching * 10 >= lines.len() * 8
}

/// Words before the time: the site, addresses, and two more.
const MOST_BEFORE_TIME: usize = 16;

/// What a line says.
struct Entry<'a> {
    /// The site that was asked for, where the server writes it.
    site: Option<&'a str>,
    /// The fields under their names, and those that the server adds.
    fields: Vec<&'a str>,
}

fn entry(line: &str) -> Option<Entry<'_>> {
    let mut fields = fields(line)?;
    let is_time = |text: &str| text.len() >= 20 && text.as_bytes()[2] == b'/' && text.matches(':').count() == 3;
    let is_status = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let at = fields.iter().position(|field| is_time(field)).filter(|at| (3..=MOST_BEFORE_TIME).contains(at))?;
    // The last of several addresses, with a comma behind those before it.
    let mut host = at - 3;
    while host > 0 && fields[host - 1].ends_with(',') {
        host -= 1;
    }
    if host > 1 || fields.len() < at + 4 || !is_status(fields[at + 2]) {
        return None;
    }
    let site = (host == 1).then(|| fields[0]);
    fields[at - 3] = fields[host].trim_end_matches(',');
    fields.drain(..at - 3);
    Some(Entry { site, fields })
}

/// The fields of a line: bare words, and texts in quotes or square brackets.
fn fields(line: &str) -> Option<Vec<&str>> {
    let mut fields = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (field, after) = match rest.as_bytes()[0] {
            b'[' => rest[1..].split_once(']')?,
            b'"' => {
                let inner = &rest[1..];
                let mut is_escaped = false;
                let end = inner.bytes().position(|byte| {
                    let is_end = byte == b'"' && !is_escaped;
                    is_escaped = byte == b'\\' && !is_escaped;
                    is_end
                })?;
                (&inner[..end], &inner[end + 1..])
            }
            _ => rest.split_once(' ').unwrap_or((rest, "")),
        };
        fields.push(field);
        rest = after.trim_start();
    }
    Some(fields)
}

#[derive(Debug)]
struct Log;

impl Lines for Log {
    fn line(&mut self, line: &str, record: &mut Vec<u8>) -> Line {
        let Some(Entry { site, fields }) = entry(line) else { return Line::Broken };
        if let Some(site) = site {
            write::entry(record, "site", Some(site));
        }
        for (place, field) in fields.iter().enumerate() {
            let value = Some(*field).filter(|field| *field != "-");
            match NAMES.get(place) {
                Some(&"request") => {
                    let mut words = field.split(' ').filter(|word| *word != "-");
                    let parts = ["method", "path", "protocol"].map(|name| (name, words.next()));
                    parts.iter().for_each(|(name, word)| write::entry(record, name, *word));
                }
                Some(name) => write::entry(record, name, value),
                None => write::entry(record, &format!("extra.{}", place - NAMES.len()), value),
            }
        }
        Line::Row
    }
}
