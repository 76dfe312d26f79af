//! Checks every colour of both themes: contrast with its ground, and the two files' hues under colour-blindness.
//!
//! Contrast is that of WCAG 2.2, 1.4.3 and 1.4.11. Colour-blindness is simulated by the matrices of Machado, Oliveira
//! and Fernandes 2009 at full severity (doi 10.1109/TVCG.2009.113), on linear sRGB. Distance is CIE76 in L*a*b* at
//! D65: 2.3 is just noticeable, and 20 is distinguished at a glance.

use driftscope_charts::theme::Use;
use driftscope_charts::{Colour, Theme};

type Matrix = [[f64; 3]; 3];

const PROTANOPIA: Matrix =
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
const DEUTERANOPIA: Matrix =
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
const TRITANOPIA: Matrix =
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];
const NONE: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

const THEMES: [(&str, Theme); 2] = [("light", Theme::light()), ("dark", Theme::dark())];

fn linear(colour: Colour) -> [f64; 3] {
    [colour.red, colour.green, colour.blue].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
    })
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = linear(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn times(matrix: Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, part)| factor * part).sum())
}

fn lab(linear: [f64; 3]) -> [f64; 3] {
    let to_xyz =
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
    let xyz = times(to_xyz, linear.map(|part| part.clamp(0.0, 1.0)));
    let white = [0.95047, 1.0, 1.08883];
    let f = |part: f64| if part > 216.0 / 24389.0 { libm::cbrt(part) } else { (24389.0 / 27.0 * part + 16.0) / 116.0 };
    let [x, y, z] = [0, 1, 2].map(|axis: usize| f(xyz[axis] / white[axis]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

#[test]
fn the_formulas_give_known_values() {
    let (black, white, red) = (Colour::hex(0x0000_00FF), Colour::hex(0xFFFF_FFFF), Colour::hex(0xFF00_00FF));
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    // WebAIM's checker: #767676 on white is 4.54.
    assert!((contrast(Colour::hex(0x7676_76FF), white) - 4.54).abs() < 0.005);
    // sRGB red is L* 53.24, a* 80.09, b* 67.20.
    assert!(distance(lab(linear(red)), [53.24, 80.09, 67.20]) < 0.05);
}

#[test]
fn text_and_marks_stand_out_from_their_ground() {
    for (name, theme) in THEMES {
        for (token, purpose, colour) in theme.tokens() {
            let grounds: &[Colour] = match purpose {
                Use::Text | Use::VerdictText => &[theme.panel, theme.ground, theme.select],
                _ => &[],
            };
            // The hue of production is given, and is text of a chart, which lies on the panel.
            let of_a_file = token == "reference" || token == "production";
            for (place, ground) in grounds.iter().enumerate() {
                let needed = if of_a_file && place > 0 { 3.0 } else { 4.5 };
                let found = contrast(colour, *ground);
                assert!(found >= needed, "{name}: {token} has {found:.2} on {}", ground.css());
            }
        }
        for (text, ground) in
            [(theme.red, theme.red_ground), (theme.amber, theme.amber_ground), (theme.green, theme.green_ground)]
        {
            assert!(contrast(text, ground) >= 4.5, "{name}: {} on {}", text.css(), ground.css());
        }
    }
}

#[test]
fn text_stays_readable_over_the_areas_of_a_chart() {
    for (name, theme) in THEMES {
        for fill in [theme.reference_fill, theme.production_fill] {
            let area = fill.over(theme.panel);
            assert!(contrast(theme.ink, area) >= 4.5, "{name}: ink on {}", area.css());
            // An area is seen by itself as well, though its edge carries the contrast.
            assert!(contrast(area, theme.panel) >= 1.3, "{name}: {} on {}", area.css(), theme.panel.css());
        }
        // Production's outline crosses the reference's area.
        let found = contrast(theme.production, theme.reference_fill.over(theme.panel));
        assert!(found >= 2.5, "{name}: production over the reference's area has {found:.2}");
    }
}

#[test]
fn lines_guide_without_shouting() {
    for (name, theme) in THEMES {
        for (token, _, colour) in theme.tokens().into_iter().filter(|(_, purpose, _)| *purpose == Use::Line) {
            let found = contrast(colour, theme.panel);
            assert!((1.1..=1.6).contains(&found), "{name}: {token} has {found:.2}");
        }
    }
}

#[test]
fn the_two_files_are_told_apart_under_every_colour_blindness() {
    for (name, theme) in THEMES {
        for (blindness, matrix) in
            [("none", NONE), ("protanopia", PROTANOPIA), ("deuteranopia", DEUTERANOPIA), ("tritanopia", TRITANOPIA)]
        {
            let seen = |colour: Colour| lab(times(matrix, linear(colour)));
            let lines = distance(seen(theme.reference), seen(theme.production));
            let area = theme.reference_fill.over(theme.panel);
            let crossing = distance(seen(area), seen(theme.production));
            assert!(lines >= 40.0, "{name}, {blindness}: the lines are {lines:.0} apart");
            assert!(crossing >= 40.0, "{name}, {blindness}: area and outline are {crossing:.0} apart");
        }
    }
}
