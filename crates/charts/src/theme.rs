//! Holds the colours and the font of every drawing, in one table.
//!
//! Charts and page take their colours from here, so that a canvas and the text beside it cannot differ. Hue says
//! which file a mark belongs to; red, amber and green say verdict and nothing else. `tests/colours.rs` checks every
//! entry against its ground (WCAG 2.2: 4.5 to 1 for text, 3 to 1 for marks) and the two files' hues against each
//! other under three colour-blindnesses.

use std::fmt::Write as _;

use crate::Colour;

/// The font of all text in drawings.
pub const FONT: &str = "system-ui, -apple-system, \"Segoe UI\", Roboto, sans-serif";

/// What a colour is used for, which decides how strong its contrast must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Behind everything else.
    Ground,
    /// Text, and marks as well.
    Text,
    /// Text on the ground of its own verdict, and on the panel.
    VerdictText,
    /// The ground of a verdict's text.
    VerdictGround,
    /// An area whose edge is drawn in a colour of stronger contrast.
    Fill,
    /// A line that only separates or guides.
    Line,
}

macro_rules! tokens {
    ($($(#[$doc:meta])+ $field:ident $name:literal $use:ident $light:literal $dark:literal;)+) => {
        /// The colours of one appearance.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])+ pub $field: Colour,)+
        }

        impl Theme {
            /// Dark marks on a light ground.
            pub const fn light() -> Self {
                Self { $($field: Colour::hex($light),)+ }
            }

            /// Light marks on a dark ground.
            pub const fn dark() -> Self {
                Self { $($field: Colour::hex($dark),)+ }
            }

            /// Every colour with its name in the stylesheet and its use, in the order of the table.
            pub fn tokens(&self) -> Vec<(&'static str, Use, Colour)> {
                vec![$(($name, Use::$use, self.$field),)+]
            }
        }
    };
}

tokens! {
    /// The reference: its lines and its text.
    reference "reference" Text 0x3B6F_B6FF 0x6FA1_E0FF;
    /// Production: its lines and its text.
    production "production" Text 0xC751_00FF 0xF083_3BFF;
    /// Areas of the reference.
    reference_fill "reference-fill" Fill 0x3B6F_B65E 0x3B6F_B69E;
    /// Areas of production.
    production_fill "production-fill" Fill 0xC751_0038 0xC751_0061;
    /// Text that is read first.
    ink "ink" Text 0x1619_1DFF 0xE8EA_EDFF;
    /// Text that is read second.
    dim "dim" Text 0x565E_68FF 0xA9B1_BBFF;
    /// Text that is looked up, as on an axis.
    faint "faint" Text 0x6971_7BFF 0x8B94_9FFF;
    /// Lines that separate.
    line "line" Line 0xE1E4_E7FF 0x2D33_3CFF;
    /// Lines that guide the eye over a chart.
    hair "hair" Line 0xEEF0_F2FF 0x262C_34FF;
    /// The page.
    ground "ground" Ground 0xFBFB_F9FF 0x1417_1CFF;
    /// What lies on the page: tables, cards, charts.
    panel "panel" Ground 0xFFFF_FFFF 0x1A1E_24FF;
    /// A row that is chosen.
    select "select" Ground 0xF1F5_FBFF 0x222A_36FF;
    /// What no drift would give.
    null "null" Fill 0xE4E7_EAFF 0x2F36_40FF;
    /// A large or moderate drift.
    red "red" VerdictText 0xB326_1EFF 0xFF9D_94FF;
    /// The ground of such a word.
    red_ground "red-ground" VerdictGround 0xFDEC_EAFF 0x3B1F_1DFF;
    /// A small drift.
    amber "amber" VerdictText 0x8A5A_00FF 0xF0C3_6BFF;
    /// The ground of such a word.
    amber_ground "amber-ground" VerdictGround 0xFDF3_DCFF 0x352A_12FF;
    /// No drift.
    green "green" VerdictText 0x2E6B_3FFF 0x8FD0_A2FF;
    /// The ground of such a word.
    green_ground "green-ground" VerdictGround 0xE9F4_ECFF 0x1830_1FFF;
    /// Cells of a heat map, from the weakest effect on. A hue that is neither a file's nor a verdict's.
    heat_1 "heat-1" Fill 0xE4DB_F4FF 0x3024_48FF;
    /// The next darker one.
    heat_2 "heat-2" Fill 0xC6B3_E8FF 0x4C39_75FF;
    /// The next darker one.
    heat_3 "heat-3" Fill 0x9B7D_D2FF 0x7657_B2FF;
    /// The darkest one.
    heat_4 "heat-4" Fill 0x6440_A5FF 0xAE90_EAFF;
    /// Links, focus and whatever can be acted on.
    accent "accent" Text 0x2B5F_A8FF 0x8AB4_F0FF;
}

/// The colours of a theme as custom properties of a stylesheet: `--reference:#3b6fb6;--production:#c75100;…`.
pub fn css_custom_properties(theme: &Theme) -> String {
    theme.tokens().into_iter().fold(String::new(), |mut css, (name, _, colour)| {
        // Writing into a string cannot fail.
        let _ = write!(css, "--{name}:{};", colour.css());
        css
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_names_every_colour_once() {
        let css = css_custom_properties(&Theme::light());
        assert!(css.starts_with("--reference:#3b6fb6;--production:#c75100;--reference-fill:#3b6fb65e;"), "{css}");
        for (name, _, _) in Theme::dark().tokens() {
            assert_eq!(css.matches(&format!("--{name}:")).count(), 1, "{name}");
        }
    }
}
