//! `cargo xtask dist`: the page, one file that opens by double-click.

use xtask::{Arguments, Failure};

use crate::page;

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let accept = arguments.take_flag("--accept-imports");
    arguments.finish()?;
    let page = if accept { page::build_and_accept_imports()? } else { page::build()? };
    println!("{}", page.path.display());
    println!("{} bytes, {} after gzip; its module {} bytes", page.size, page.packed_size, page.module_size);
    Ok(())
}
