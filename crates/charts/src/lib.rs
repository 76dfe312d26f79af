//! Drawings of the parts of a drift report, on any plotters backend.
