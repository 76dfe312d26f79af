//! The content policy at work: even a script that wants to cannot reach a network from the page.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

#[test]
fn each_way_to_a_network_is_refused_in_the_page_and_in_a_worker() -> Result<(), BrowserError> {
    let window = Window::open()?;
    // `example.invalid` exists nowhere, so even a policy that fails would send nothing anywhere.
    let attempts = [
        ("connect-src", "fetch('https://example.invalid/').catch(() => {});"),
        (
            "connect-src",
            "const request = new XMLHttpRequest(); request.open('GET', 'https://example.invalid/'); request.send();",
        ),
        ("connect-src", "navigator.sendBeacon('https://example.invalid/', 'rows');"),
        ("connect-src", "try { new WebSocket('wss://example.invalid/'); } catch {}"),
        ("connect-src", "new EventSource('https://example.invalid/').onerror = () => {};"),
        ("img-src", "new Image().src = 'https://example.invalid/rows';"),
        (
            "frame-src",
            "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.invalid/' }));",
        ),
        (
            "script-src-elem",
            "document.body.append(Object.assign(document.createElement('script'), { src: 'https://example.invalid/' }));",
        ),
        (
            "script-src-elem",
            "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }));",
        ),
    ];
    for (count, (directive, script)) in attempts.iter().enumerate() {
        window.session.run(script, &[])?;
        window.session.wait_until(&format!("watched.violations.length > {count}"), PATIENCE)?;
        let last = window.session.run("return watched.violations.at(-1);", &[])?;
        assert!(last.as_str().is_some_and(|last| last.starts_with(directive)), "{last} for {script}");
    }
    assert_eq!(window.session.run("return window.ran === undefined;", &[])?, true);

    let in_worker = window.session.run_async(
        "const done = arguments[0];
         const text = `self.addEventListener('securitypolicyviolation', event => postMessage(event.violatedDirective));
                       fetch('https://example.invalid/').catch(() => {});`;
         const worker = new Worker(URL.createObjectURL(new Blob([text])));
         worker.onmessage = event => done(event.data);",
        &[],
    )?;
    assert_eq!(in_worker, "connect-src");
    Ok(())
}
