//! Small elements that several views share: charts, chips, bars, fields.

mod bars;
pub(crate) mod by_window;
pub(crate) mod chart;
pub(crate) mod chip;
pub(crate) mod effect_bar;
pub(crate) mod figure_cell;
pub(crate) mod finding_note;
pub(crate) mod kind_mark;
pub(crate) mod known_mark;
pub(crate) mod labels_input;
pub(crate) mod miniature;
pub(crate) mod number_field;
pub(crate) mod previewed_effect;
pub(crate) mod report_input;
pub(crate) mod saved_picture;
pub(crate) mod select;
pub(crate) mod words;
pub(crate) mod zone_field;
