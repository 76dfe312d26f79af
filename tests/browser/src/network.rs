//! What a page asked the network for, by the browser's own log.

use serde_json::Value;

use crate::LogEntry;

/// The addresses of all requests and sockets in a performance log, in the order in which they were made.
pub fn requested_addresses(log: &[LogEntry]) -> Vec<String> {
    log.iter()
        .filter_map(|entry| {
            let event: Value = serde_json::from_str(&entry.message).ok()?;
            let message = &event["message"];
            let address = match message["method"].as_str()? {
                "Network.requestWillBeSent" => &message["params"]["request"]["url"],
                "Network.webSocketCreated" | "Network.webTransportCreated" => &message["params"]["url"],
                _ => return None,
            };
            address.as_str().map(str::to_owned)
        })
        .collect()
}

/// Whether an address leads no further than this computer's memory and disk.
pub fn is_local(address: &str) -> bool {
    ["file:", "blob:", "data:", "about:"].iter().any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_sockets_are_found_and_other_events_are_not() {
        let entry = |message: &str| LogEntry { level: "INFO".to_owned(), message: message.to_owned() };
        let log = [
            entry(r#"{"message":{"method":"Page.frameNavigated","params":{"url":"https://a/"}}}"#),
            entry(
                r#"{"message":{"method":"Network.requestWillBeSent","params":{"request":{"url":"file:///p.html"}}}}"#,
            ),
            entry(r#"{"message":{"method":"Network.webSocketCreated","params":{"url":"wss://b/"}}}"#),
            entry("no JSON"),
        ];
        let addresses = requested_addresses(&log);
        assert_eq!(addresses, ["file:///p.html", "wss://b/"]);
        assert!(is_local(&addresses[0]) && !is_local(&addresses[1]));
    }
}
