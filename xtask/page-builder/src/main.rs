//! Compiles the page to WebAssembly and packs it into one file.
//!
//! `cargo xtask` runs this when a command needs the page:
//!
//! - `page-builder page [--accept-imports]` writes `dist/driftscope.html` with its checksum and prints one line of JSON:
//!   `path`, `size`, `packed_size`, `module_size`, and `imports_problem` (`null` if there is none);
//! - `page-builder alone PACKAGE PATH [BODY]` writes a page that only loads the library of a package, for tests and
//!   benchmarks. BODY is a file with HTML for it.

mod base85;
mod bind;
mod error;
mod imports;
mod methods;
mod pack;
mod page;
mod style;

use std::path::Path;
use std::process::ExitCode;

use xtask::{Arguments, Failure, workspace};

use error::PackError;

fn main() -> ExitCode {
    match run(Arguments::of_this_process()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Arguments) -> Result<(), PackError> {
    match arguments.next_word().as_deref() {
        Some("page") => {
            let accept = arguments.take_flag("--accept-imports");
            arguments.finish()?;
            println!("{}", page::build(accept)?);
            Ok(())
        }
        Some("alone") => {
            let (Some(package), Some(path)) = (arguments.next_word(), arguments.next_word()) else {
                return Err(Failure::Usage { problem: "alone needs a package and a path".to_owned() }.into());
            };
            let body = arguments.next_word().map(|body| workspace::read(&body)).transpose()?.unwrap_or_default();
            arguments.finish()?;
            bind::pack_alone(&package, &body, Path::new(&path))
        }
        _ => Err(Failure::Usage { problem: "page-builder needs \"page\" or \"alone\"".to_owned() }.into()),
    }
}
