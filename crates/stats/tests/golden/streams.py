"""Samples made by a rule that Python and Rust carry out alike, bit by bit, so that only its parameters are kept.

A sample is `shift + scale * x` for so many x of a shape, each made of uniform numbers u by additions, products and
quotients alone, from Knuth's linear congruential generator (MMIX): s ← 6364136223846793005 s + 1442695040888963407 modulo
2⁶⁴, u = ⌊s/2¹¹⌋ 2⁻⁵³. With an `outlier`, it takes the last one's place. The twin is `tests/oracles/streams.rs`.
"""

import math


def stream(shape, seed, count, shift=0.0, scale=1.0, outlier=None):
    parameters = {"shape": shape, "seed": seed, "count": count, "shift": shift, "scale": scale}
    return parameters if outlier is None else parameters | {"outlier": outlier}


def values(parameters):
    state = parameters["seed"]

    def u():
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 11) * 2.0**-53

    def bell():
        return u() + u() + u() + u() + u() + u() - 3.0

    def skewed():
        both = u() + u()
        return both * both * both * both

    def heavy():
        v = 2.0 * u() - 1.0
        return v / (1.0 - v * v)

    shapes = {
        "uniform": u,
        "bell": bell,
        "skewed": skewed,
        "heavy": heavy,
        "ties": lambda: float(math.floor(8.0 * u())),
        "integers": lambda: float(math.floor(20.0 + 6.0 * bell())),
        "two values": lambda: 1.0 if u() < 0.3 else 0.0,
        "mostly zero": lambda: 0.0 if u() < 0.7 else u(),
    }
    one = shapes[parameters["shape"]]
    made = [parameters["shift"] + parameters["scale"] * one() for _ in range(parameters["count"])]
    if "outlier" in parameters:
        made[-1] = parameters["outlier"]
    return made
