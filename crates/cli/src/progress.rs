//! Shows on a terminal how far the reading is. Where standard error is no terminal, nothing is shown.

use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::sources::Source;

/// One bar a side.
pub(crate) struct Bars {
    together: MultiProgress,
    /// The reference's bar.
    pub(crate) reference: ProgressBar,
    /// Production's bar.
    pub(crate) production: ProgressBar,
}

impl Bars {
    /// Takes the bars away, so that only the result stays on the terminal.
    pub(crate) fn clear(&self) {
        self.reference.finish_and_clear();
        self.production.finish_and_clear();
        // A bar that cannot be cleared is on a terminal that is gone, and no reason to lose the report.
        let _ = self.together.clear();
    }
}

/// Bars for the reference and production, as long as their files.
pub(crate) fn bars([reference, production]: [&[Source]; 2]) -> Bars {
    let together = MultiProgress::new();
    let bar = |side: &'static str, sources: &[Source]| {
        let length = sources.iter().map(Source::size).sum::<Option<u64>>();
        let template = match length {
            Some(_) => {
                "{prefix:<10} {bar:24} {decimal_bytes} of {decimal_total_bytes}  {decimal_bytes_per_sec}  {eta} left"
            }
            None => "{prefix:<10} {spinner} {decimal_bytes}  {decimal_bytes_per_sec}",
        };
        let bar = together.add(length.map_or_else(ProgressBar::no_length, ProgressBar::new)).with_prefix(side);
        // A template that is refused leaves the default one, which is as good as none.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    };
    let (reference, production) = (bar("reference", reference), bar("production", production));
    Bars { together, reference, production }
}
