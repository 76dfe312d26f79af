//! `driftscope lock` and `unlock`.

use crate::bench::Bench;
use driftscope_report::{Report, Verdict, shared_page};

const PAGE: &str = "<a><noscript id=\"driftscope-summary\"></noscript><b><script type=\"text/plain\" id=\"driftscope-report\"></script><c>";

#[test]
fn a_page_is_locked_and_opened_and_every_slip_is_named() {
    let bench = Bench::new("lock");
    let verdict = Verdict { sentence: "Salaries moved".to_owned(), ..Verdict::default() };
    let report = Report { verdict, ..Report::default() };
    bench.write("open.html", shared_page(PAGE, &report, "<p>Salaries moved</p>").unwrap());
    bench.write("page.html", PAGE);
    bench.write("password", "correct horse\n");
    bench.write("other", "wrong horse");
    bench.write("empty", "\n");
    let words =
        |word: &'static str, page: &'static str, password: &'static str| [word, page, "--password-file", password];

    bench.run(&[&words("lock", "open.html", "password")[..], &["-o", "locked.html"]].concat()).answers(0);
    let locked = std::fs::read_to_string(bench.path("locked.html")).unwrap();
    assert!(!locked.contains("Salaries") && locked.contains("locked with a password"), "{locked}");
    let opened = bench.run(&words("unlock", "locked.html", "password")).answers(0).stdout.clone();
    assert!(opened.contains("Salaries moved"), "{opened}");
    let packed = driftscope_report::packed_report(&report);
    assert!(opened.contains(&packed), "the report is packed as it was");
    let again = bench.run(&words("lock", "open.html", "password")).answers(0).stdout.clone();
    assert_ne!(again, locked, "each file has a salt of its own");

    bench.run(&words("unlock", "locked.html", "other")).refuses(&["locked.html does not open"]);
    bench.run(&words("unlock", "open.html", "password")).refuses(&["open.html is not locked"]);
    bench.run(&words("lock", "locked.html", "password")).refuses(&["is locked already"]);
    bench.run(&words("lock", "page.html", "password")).refuses(&["page.html carries no report"]);
    bench.run(&words("lock", "open.html", "empty")).refuses(&["empty holds no password"]);
    bench.run(&["verify", "locked.html", "open.html"]).refuses(&["locked with a password", "driftscope unlock"]);
}
