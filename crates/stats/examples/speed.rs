//! Times each test, distance and effect size of `tests/listed`, in processor time, on data that others can be timed on.
//!
//! Run with `cargo run --release -p driftscope-stats --example speed`, or beside SciPy with `cargo xtask bench tests`.
//! Arguments: `--data FOLDER` writes the samples there for others to read, as doubles and counts in the machine's own
//! order of bytes; `--rows N` once for each size; `--raw` prints a line for each test and size, with tabs between its
//! name, the rows, the seconds from rows in any order, and the seconds from sorted ones.

#[path = "speed/clock.rs"]
mod clock;
#[path = "speed/data.rs"]
mod data;
#[path = "../tests/listed/mod.rs"]
mod listed;
#[path = "speed/measured.rs"]
mod measured;

use std::hint::black_box;

use data::Data;

fn main() -> std::io::Result<()> {
    let (mut rows, mut folder, mut raw) = (Vec::new(), None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rows" => rows.extend(arguments.next().and_then(|number| number.parse::<usize>().ok())),
            "--data" => folder = arguments.next(),
            "--raw" => raw = true,
            other => eprintln!("unknown argument {other}: use --rows N, --data FOLDER, --raw"),
        }
    }
    if rows.is_empty() {
        rows.push(1_000_000);
    }
    for rows in rows {
        let data = Data::of(rows);
        if let Some(folder) = &folder {
            data.write(folder)?;
        }
        measure(&data, raw);
    }
    Ok(())
}

/// Prints the time of every test, and that of all of them as they are made for a column.
fn measure(data: &Data, raw: bool) {
    let rows = data.rows();
    if !raw {
        println!("{rows} and {rows} values: milliseconds of processor time from rows in any order, and once sorted");
    }
    let line = |name: &str, unsorted: f64, sorted: f64| {
        if raw {
            println!("{name}\t{rows}\t{unsorted:e}\t{sorted:e}");
        } else {
            println!("{:11.4} {:11.4}  {name}", unsorted * 1e3, sorted * 1e3);
        }
    };
    let sort = clock::fastest(|| black_box(data.sorted_copies()));
    line("sort", sort, 0.0);
    for test in &measured::every() {
        let (unsorted, sorted) =
            (clock::fastest(|| test.make_of_rows(data)), clock::fastest(|| test.make_of_sorted(data)));
        line(test.name(), unsorted, sorted);
    }
    let together = clock::fastest(|| measured::every_test(data));
    line("together", sort + together, together);
}
