//! Makes the page's own copy of docs/methods.md: HTML with an anchor for whatever the page links to.
//!
//! The page explains each figure offline, so it carries the whole text. It gets anchors for
//!
//! - headings, `methods-` and the heading as GitHub has it in addresses, and words in bold type that begin a paragraph, alike;
//! - names in headings and in the first column of tables, `method-` and the name: of tests, outcomes, corrections. Those
//!   below "Presets" are `preset-` and the name, since a preset and a test may share one.
//!
//! What stands outside of the page is no link in it, only text: it would be dead offline, and the page leads nowhere.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::error::PackError;

/// The section whose names are those of presets.
const PRESETS: &str = "methods-presets";

/// The text as HTML. Fails on a link within the text that leads nowhere.
pub(crate) fn to_html(markdown: &str) -> Result<String, PackError> {
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
    let mut page = Page { written: Vec::with_capacity(events.len()), ..Page::default() };
    for place in 0..events.len() {
        page.add(&events[place..]);
    }
    let Page { written, anchors, .. } = page;
    if let Some(dead) = anchors.asked.difference(&anchors.given).next() {
        let dead = dead.trim_start_matches("methods-");
        return Err(PackError::Page { problem: format!("docs/methods.md links to #{dead}, which it does not have") });
    }
    let mut text = String::new();
    html::push_html(&mut text, written.into_iter());
    Ok(text)
}

/// What was written so far.
#[derive(Debug, Default)]
struct Page<'a> {
    written: Vec<Event<'a>>,
    anchors: Anchors,
    inside: Inside,
}

impl<'a> Page<'a> {
    /// Writes the first of these events; the others follow it in the text.
    fn add(&mut self, events: &[Event<'a>]) {
        let Some(event) = events.first() else { return };
        match event {
            // The page has a title of its own for the whole.
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => self.inside.title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => self.inside.title = false,
            _ if self.inside.title => {}
            Event::Start(Tag::Heading { level, .. }) => self.begin_heading(*level, &text_until_end(events)),
            Event::End(TagEnd::Heading(level)) => {
                self.inside.names = false;
                self.written.push(Event::End(TagEnd::Heading(lower(*level))));
            }
            Event::Start(Tag::TableRow) => {
                self.inside.names = true;
                self.written.push(event.clone());
            }
            Event::End(TagEnd::TableCell) => {
                self.inside.names = false;
                self.written.push(event.clone());
            }
            Event::Start(Tag::Table(_)) => {
                self.written.extend([Event::Html("<div class=\"scroll\" tabindex=\"0\">".into()), event.clone()]);
            }
            Event::End(TagEnd::Table) => self.written.extend([event.clone(), Event::Html("</div>\n".into())]),
            Event::Code(name) if self.inside.names && is_name(name) => {
                let kind = if self.inside.presets { "preset" } else { "method" };
                let named = |id| Event::InlineHtml(format!("<code id=\"{id}\" tabindex=\"-1\">{name}</code>").into());
                let id = self.anchors.add(&format!("{kind}-{name}"));
                self.written.push(id.map_or_else(|| event.clone(), named));
            }
            Event::Start(Tag::Strong) if matches!(self.written.last(), Some(Event::Start(Tag::Paragraph))) => {
                let named = |id| Event::InlineHtml(format!("<strong id=\"{id}\" tabindex=\"-1\">").into());
                let id = self.anchors.add(&format!("methods-{}", slug(&text_until_end(events))));
                self.written.push(id.map_or_else(|| event.clone(), named));
            }
            Event::Start(Tag::CodeBlock(_)) => self.written.push(Event::Html("<pre tabindex=\"0\">".into())),
            Event::End(TagEnd::CodeBlock) => self.written.push(Event::Html("</pre>\n".into())),
            Event::Start(Tag::Link { dest_url, .. }) => self.begin_link(dest_url),
            Event::End(TagEnd::Link) => {
                let end = self.inside.link.take().map(|_| Event::InlineHtml("</a>".into()));
                self.written.extend(end);
            }
            // Marks for `cargo xtask docs`.
            Event::Html(text) if text.starts_with("<!--") => {}
            // The text has no HTML of its own: what looks like it is text.
            Event::Html(text) | Event::InlineHtml(text) => self.written.push(Event::Text(text.clone())),
            _ => self.written.push(event.clone()),
        }
    }

    fn begin_heading(&mut self, level: HeadingLevel, text: &str) {
        let id = self.anchors.add(&format!("methods-{}", slug(text)));
        if level == HeadingLevel::H2 {
            self.inside.presets = id.as_deref() == Some(PRESETS);
        }
        self.inside.names = true;
        self.written.push(Event::Start(heading(lower(level), id)));
    }

    /// Begins a link if it leads to a place in the text.
    fn begin_link(&mut self, to: &str) {
        self.inside.link = to.strip_prefix('#').map(|to| format!("methods-{to}"));
        if let Some(to) = &self.inside.link {
            self.anchors.asked.insert(to.clone());
            self.written.push(Event::InlineHtml(format!("<a href=\"#{to}\">").into()));
        }
    }
}

/// Where in the text the converter is.
#[derive(Debug, Default)]
struct Inside {
    title: bool,
    presets: bool,
    /// In a heading, or in the first cell of a row.
    names: bool,
    /// The link's anchor.
    link: Option<String>,
}

/// The anchors that there are, and those that are linked to.
#[derive(Debug, Default)]
struct Anchors {
    given: BTreeSet<String>,
    asked: BTreeSet<String>,
}

impl Anchors {
    /// The first of a name has the anchor.
    fn add(&mut self, id: &str) -> Option<String> {
        self.given.insert(id.to_owned()).then(|| id.to_owned())
    }
}

/// A heading that links can focus, so that screen readers announce it.
fn heading(level: HeadingLevel, id: Option<String>) -> Tag<'static> {
    let attrs = vec![(CowStr::from("tabindex"), Some(CowStr::from("-1")))];
    Tag::Heading { level, id: id.map(CowStr::from), classes: Vec::new(), attrs }
}

