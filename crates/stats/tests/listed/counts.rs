//! The statistics of two slices of counts.

use std::f64::consts::SQRT_2;

use driftscope_stats::chi_square::homogeneity;
use driftscope_stats::cohens_h::cohens_h;
use driftscope_stats::cohens_w::cohens_w;
use driftscope_stats::cramers_v::cramers_v;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::g::g_test;
use driftscope_stats::hellinger::hellinger;
use driftscope_stats::jensen_shannon::divergence;
use driftscope_stats::kl::kl;
use driftscope_stats::l_infinity::l_infinity;
use driftscope_stats::proportions::two_proportions;
use driftscope_stats::psi::psi;
use driftscope_stats::total_variation::total_variation;

use super::{Doubled, Exchanged, Found, LEVEL, MakeOfCounts, OfCounts, Tail};

pub(crate) const COUNTS: &[OfCounts] = &[
    OfCounts {
        name: "psi",
        module: "psi",
        make: MakeOfCounts::Categories(|x, y| psi(x, y).map(Found::distance)),
        exchanged: Exchanged::Same,
        doubled: Doubled::Same,
        shrinks: true,
        tail: Tail::Ends,
    },
    OfCounts {
        name: "kl",
        module: "kl",
        make: MakeOfCounts::Categories(|x, y| kl(x, y).map(Found::distance)),
        exchanged: Exchanged::Other,
        doubled: Doubled::Same,
        shrinks: true,
        tail: Tail::Ends,
    },
    OfCounts {
        name: "jensen_shannon",
        module: "jensen_shannon",
        make: MakeOfCounts::Categories(|x, y| divergence(x, y).map(|divergence| Found::distance(divergence.sqrt()))),
        exchanged: Exchanged::Same,
        doubled: Doubled::Same,
        shrinks: true,
        tail: Tail::Ends,
    },
    OfCounts {
        name: "hellinger",
        module: "hellinger",
        make: MakeOfCounts::Categories(|x, y| hellinger(x, y).map(Found::distance)),
        exchanged: Exchanged::Same,
        doubled: Doubled::Same,
        shrinks: true,
        tail: Tail::Ends,
    },
    OfCounts {
        name: "total_variation",
        module: "total_variation",
        make: MakeOfCounts::Categories(|x, y| total_variation(x, y).map(Found::distance)),
        exchanged: Exchanged::Same,
        doubled: Doubled::Same,
        shrinks: true,
        tail: Tail::Ends,
    },
    OfCounts {
        name: "l_infinity",
        module: "l_infinity",
        make: MakeOfCounts::Categories(|x, y| l_infinity(x, y).map(Found::distance)),
        exchanged: Exchanged::Same,
        doubled: Doubled::Same,
        shrinks: false,
        tail: Tail::Ends,
    },
    OfCounts {
        name: "chi_square",
        module: "chi_square",
        make: MakeOfCounts::Categories(|x, y| homogeneity(x, y).map(|test| Found::test(test.statistic, test.p_value))),
        exchanged: Exchanged::Same,
        doubled: Doubled::Times(2.0),
        shrinks: true,
        tail: Tail::Deep,
    },
    OfCounts {
        name: "g",
        module: "g",
        make: MakeOfCounts::Categories(|x, y| g_test(x, y).map(|test| Found::test(test.statistic, test.p_value))),
        exchanged: Exchanged::Same,
        doubled: Doubled::Times(2.0),
        shrinks: true,
        tail: Tail::Deep,
    },
    OfCounts {
        name: "cramers_v",
        module: "cramers_v",
        make: MakeOfCounts::Categories(|x, y| cramers_v(x, y).map(Found::distance)),
        exchanged: Exchanged::Same,
        doubled: Doubled::Other,
        shrinks: false,
        tail: Tail::Ends,
    },
    OfCounts {
        name: "cohens_w",
        module: "cohens_w",
        make: MakeOfCounts::Categories(|x, y| cohens_w(x, y, LEVEL).map(|effect| Found::distance(effect.statistic))),
        exchanged: Exchanged::Same,
        doubled: Doubled::Same,
        shrinks: true,
        tail: Tail::Ends,
    },
    OfCounts {
        name: "fisher",
        module: "fisher",
        make: MakeOfCounts::Pair(|[a, b], [c, d]| Some(Found::test(0.0, fisher_exact(a, b, c, d)))),
        exchanged: Exchanged::Same,
        doubled: Doubled::Other,
        shrinks: false,
        tail: Tail::Deep,
    },
    OfCounts {
        name: "z",
        module: "proportions",
        make: MakeOfCounts::Pair(|[a, b], [c, d]| {
            two_proportions(b, a + b, d, c + d).map(|test| Found::test(test.z, test.p_value))
        }),
        exchanged: Exchanged::Negated,
        doubled: Doubled::Times(SQRT_2),
        shrinks: false,
        tail: Tail::Deep,
    },
    OfCounts {
        name: "cohens_h",
        module: "cohens_h",
        make: MakeOfCounts::Pair(|[a, b], [c, d]| {
            cohens_h(b, a + b, d, c + d, LEVEL).map(|effect| Found::distance(effect.statistic))
        }),
        exchanged: Exchanged::Negated,
        doubled: Doubled::Same,
        shrinks: false,
        tail: Tail::Ends,
    },
];
