//! One category of both sides.

/// One category: its label and how often it occurs on each side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub text: String,
    pub reference: u64,
    pub production: u64,
}
