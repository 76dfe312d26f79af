//! The numbers with leading zeros of a profiled column as JSON.

use driftscope_table::typing::LeadingZeros;
use serde::{Deserialize, Serialize};

/// See [`LeadingZeros`].
#[derive(Serialize, Deserialize)]
pub(super) struct WireLeadingZeros {
    count: u64,
    narrowest: u64,
    widest: u64,
    /// The smallest and the largest number without them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plain: Option<(f64, f64)>,
}

impl WireLeadingZeros {
    /// `None` where there are none.
    pub(super) fn of(&LeadingZeros { count, narrowest, widest, plain }: &LeadingZeros) -> Option<Self> {
        (count > 0).then_some(Self { count, narrowest, widest, plain })
    }

    pub(super) fn read(self) -> LeadingZeros {
        let Self { count, narrowest, widest, plain } = self;
        if count == 0 { LeadingZeros::default() } else { LeadingZeros { count, narrowest, widest, plain } }
    }
}
