//! The page with the report in it, to send.

use driftscope_report::shared_page;

use super::summary::summary;
use super::{Export, ExportError};

pub(super) const EXPORT: Export = Export {
    id: "html",
    help: "A page with the report in it, to send: any browser opens it offline",
    title: "Save page",
    extension: "html",
    media_type: "text/html",
    needs_page: true,
    write: |report, inputs| shared_page(inputs.page, report, &summary(report)).map_err(ExportError::Page),
};
