//! The page stays responsive while files are read.
//!
//! How long things take depends on the machine, so this prints the times and asserts only that they were taken.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};

#[test]
fn long_tasks_of_the_page_are_listed() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let before = window.long_tasks()?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let tasks = window.long_tasks()?;
    println!(
        "tasks over 50 ms while starting: {before:?}, and while reading and comparing: {:?}",
        &tasks[before.len()..]
    );
    // The watch itself works: a task that is long is seen.
    let busy = "setTimeout(() => { const begin = performance.now(); while (performance.now() - begin < 80); });";
    window.session.run(busy, &[])?;
    window.session.wait_until(&format!("watched.longTasks.length > {}", tasks.len()), PATIENCE)?;
    window.assert_clean()
}
