//! The text that `cargo xtask help` prints.

/// Every command with its options.
pub(crate) const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port N]              build the page and serve it on this computer
  test [CRATE|native|wasm|browser] [filter]
                                run all tests, those of one crate (stats, table, cli, page, …), or those of one kind
  check                         formatting, lints, documents, licences, page size, what the page can reach
  deny                          cargo-deny: licences, sources and published advisories (needs a network)
  docs [--check]                rewrite the parts of the documents that are made from code;
                                --check only reports those that are out of date
  dist [--accept-imports]       build the page: dist/driftscope.html and its checksum;
                                --accept-imports rewrites static/imports.txt, the list of what the page
                                may ask of the browser
  wheel [--command FILE]        build the Python package with command and page inside, into dist;
                                --command takes a command that was built for this system before
  deb [--command FILE]          the same for the Debian package
  integrations [NAME] [--wheel FILE]
                                try the Python package and the files in integrations with the tools that they are for
                                (oldest, python, files, airflow, prefect, dbt): needs Python and a network
  release [--draft|--dry-run]   the files of a release in dist/release: command, page, packages, licences, checksums;
                                --draft also builds from uncommitted changes or with another Rust;
                                --dry-run does so, too, and then installs and runs what it built, crates
                                included, without publishing anything (some minutes, and a network)
  reproduce                     build the page from two clean clones in different folders, and compare their SHA-256;
                                takes some minutes
  bench [page|reading|command|reader|model|tests|explorer|calibration] [--rows N] [--columns N] [--runs N] [--against OTHER.html]
                                measure times and memory on two large generated files;
                                calibration (how often verdicts are right) and explorer (what the page answers
                                once files are read; --against measures that page instead) run only if named";
