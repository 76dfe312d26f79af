//! The statistics of two samples of numbers.

use driftscope_stats::anderson_darling::anderson_darling;
use driftscope_stats::brown_forsythe::brown_forsythe;
use driftscope_stats::cliffs_delta::cliffs_delta;
use driftscope_stats::cramer_von_mises;
use driftscope_stats::energy::energy;
use driftscope_stats::epps_singleton::epps_singleton;
use driftscope_stats::hedges_g::hedges_g;
use driftscope_stats::ks::kolmogorov_smirnov;
use driftscope_stats::kuiper::kuiper;
use driftscope_stats::levene::levene;
use driftscope_stats::mann_whitney::mann_whitney;
use driftscope_stats::median_shift::median_shift_of;
use driftscope_stats::mmd::mmd;
use driftscope_stats::mood::mood;
use driftscope_stats::psi::psi_sorted;
use driftscope_stats::scale_ratio::scale_ratio;
use driftscope_stats::student_t::student_t;
use driftscope_stats::wasserstein::{wasserstein, wasserstein_normed};
use driftscope_stats::welch_t::welch_t;

use super::{Doubled, Exchanged, Found, LEVEL, MakeOfNumbers, OfNumbers, OfSame, Tail, Unit};

pub(crate) const NUMBERS: &[OfNumbers] = &[
    OfNumbers {
        name: "ks",
        module: "ks",
        make: MakeOfNumbers::Sorted(|x, y| {
            kolmogorov_smirnov(x, y).map(|test| Found::test(test.statistic, test.p_value))
        }),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Same,
        unit: Unit::Ranks,
        doubled: Doubled::Same,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "anderson_darling",
        module: "anderson_darling",
        make: MakeOfNumbers::Sorted(|x, y| {
            anderson_darling(x, y).map(|test| Found::test(test.statistic, test.p_value))
        }),
        of_same: OfSame::AtMost { statistic: 0.05, least_p_value: 0.25 },
        exchanged: Exchanged::Same,
        unit: Unit::Ranks,
        doubled: Doubled::Other,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "cramer_von_mises",
        module: "cramer_von_mises",
        make: MakeOfNumbers::Sorted(|x, y| {
            cramer_von_mises::by_midranks(x, y).map(|test| Found::test(test.statistic, test.p_value))
        }),
        of_same: OfSame::AtMost { statistic: 0.05, least_p_value: 1.0 },
        exchanged: Exchanged::Same,
        unit: Unit::Ranks,
        doubled: Doubled::Other,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "epps_singleton",
        module: "epps_singleton",
        make: MakeOfNumbers::Sorted(|x, y| epps_singleton(x, y).map(|test| Found::test(test.statistic, test.p_value))),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Same,
        unit: Unit::Power(0.0),
        doubled: Doubled::Other,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "mann_whitney",
        module: "mann_whitney",
        make: MakeOfNumbers::Sorted(|x, y| mann_whitney(x, y).map(|test| Found::test(test.statistic, test.p_value))),
        of_same: OfSame::HalfOfPairs,
        exchanged: Exchanged::Other,
        unit: Unit::Ranks,
        doubled: Doubled::Times(4.0),
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "welch_t",
        module: "welch_t",
        make: MakeOfNumbers::AnyOrder(|x, y| {
            welch_t(x.moments(), y.moments()).map(|test| Found::test(test.statistic, test.p_value))
        }),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Negated,
        unit: Unit::Power(0.0),
        doubled: Doubled::Other,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "student_t",
        module: "student_t",
        make: MakeOfNumbers::AnyOrder(|x, y| {
            student_t(x.moments(), y.moments()).map(|test| Found::test(test.statistic, test.p_value))
        }),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Negated,
        unit: Unit::Power(0.0),
        doubled: Doubled::Other,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "levene",
        module: "levene",
        make: MakeOfNumbers::AnyOrder(|x, y| levene(x, y).map(|test| Found::test(test.statistic, test.p_value))),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Same,
        unit: Unit::Power(0.0),
        doubled: Doubled::Other,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "brown_forsythe",
        module: "brown_forsythe",
        make: MakeOfNumbers::AnyOrder(|x, y| {
            brown_forsythe(x, y).map(|test| Found::test(test.statistic, test.p_value))
        }),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Same,
        unit: Unit::Power(0.0),
        doubled: Doubled::Other,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "mood",
        module: "mood",
        make: MakeOfNumbers::Sorted(|x, y| mood(x, y).map(|test| Found::test(test.statistic, test.p_value))),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Negated,
        unit: Unit::Ranks,
        doubled: Doubled::Other,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "kuiper",
        module: "kuiper",
        make: MakeOfNumbers::Sorted(|x, y| kuiper(x, y).map(|test| Found::test(test.statistic, test.p_value))),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Same,
        unit: Unit::Ranks,
        doubled: Doubled::Same,
        tail: Tail::Deep,
    },
    OfNumbers {
        name: "energy",
        module: "energy",
        make: MakeOfNumbers::Sorted(|x, y| energy(x, y).map(Found::distance)),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Same,
        unit: Unit::Power(0.5),
        doubled: Doubled::Same,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "wasserstein",
        module: "wasserstein",
        make: MakeOfNumbers::Sorted(|x, y| wasserstein(x, y).map(Found::distance)),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Same,
        unit: Unit::Power(1.0),
        doubled: Doubled::Same,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "wasserstein_normed",
        module: "wasserstein",
        make: MakeOfNumbers::Sorted(|x, y| wasserstein_normed(x, y).map(Found::distance)),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Other,
        unit: Unit::Power(0.0),
        doubled: Doubled::Same,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "mmd",
        module: "mmd",
        make: MakeOfNumbers::Relabelled(|x, y, rounds| {
            mmd(x, y, rounds, 1).map(|test| Found::distance(test.statistic))
        }),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Same,
        unit: Unit::Power(0.0),
        doubled: Doubled::Other,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "psi",
        module: "psi",
        make: MakeOfNumbers::Sorted(|x, y| psi_sorted(x, y).map(Found::distance)),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Other,
        unit: Unit::Factor,
        doubled: Doubled::Other,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "cliffs_delta",
        module: "cliffs_delta",
        make: MakeOfNumbers::Sorted(|x, y| cliffs_delta(x, y, LEVEL).map(|effect| Found::distance(effect.statistic))),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Negated,
        unit: Unit::Ranks,
        doubled: Doubled::Same,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "hedges_g",
        module: "hedges_g",
        make: MakeOfNumbers::AnyOrder(|x, y| {
            hedges_g(x.moments(), y.moments(), LEVEL).map(|effect| Found::distance(effect.statistic))
        }),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Negated,
        unit: Unit::Power(0.0),
        doubled: Doubled::Other,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "median_shift",
        module: "median_shift",
        make: MakeOfNumbers::Rows(|x, y| median_shift_of(x, y, LEVEL).map(|effect| Found::distance(effect.statistic))),
        of_same: OfSame::Zero,
        exchanged: Exchanged::Negated,
        unit: Unit::Power(1.0),
        doubled: Doubled::Same,
        tail: Tail::Ends,
    },
    OfNumbers {
        name: "scale_ratio",
        module: "scale_ratio",
        make: MakeOfNumbers::AnyOrder(|x, y| scale_ratio(x, y, LEVEL).map(|effect| Found::distance(effect.statistic))),
        of_same: OfSame::One,
        exchanged: Exchanged::Reciprocal,
        unit: Unit::Power(0.0),
        doubled: Doubled::Other,
        tail: Tail::Ends,
    },
];
