//! Defines a colour, as a canvas, an SVG file and a stylesheet need it.

use plotters::style::RGBAColor;

/// A colour in sRGB with opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, from 0 to 255.
    pub red: u8,
    /// Green, from 0 to 255.
    pub green: u8,
    /// Blue, from 0 to 255.
    pub blue: u8,
    /// Opacity, from 0 (clear) to 255 (opaque).
    pub opacity: u8,
}

impl Colour {
    /// Reads `0xRRGGBBAA`.
    pub const fn hex(digits: u32) -> Self {
        let [red, green, blue, opacity] = digits.to_be_bytes();
        Self { red, green, blue, opacity }
    }

    /// The colour as CSS writes it: `#3b6fb6`, or `#3b6fb65c` where it is not opaque.
    pub fn css(self) -> String {
        let Self { red, green, blue, opacity } = self;
        if opacity == u8::MAX {
            format!("#{red:02x}{green:02x}{blue:02x}")
        } else {
            format!("#{red:02x}{green:02x}{blue:02x}{opacity:02x}")
        }
    }

    /// What is seen when this colour lies over an opaque `ground`.
    pub fn over(self, ground: Self) -> Self {
        let share = f64::from(self.opacity) / 255.0;
        let mix = |above: u8, below: u8| (f64::from(above) * share + f64::from(below) * (1.0 - share)).round() as u8;
        Self {
            red: mix(self.red, ground.red),
            green: mix(self.green, ground.green),
            blue: mix(self.blue, ground.blue),
            opacity: u8::MAX,
        }
    }
}

impl From<Colour> for RGBAColor {
    fn from(colour: Colour) -> Self {
        Self(colour.red, colour.green, colour.blue, f64::from(colour.opacity) / 255.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_shows_opacity_only_where_it_matters() {
        assert_eq!(Colour::hex(0x3B6F_B6FF).css(), "#3b6fb6");
        assert_eq!(Colour::hex(0x3B6F_B65C).css(), "#3b6fb65c");
    }

    #[test]
    fn half_black_over_white_is_grey() {
        let grey = Colour::hex(0x0000_0080).over(Colour::hex(0xFFFF_FFFF));
        assert_eq!(grey, Colour::hex(0x7F7F_7FFF));
    }
}
