//! The same computation gives the same bytes natively and in WebAssembly.

use base64::Engine;
use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Session, file_address, packed, prepared};
use driftscope_wasm_checks::{report, special_values_digest};

/// Opens the checks and runs the body of an asynchronous function in them.
fn in_wasm(body: &str, arguments: &[serde_json::Value]) -> Result<String, BrowserError> {
    let session = Session::start(&Default::default())?;
    session.open(&file_address(&prepared().wasm_checks))?;
    session.wait_until("window.ready", PATIENCE)?;
    let script = format!(
        "const given = [...arguments];
         const done = given.pop();
         const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
         ready.then(() => {{ {body} }}).then(done, reason => done(`failed: ${{reason}}`));"
    );
    Ok(session.run_async(&script, arguments)?.as_str().unwrap_or_default().to_owned())
}

#[test]
fn special_functions_have_the_same_bits() -> Result<(), BrowserError> {
    assert_eq!(in_wasm("return wasm_bindgen.special_values_digest();", &[])?, special_values_digest());
    Ok(())
}

#[test]
fn the_report_of_the_flight_logs_has_the_same_bytes() -> Result<(), BrowserError> {
    let logs = Logs::full();
    let (reference, production) = (packed(&logs.reference), packed(&logs.production));
    let encode = |bytes: &[u8]| serde_json::Value::from(base64::engine::general_purpose::STANDARD.encode(bytes));
    let body = "const [reference, production] = given.map(bytes);
                return wasm_bindgen.report('reference.json.gz', reference, 'production.ndjson.gz', production);";
    let found = in_wasm(body, &[encode(&reference), encode(&production)])?;
    let expected = report("reference.json.gz", &reference, "production.ndjson.gz", &production);
    assert!(expected.starts_with('{'), "{expected}");
    assert_same(&found, &expected);
    Ok(())
}

/// Two reports are too long to be shown whole.
fn assert_same(found: &str, expected: &str) {
    if found != expected {
        let place = found.bytes().zip(expected.bytes()).take_while(|(one, other)| one == other).count();
        let around =
            |text: &str| text.bytes().skip(place.saturating_sub(80)).take(160).map(char::from).collect::<String>();
        panic!("they differ at byte {place}: {} against {}", around(found), around(expected));
    }
}