/// One level below, since the page has a heading above them all.
fn lower(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

/// What stands between an opening and its end.
fn text_until_end(events: &[Event<'_>]) -> String {
    let inner = events.iter().skip(1).take_while(|event| !matches!(event, Event::End(_)));
    inner
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect()
}

/// A heading as GitHub has it in addresses, so that links within the text work there as here.
fn slug(heading: &str) -> String {
    let letters = heading.trim().trim_end_matches('.').chars().filter_map(|letter| match letter {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        letter => letter.is_alphanumeric().then_some(letter),
    });
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether code is a name that the report has.
fn is_name(code: &str) -> bool {
    code.starts_with(|letter: char| letter.is_ascii_lowercase())
        && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use driftscope_page::state::Topic;
    use driftscope_report::STATISTICS;

    use super::*;
    use xtask::workspace;

    #[test]
    fn whatever_the_page_links_to_is_explained() {
        let text = to_html(&workspace::read("docs/methods.md").unwrap()).unwrap();
        assert!(STATISTICS.len() >= 33);
        let presets = driftscope_report::Preset::ALL.map(|(name, _)| Topic::Preset(name));
        let topics = Topic::SECTIONS
            .into_iter()
            .chain(STATISTICS.iter().map(|statistic| Topic::Test(statistic.id)))
            .chain(presets);
        for topic in topics {
            let anchor = topic.anchor();
            assert_eq!(text.matches(&format!("id=\"{anchor}\"")).count(), 1, "{anchor}");
        }
        assert!(!text.contains("://") && !text.contains(".md\""), "no link leads out of the page");
    }

    #[test]
    fn names_headings_and_bold_words_have_anchors() {
        let text = to_html(
            "# T\n\n- [to](#a-test)\n\n## A test\n\n<!-- names x: checked -->\n\n### `ks`, `x_y`: it\n\n**Null band.** See [d](d.md) & <b>.\n\n\
             | name | says |\n|---|---|\n| `psi` | `ks` |\n\n## Presets\n\n| p |\n|---|\n| `psi` |\n",
        )
        .unwrap();
        for part in [
            "<a href=\"#methods-a-test\">to</a>",
            "<h3 id=\"methods-a-test\" tabindex=\"-1\">A test</h3>",
            "<code id=\"method-ks\" tabindex=\"-1\">ks</code>, <code id=\"method-x_y\" tabindex=\"-1\">x_y</code>: it</h4>",
            "<p><strong id=\"methods-null-band\" tabindex=\"-1\">Null band.</strong> See d &amp; &lt;b&gt;.</p>",
            "<td><code id=\"method-psi\" tabindex=\"-1\">psi</code></td><td><code>ks</code></td>",
            "<code id=\"preset-psi\" tabindex=\"-1\">psi</code>",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!text.contains("<h1") && !text.contains("checked"));
    }

    #[test]
    fn a_dead_link_is_refused() {
        assert!(to_html("## One\n\n[two](#two)\n").is_err());
        assert!(to_html("## One\n\n[one](#one)\n").is_ok());
    }
}
