//! The windows of the rows, which one worker finds and every worker counts its columns by.

use driftscope_drift::{RowWindows, WindowPlan};
use driftscope_report::Windowing;

use super::Engine;
use crate::{Buffers, Event, SideData};

impl<B: Buffers> Engine<B> {
    /// Finds the windows of the rows, keeps them, and sends them for the other worker.
    pub(super) fn find_windows(&self, job: u32, names: [Option<&str>; 2], windowing: Windowing) {
        let found = self.with_sides(|sides| {
            let [reference, production] = sides.map(SideData::table);
            RowWindows::of([reference?, production?], names, windowing)
        });
        let found = found.flatten();
        let mut buffers = B::default();
        for codes in found.iter().flat_map(|found| &found.codes) {
            let bytes: Vec<u8> = codes.iter().flat_map(|code| code.to_le_bytes()).collect();
            buffers.push_bytes(&bytes);
        }
        let plan = found.as_ref().map(|found| found.plan.clone());
        self.windows.replace(found);
        self.emit_with(Event::WindowsFound { job, plan }, buffers);
    }

    /// Keeps the windows that another worker found.
    pub(super) fn take_windows(&self, plan: WindowPlan, buffers: &mut B) {
        let codes = [(); 2].map(|()| {
            let bytes = buffers.take_bytes();
            bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
        });
        self.windows.replace(Some(RowWindows { plan, codes }));
    }
}
