//! Reading the files of a side in another way.

use super::Actions;
use crate::state::{ReadChoice, Side};

impl Actions {
    /// Reads the files of a side again, as chosen.
    pub(crate) fn read_again(&self, side: Side, choice: ReadChoice) {
        self.0.client.with(|session| session.read_again(side, choice));
    }
}
