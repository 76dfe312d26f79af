//! Files dropped on the page.

use driftscope_end_to_end::{BrowserError, Logs, Window};

#[test]
fn two_files_in_one_drop_take_their_sides_by_name() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    // Production comes first, so their order alone would be wrong.
    window.drop_files(&[&logs.production, &logs.reference])?;
    let dropped = window.verdict()?;

    let other = Window::open()?;
    other.choose_logs(&logs)?;
    assert_eq!(dropped, other.verdict()?);
    window.assert_clean()
}

#[test]
fn a_folder_is_named_and_the_page_goes_on() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let folder = window.files.path().join("march");
    std::fs::create_dir(&folder).expect("a scratch directory takes directories");
    window.drop_files(&[&folder])?;
    window.error_with("march is a folder")?;

    let logs = Logs::full();
    window.drop_files(&[&logs.reference, &logs.production])?;
    window.verdict()?;
    window.assert_clean()
}
