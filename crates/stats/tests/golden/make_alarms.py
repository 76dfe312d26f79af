"""Writes alarms.json: binomial tails and the evidence of the e-detector, in exact fractions.

The detector is written with lambda, as in Shin, Ramdas and Rinaldo (2023): every row is a bet of its own, and the sums of a window are
multiplied row by row. Nothing is taken from the Rust code but the four shares on which is bet.
"""

import json
import platform
import random
from fractions import Fraction
from math import comb


def tail_above(hits, cases, bound):
    return sum(comb(cases, k) * bound**k * (1 - bound) ** (cases - k) for k in range(hits, cases + 1))


def tails():
    chance = random.Random(1)
    found = []
    for cases in [1, 2, 5, 17, 60, 300]:
        for text in ["0.001", "0.05", "0.3", "0.5", "0.9"]:
            bound = Fraction(float(text))
            for hits in sorted({0, 1, cases, cases // 2, chance.randint(0, cases)}):
                above = tail_above(hits, cases, bound)
                below = 1 - tail_above(hits + 1, cases, bound)
                found.append({"hits": hits, "cases": cases, "bound": float(text), "above": float(above), "below": float(below)})
    return found


def evidence(bound, windows):
    """The evidence after each window."""
    sums = {}
    course = []
    for times in ["1.1", "1.25", "1.5", "2"]:
        share = min(Fraction(times) * bound, (1 + bound) / 2)
        bet = (share - bound) / (bound * (1 - bound))
        sums[times] = (bet, Fraction(0))
    for faults, rows in windows:
        for times, (bet, total) in sums.items():
            factor = Fraction(1)
            for row in range(rows):
                factor *= 1 + bet * ((1 if row < faults else 0) - bound)
            sums[times] = (bet, factor * (total + 1))
        course.append(float(sum(total for _, total in sums.values()) / 4))
    return course


def detectors():
    chance = random.Random(2)
    found = []
    for text, rate in [("0.1", 0.1), ("0.1", 0.13), ("0.02", 0.05), ("0.5", 0.4), ("0.9", 0.95), ("0.003", 0.0)]:
        windows = [(sum(chance.random() < rate for _ in range(rows)), rows) for rows in [chance.randint(1, 40) for _ in range(12)]]
        found.append({"bound": float(text), "windows": windows, "evidence": evidence(Fraction(text), windows)})
    return found


with open("alarms.json", "w") as out:
    out.write('{"versions": "Python ' + platform.python_version() + '",\n')
    out.write('"tails": ' + json.dumps(tails()) + ",\n")
    out.write('"detectors": ' + json.dumps(detectors()) + "}\n")
