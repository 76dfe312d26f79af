//! A file that is large enough for two threads, beside the same bytes through a pipe, which one thread reads.

use std::io::Write;
use std::process::Stdio;

use crate::bench::{Answer, Bench, ROWS, rows};

/// What the command says with the file on standard input.
fn piped(bench: &Bench, name: &str, arguments: &[&str]) -> Answer {
    let mut command = bench.command(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut input, bytes) = (child.stdin.take().unwrap(), bench.read(name));
    let feeding = std::thread::spawn(move || input.write_all(bytes.as_bytes()));
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    Answer::from(output)
}

#[test]
fn a_large_file_gives_the_report_that_a_pipe_gives() {
    let bench = Bench::new("shared");
    let part = rows(0, ROWS, 0.0);
    let broken = "{\"id\":1,,}\n[1]\n{\"late\":\"value\"}\n";
    // 18 MB. The file has the name that standard input has in a report.
    let log = [part.repeat(55).as_str(), broken, &part.repeat(30)].concat();
    assert!(log.len() > 17 << 20, "{}", log.len());
    bench.write("stdin", log);
    bench.write("small.jsonl", rows(1, ROWS, 1.0));

    for [shared, alone] in [
        [["compare", "stdin", "--split", "30%", "--format=json"], ["compare", "-", "--split", "30%", "--format=json"]],
        [
            ["compare", "stdin", "small.jsonl", "--format=json", "--test=ks"],
            ["compare", "-", "small.jsonl", "--format=json", "--test=ks"],
        ],
    ] {
        let (shared, alone) = (bench.run(&shared), piped(&bench, "stdin", &alone));
        assert_eq!(shared.answers(0).stdout, alone.answers(0).stdout);
        assert_eq!(shared.stderr, alone.stderr);
        assert!(shared.stderr.contains("stdin:165001:"), "{}", shared.stderr);
    }
}
