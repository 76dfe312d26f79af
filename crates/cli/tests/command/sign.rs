//! `driftscope sign`, with a key, a signature and an answer by OpenSSL 3.

use crate::bench::Bench;

/// The key of test 1 of RFC 8032, section 7.1, as `openssl pkey` writes it.
const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";

/// The signature of the empty message by that key, from the RFC.
const EMPTY: &str = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

fn bench(name: &str) -> Bench {
    let bench = Bench::new(name);
    bench.write("key.pem", PRIVATE);
    bench.write("public.pem", PUBLIC);
    bench
}

#[test]
fn signatures_are_those_of_the_rfc() {
    let bench = bench("sign-rfc");
    bench.write("empty", "");
    bench.run(&["sign", "empty", "--key", "key.pem"]).answers(0);
    let signature = std::fs::read(bench.path("empty.sig")).unwrap();
    let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, EMPTY);
}

#[test]
fn a_changed_file_or_another_key_is_found() {
    let bench = bench("sign");
    bench.write("report.html", "<p>a page");
    bench.run(&["sign", "report.html", "--key", "key.pem", "-o", "s"]).answers(0);
    let verify = ["verify", "report.html", "--signature", "s", "--key", "public.pem"];
    let text = bench.run(&verify).answers(0).stdout.clone();
    assert!(text.starts_with("= The signature is by the key with SHA-256 ") && text.ends_with("Verified\n"), "{text}");
    bench.write("report.html", "<p>b page");
    assert!(bench.run(&verify).answers(1).stdout.starts_with("! The signature is not by"));
    bench.write("s", "short");
    bench.run(&verify).answers(1);
    bench.run(&["sign", "report.html", "--key", "public.pem"]).refuses(&["public.pem is not the private half"]);
    bench.run(&["verify", "report.html", "--signature", "s", "--key", "key.pem"]).refuses(&["not the public half"]);
}
