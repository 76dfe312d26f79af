//! Answers to damage at which the decoder of Parquet files breaks down.
//!
//! It was written for files that are whole, and some damage makes it panic. That is the file's fault and to be said as
//! such. The released command ends at a panic without unwinding, so the last place to say anything is the panic's hook.

use std::cell::RefCell;
use std::{panic, process};

use crate::{UNUSABLE, warnings};

thread_local! {
    /// The file that this thread decodes.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Takes care of panics from here on, for every thread.
pub(crate) fn watch() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |information| match PLACE.take() {
        Some(place) => {
            warnings::print_line(&format!(
                "error: {place}: This Parquet file is damaged, so badly that its decoder breaks down: copy it or export \
                 it again"
            ));
            process::exit(UNUSABLE.into());
        }
        None => usual(information),
    }));
}

/// Does work that breaks down at some damage of the file at `place`.
pub(crate) fn decode<T>(place: &str, work: impl FnOnce() -> T) -> T {
    PLACE.set(Some(place.to_owned()));
    let done = work();
    PLACE.set(None);
    done
}
