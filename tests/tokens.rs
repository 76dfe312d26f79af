//! The page's stylesheet takes its colours from the charts' table. `DRIFTSCOPE_UPDATE=1` rewrites it.

use driftscope_charts::theme::{Theme, css_custom_properties};

fn tokens() -> String {
    let light = css_custom_properties(&Theme::light());
    let dark = css_custom_properties(&Theme::dark());
    format!(
        "/* Made from crates/charts/src/theme.rs by tests/tokens.rs. */\n\
         :root{{color-scheme:light;{light}}}\n\
         @media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
    )
}

#[test]
fn the_stylesheet_has_the_colours_of_the_charts() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/static/style/tokens.css");
    if std::env::var_os("DRIFTSCOPE_UPDATE").is_some() {
        std::fs::write(path, tokens()).expect("static/style/tokens.css can be written");
    }
    let committed = std::fs::read_to_string(path).expect("static/style/tokens.css is there");
    assert_eq!(committed, tokens(), "run this test with DRIFTSCOPE_UPDATE=1");
}
