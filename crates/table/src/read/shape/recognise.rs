//! Recognises how the rows are laid out in a file, from its start.
//!
//! Invariant: more of the file never changes an answer, so it does not depend on the pieces in which a file comes.

use super::plan::Plan;
use super::{SHAPES, batches, declaration, log_lines, named, overlooked, relaxed, text_tables};
use crate::Format;
use crate::read::detect::{self, Guess, HEAD};
use crate::read::limits::Limits;
use crate::read::tree::{Node, Tree, decoded};

/// Bytes of a document that are looked at before it is read.
const LOOK: usize = 256 << 10;

/// Values that are looked at.
const MOST_VALUES: usize = LOOK;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It can be read.
    Read(Plan),
    /// It is something else.
    Wrong(Guess),
    /// It is no text, and begins like this.
    Unrecognised(String),
}

/// What a file is whose first bytes are these, after a byte order mark and white space. `None` asks for more of it;
/// `whole` says that there is no more. `said` is what a person said that it is.
pub(crate) fn recognise(head: &[u8], whole: bool, limits: &Limits, said: Option<&Plan>) -> Option<Decision> {
    if head.len() < HEAD && !whole {
        return None;
    }
    let start = &head[..head.len().min(HEAD)];
    if let Some(guess) = detect::by_first_bytes(start) {
        return Some(Decision::Wrong(guess));
    }
    let is_json = matches!(head.first(), Some(b'{' | b'['));
    if !is_json && detect::looks_binary(start) {
        let bytes: Vec<String> = start.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        return Some(Decision::Unrecognised(format!("bytes that are no text ({})", bytes.join(" "))));
    }
    // Where the list is, and whether it is in a record or in the document, is seen in the file.
    let is_list = |plan: &Plan| matches!(plan.format, Format::Envelope | Format::Batches | Format::NamedArrays);
    if let Some(plan) = said.filter(|plan| !is_list(plan) || !is_json) {
        let is_log = plan.format == Format::LogLines && plan.path.is_empty();
        return Some(Decision::Read(if is_log { log_lines::plan(start) } else { plan.clone() }));
    }
    if said.is_none() && relaxed::is_relaxed(start, whole && head.len() <= HEAD, limits.depth) {
        return Some(read(Format::RelaxedJson));
    }
    if said.is_none()
        && !is_json
        && let Some(format) = text_tables::recognise(start, whole && head.len() <= HEAD)
    {
        return Some(read(format));
    }
    if let Some(guess) = detect::by_lines(start).filter(|_| said.is_none()) {
        return Some(Decision::Wrong(guess));
    }
    if !is_json {
        return of_text(head, whole);
    }
    // An array is known by what its first bytes hold, however long it is.
    let is_array = head.first() == Some(&b'[');
    let head = &head[..head.len().min(if is_array { HEAD } else { LOOK })];
    let tree = Tree::of(head, MOST_VALUES, limits.depth);
    match &tree.root {
        None => Some(said.map_or_else(records, |said| Decision::Read(said.clone()))),
        Some(Node::Array(items))
            if said.is_none_or(|said| said.format == Format::Envelope && said.path.is_empty())
                && let Some(plan) = named::plan_of_array(items) =>
        {
            Some(Decision::Read(plan))
        }
        Some(Node::Array(items)) => Some(match of_items(items, &tree, said) {
            Some(plan) => Decision::Read(plan),
            None => of_json_array(head, whole, &tree, items, said, limits),
        }),
        Some(root) => of_json_object(head, whole, &tree, root, said, limits),
    }
}

fn read(format: Format) -> Decision {
    Decision::Read(Plan::new(format, Vec::new()))
}

fn records() -> Decision {
    read(Format::Records)
}

/// What a text is that is not JSON.
fn of_text(head: &[u8], whole: bool) -> Option<Decision> {
    if let Some(guess) = detect::by_encoding(&head[..head.len().min(HEAD)]) {
        return Some(Decision::Wrong(guess));
    }
    Some(match detect::text_format(head, whole)? {
        Some(Format::LogLines) => Decision::Read(log_lines::plan(&head[..head.len().min(HEAD)])),
        Some(format) => read(format),
        // The error for a document that is no record, or begins like one, names the place.
        None if is_like_json(&head[..head.len().min(HEAD)]) => records(),
        None => Decision::Wrong(detect::by_text(head, whole)),
    })
}

