//! Fine counts that several parts of the page hold.

use std::rc::Rc;

use driftscope_decide::FineCounts;

/// The columns counted for previews of periods. Compares by pointer, since they are large.
#[derive(Clone, Debug)]
pub struct SharedFineCounts(pub Rc<FineCounts>);

impl PartialEq for SharedFineCounts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
