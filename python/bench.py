"""Times a comparison of two pandas frames, by Driftscope and by Evidently's default report, in turns.

Run as `python bench.py [ROWS [RUNS [evidently]]]`, with driftscope, pandas and pyarrow installed, and Evidently if it is named. Prints a line for
each: what, rows, and seconds on the clock and of processor time, with those of started programs, of the fastest run.
"""

import resource
import sys
import time

import driftscope
import numpy
import pandas


def frame(rows, shift, seed):
    """Ten columns of doubles, five of integers, four of categories and one of timestamps."""
    draw = numpy.random.default_rng(seed)
    columns = {f"real_{number}": draw.normal(shift, 1, rows) for number in range(10)}
    columns |= {f"count_{number}": draw.integers(0, 10 ** (number + 1), rows) for number in range(5)}
    labels = numpy.array([f"label {number}" for number in range(50)], dtype=object)
    columns |= {f"label_{number}": labels[draw.integers(0, 10 * (number + 1), rows)] for number in range(4)}
    columns["when"] = pandas.Timestamp("2026-01-01") + pandas.to_timedelta(numpy.arange(rows), unit="s")
    return pandas.DataFrame(columns)


def seconds():
    """Seconds of processor time of this process and of those it started."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def by_driftscope(reference, production):
    driftscope.compare(reference, production)


def by_evidently(reference, production):
    from evidently import Report
    from evidently.presets import DataDriftPreset

    Report([DataDriftPreset()]).run(production, reference).dict()


def main(rows=1_000_000, runs=3, other=""):
    sides = frame(int(rows), 0.0, 1), frame(int(rows), 0.02, 2)
    ways = [by_driftscope] + ([by_evidently] if other else [])
    best = {}
    for _ in range(int(runs)):
        for way in ways:
            clock, processor = time.perf_counter(), seconds()
            way(*sides)
            taken = time.perf_counter() - clock, seconds() - processor
            best[way.__name__] = min(best.get(way.__name__, taken), taken)
    for name, (clock, processor) in best.items():
        print(f"{name}\t{rows} rows\t{clock:.2f} s\t{processor:.2f} s of processor time")


main(*sys.argv[1:])
