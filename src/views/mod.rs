//! What the page shows: a folder for each view.
//!
//! To add a view of the report, write its folder with a [`page::View`] and add its line to [`VIEWS`].
//!
//! What has a state of its own, or is there a hundred times, is a Yew component; the rest are functions, which cost the page a
//! tenth of the code.

mod alerts;
mod audit;
mod column;
mod columns;
pub(crate) mod methods;
mod model;
mod overview;
pub(crate) mod page;
pub(crate) mod period;
mod printed;
mod quality;
mod segments;
mod service;
mod settings;
mod share;
pub(crate) mod shell;
mod split;
mod together;
mod verification;
mod welcome;
mod when;

use page::View;

/// The views of a report, in the order of their tabs.
pub(crate) static VIEWS: &[View] = &[
    overview::VIEW,
    columns::VIEW,
    when::VIEW,
    segments::VIEW,
    model::VIEW,
    service::VIEW,
    alerts::VIEW,
    quality::VIEW,
];