/// How the objects of an array are read, if each holds a batch or a person says so. `None`: as any array.
fn of_items(items: &[Node<'_>], tree: &Tree<'_>, said: Option<&Plan>) -> Option<Plan> {
    // The last one may be cut.
    let whole = &items[..items.len() - usize::from(tree.end.is_none() && !items.is_empty())];
    let records = whole.iter().all(Node::is_object) && items.first().is_some_and(Node::is_object);
    if !records || said.is_none() && of_array(items, false) != Format::Records {
        return said.filter(|said| !said.path.is_empty() || said.format == Format::Batches).cloned();
    }
    of_batches(whole, said).or_else(|| said.filter(|said| !said.path.is_empty()).cloned())
}

/// How records are read, if each holds a batch or a person says so.
fn of_batches(records: &[Node<'_>], said: Option<&Plan>) -> Option<Plan> {
    let path = said.filter(|said| !said.path.is_empty()).map(|said| said.path.as_slice());
    let is_sought = path.is_some() || said.is_none_or(|said| said.format == Format::Batches);
    let found = is_sought.then(|| batches::plan(records, path)).flatten();
    found.or_else(|| said.filter(|said| said.format == Format::Batches).cloned())
}

/// The values of one kind at the start of a file: those that are whole within its first bytes, and the first in any case.
fn first_values<'a>(
    head: &'a [u8],
    tree: &Tree<'a>,
    limits: &Limits,
    is_one: impl Fn(&Node<'a>) -> bool,
) -> Vec<Node<'a>> {
    let (Some(first), Some(mut at)) = (tree.root.clone(), tree.end) else { return Vec::new() };
    let mut records = vec![first];
    let start = &head[..head.len().min(HEAD)];
    while let Some(rest) = start.get(at..).filter(|rest| !rest.is_empty()) {
        let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | 0x1E)).count();
        let next = Tree::of(&rest[blanks..], MOST_VALUES, limits.depth);
        let (Some(record), Some(end)) = (next.root.filter(&is_one), next.end) else { break };
        records.push(record);
        at += blanks + end;
    }
    records
}

/// The byte with which something follows the first value of a file.
fn following(head: &[u8], tree: &Tree<'_>) -> Option<u8> {
    let after = tree.end.map_or(&[][..], |end| &head[end..]);
    after.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b',' | 0x1E)).copied()
}

