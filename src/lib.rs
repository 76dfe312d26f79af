//! The Driftscope page.
