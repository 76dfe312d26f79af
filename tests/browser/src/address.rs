//! The addresses of files.

use std::path::Path;

/// The address of a file, for a browser.
pub fn file_address(path: &Path) -> String {
    let mut address = "file://".to_owned();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
                address.push(char::from(byte))
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_mean_something_in_an_address_are_escaped() {
        assert_eq!(file_address(Path::new("/tmp/a b#1?/ä.html")), "file:///tmp/a%20b%231%3F/%C3%A4.html");
    }
}
