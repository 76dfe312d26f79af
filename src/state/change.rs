//! A change of the settings that a person makes.

use std::rc::Rc;

use driftscope_report::Settings;

/// What is done to the newest settings. They may be others than those of the report that is shown: of two changes in quick
/// succession neither is lost.
pub type Change = Rc<dyn Fn(&mut Settings)>;