/// What a file is that begins with an array.
fn of_json_array(
    head: &[u8],
    whole: bool,
    tree: &Tree<'_>,
    items: &[Node<'_>],
    said: Option<&Plan>,
    limits: &Limits,
) -> Decision {
    let follows = following(head, tree);
    let is_text = tree.is_broken || follows == Some(b'{');
    if is_text && items.iter().all(Node::is_plain) && detect::is_bracketed_log(head) {
        return read(Format::LogLines);
    }
    if tree.is_broken && items.iter().all(Node::is_plain) && detect::begins_with_time(head) && said.is_none() {
        return Decision::Wrong(detect::by_text(head, whole));
    }
    let format = of_array(items, follows == Some(b'['));
    if format == Format::Rows || said.is_some_and(|said| said.format == Format::NamedArrays) {
        let are_items = items.iter().all(Node::is_array);
        let lines = || first_values(head, tree, limits, Node::is_array);
        let named = if are_items { named::plan_of_rows(items, true) } else { named::plan_of_rows(&lines(), false) };
        if let Some(plan) = named {
            return Decision::Read(plan);
        }
    }
    read(format)
}

/// What a file is that begins with an object. `None` asks for more of it.
fn of_json_object(
    head: &[u8],
    whole: bool,
    tree: &Tree<'_>,
    root: &Node<'_>,
    said: Option<&Plan>,
    limits: &Limits,
) -> Option<Decision> {
    let follows = following(head, tree);
    // Whether another line begins like a record decides what a broken one is, so that is waited for.
    let is_broken_line = tree.is_broken && memchr::memmem::find(head, b"\n{").is_some();
    if !(whole || head.len() >= LOOK || is_broken_line || follows.is_some()) {
        return None;
    }
    if follows.is_some() || is_broken_line {
        let format = of_record(root);
        let records = first_values(head, tree, limits, Node::is_object);
        let is_free = said.map_or(format == Format::Records, |said| said.format == Format::NamedArrays);
        if let Some(plan) = is_free.then(|| named::plan_of_many(&records)).flatten() {
            return Some(Decision::Read(plan));
        }
        let batches = of_batches(&records, said).filter(|_| said.is_some() || format == Format::Records);
        let at_path = || said.filter(|said| !said.path.is_empty()).cloned();
        return Some(Decision::Read(batches.or_else(at_path).unwrap_or_else(|| Plan::new(format, Vec::new()))));
    }
    let is_cut = tree.end.is_none();
    if let Some(said) = said.filter(|said| said.format == Format::NamedArrays || !said.path.is_empty())
        && let Some(plan) = named::plan_at(root, is_cut, &said.path)
    {
        return Some(Decision::Read(plan));
    }
    if let Some(plan) = said.filter(|said| said.format == Format::Envelope && !said.path.is_empty()) {
        // Rows without names of their own are those of a batch.
        let path: Vec<&str> = plan.path.iter().map(String::as_str).collect();
        let is_of_rows = root.at(&path).and_then(|list| list.items().first()).is_some_and(|item| !item.is_object());
        let plan = if is_of_rows { Plan::new(Format::Batches, plan.path.clone()) } else { plan.clone() };
        return Some(Decision::Read(plan));
    }
    if let Some(guess) = detect::by_keys(root).filter(|_| said.is_none()) {
        return Some(Decision::Wrong(guess));
    }
    Some(match said {
        Some(said) if said.format == Format::Batches => {
            let document = || batches::plan_of_document(root).filter(|_| said.path.is_empty() && !is_cut);
            let found = document().or_else(|| of_batches(std::slice::from_ref(root), Some(said)));
            Decision::Read(found.unwrap_or_else(|| said.clone()))
        }
        None => {
            let plan = of_document(root, is_cut);
            Decision::Read(Plan { overlooked: overlooked::in_document(root, &plan), ..plan })
        }
        // The format is known, and where its rows lie is not.
        Some(said) => match (declaration(said.format).signs.document)(root, is_cut) {
            Some(path) => Decision::Read(Plan::new(said.format, path)),
            None => records(),
        },
    })
}

/// Whether a text may be meant as JSON, and is best told where it breaks off: it begins with a string or a plain value, or is
/// a single line without delimiters.
fn is_like_json(start: &[u8]) -> bool {
    let start = start.trim_ascii_end();
    let end = memchr::memchr(b'\n', start);
    let line = start[..end.unwrap_or(start.len())].trim_ascii();
    let is_word = matches!(line, b"null" | b"true" | b"false" | b"NaN" | b"Infinity" | b"-Infinity");
    let is_row = line.first().is_some_and(u8::is_ascii_alphanumeric)
        && line.iter().any(|byte| b"\t|;,".contains(byte))
        && !line.iter().any(|byte| b"[]{}\":".contains(byte));
    is_word
        || line.first() == Some(&b'"')
        || std::str::from_utf8(line).is_ok_and(|line| line.parse::<f64>().is_ok())
        || end.is_none() && !is_row
}

/// What an array holds. `another`: another array follows.
fn of_array(items: &[Node<'_>], another: bool) -> Format {
    match items {
        [first, ..] if first.is_object() => of_record(first),
        _ => SHAPES
            .iter()
            .find(|shape| (shape.signs.array)(items, another))
            .map_or(Format::Records, |shape| shape.format),
    }
}

/// What a file holds whose first record is this.
fn of_record(record: &Node<'_>) -> Format {
    SHAPES.iter().find(|shape| (shape.signs.record)(record)).map_or(Format::Records, |shape| shape.format)
}

/// What a document that is the whole file holds.
fn of_document(root: &Node<'_>, is_cut: bool) -> Plan {
    let format = of_record(root);
    if format != Format::Records {
        return Plan::new(format, Vec::new());
    }
    if let Some(path) = batches::rows_of_pairs(root) {
        return Plan::new(Format::Batches, path);
    }
    let found = SHAPES.iter().find_map(|shape| Some(Plan::new(shape.format, (shape.signs.document)(root, is_cut)?)));
    let is_envelope = found.as_ref().is_none_or(|plan| plan.format == Format::Envelope);
    let are_lists = found.as_ref().is_some_and(|plan| plan.format == Format::Lists);
    if is_envelope || are_lists {
        let path = found.as_ref().filter(|_| !are_lists).map(|plan| plan.path.as_slice());
        // A list of names and values beside a table says how it was asked for, as in Snowflake's answers.
        let list = path.and_then(|path| at(root, path)).filter(|list| !batches::are_pairs(list));
        let items = list.map_or(0, |list| list.items().len());
        if let Some(plan) = named::plan(root, is_cut, &named::Longest { path, items, are_lists }) {
            return plan;
        }
    }
    if is_envelope
        && !is_cut
        && let Some(plan) = batches::plan_of_document(root)
    {
        return plan;
    }
    found.unwrap_or_else(|| Plan::new(Format::Records, Vec::new()))
}

/// The value at the end of several keys.
fn at<'a, 'n>(root: &'n Node<'a>, path: &[String]) -> Option<&'n Node<'a>> {
    path.iter().try_fold(root, |node, step| {
        node.entries().iter().rev().find(|(key, _)| decoded(key) == *step).map(|(_, value)| value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(text: &str) -> Option<String> {
        match recognise(text.as_bytes(), true, &Limits::default(), None)? {
            Decision::Read(plan) => Some(format!("{} {}", plan.format.as_str(), plan.path.join(".")).trim().to_owned()),
            Decision::Wrong(guess) => Some(guess.found.to_owned()),
            Decision::Unrecognised(text) => Some(text),
        }
    }

    #[test]
    fn shapes_are_told_by_their_start() {
        for (text, expected) in [
            ("[{\"a\":1}]", "records"),
            ("{\"a\":1}\n{\"a\":2}", "records"),
            ("{\"a\":{\"b\":1}}", "records"),
            ("[[1,2],[3,4]]", "rows"),
            ("[1,2]\n[3,4]", "rows"),
            ("[1.0,null,3]", "values"),
            ("{\"0\":1.0,\"1\":2.0}", "values"),
            ("{\"x\":{\"0\":1.5,\"1\":null},\"y\":{\"0\":1,\"1\":2}}", "columns"),
            ("{\"0\":{\"x\":1.5},\"1\":{\"x\":2}}", "index"),
            ("{\"columns\":[\"x\"],\"index\":[0],\"data\":[[1.5]]}", "split"),
            ("{\"schema\":{\"fields\":[{\"name\":\"x\"}]},\"data\":[{\"x\":1}]}", "table data"),
            ("{\"x\":[1,2],\"y\":[\"a\",\"b\"]}", "lists"),
            ("{\"id\":1,\"features\":[1,2,3]}", "records"),
            ("{\"data\":[{\"x\":1},{\"x\":2}],\"meta\":{\"page\":1}}", "envelope data"),
            ("{\"resourceSpans\":[]}", "otlp"),
            ("{\"hits\":{\"hits\":[{\"_source\":{\"x\":1}}]}}", "elasticsearch"),
            ("{\"index\":{\"_index\":\"a\"}}\n{\"x\":1}", "elasticsearch_bulk"),
            ("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}", "prometheus"),
            ("{\"cells\":[{\"cell_type\":\"code\"}],\"nbformat\":4}", "a Jupyter notebook"),
        ] {
            assert_eq!(format(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn more_of_a_file_never_changes_the_answer() {
        let documents = [
            format!(
                "{{\"x\":{{{}}}}}",
                (0..9000).map(|row| format!("\"{row}\":{row}.5")).collect::<Vec<_>>().join(",")
            ),
            format!("[{}]", vec!["{\"a\":[1,2,{\"b\":3}]}"; 800].join(",")),
            "{\"a\":1,\"b\":\"xyz\"}\n".repeat(900),
            format!("{{\"meta\":{{\"n\":1}},\"rows\":[{}]}}", vec!["{\"a\":1}"; 2000].join(",")),
        ];
        for document in documents {
            let limits = Limits::default();
            let expected = recognise(document.as_bytes(), true, &limits, None);
            for end in (0..document.len()).step_by(997) {
                let part = recognise(&document.as_bytes()[..end], false, &limits, None);
                assert!(part.is_none() || part == expected, "{end}: {part:?}");
            }
        }
    }

    #[test]
    fn what_a_person_says_counts() {
        let said = Plan::new(Format::Records, Vec::new());
        let text = b"{\"x\":{\"0\":1},\"y\":{\"0\":2}}";
        assert_eq!(recognise(text, true, &Limits::default(), Some(&said)), Some(Decision::Read(said)));
        let said = Plan::new(Format::Envelope, Vec::new());
        let found = recognise(b"{\"a\":{\"rows\":[{\"x\":1}]}}", true, &Limits::default(), Some(&said));
        let path = vec!["a".to_owned(), "rows".to_owned()];
        assert_eq!(found, Some(Decision::Read(Plan::new(Format::Envelope, path))));
    }
}
