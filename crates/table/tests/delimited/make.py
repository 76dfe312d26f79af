"""Writes the tables that the tests of CSV compare with: each as pandas or Python's csv module writes it, and as JSON Lines.

Run it in this folder: `python make.py`. The versions it ran with stand at the top of the file.
"""

import csv
import io
import json
import platform
import random

import pandas as pd

choose = random.Random(20_240_518)

PLAIN = ["blue", "Ann Lee", "żółć", "😀", "a;b|c", "it's", "5 ft", "x/y", "007", "1.2.3", "-", "no,", "2024-01-02", "None"]
HARD = PLAIN + ['say "hi"', '"', '""', "two\nlines", "tab\there", ' lead', "trail ", "a,b", "cr\rlf", "c:\\dir", "back\\"]


def number(kind):
    if kind == "integer":
        return choose.choice([choose.randrange(-1000, 1000), choose.randrange(2**53, 2**70), 0])
    return choose.choice([choose.uniform(-1, 1), choose.uniform(-1e9, 1e9), choose.gauss(0, 1) * 1e-12, 1.0, 5e-324, 1e22])


def value(kind, texts, may_be_empty):
    if choose.random() < 0.1:
        return None
    if kind == "boolean":
        return choose.random() < 0.5
    if kind == "text":
        return choose.choice(texts + [""] if may_be_empty else texts)
    return number(kind)


def table(texts, may_be_empty):
    kinds = ["integer", "decimal"] + [choose.choice(["integer", "decimal", "boolean", "text"]) for _ in range(choose.randrange(5))]
    choose.shuffle(kinds)
    names = [f"{kind} {place}" if choose.random() < 0.5 else f"in.{kind}_{place}" for place, kind in enumerate(kinds)]
    # A number in the first row tells the names from the values.
    rows = [[value(kind, texts, may_be_empty) for kind in kinds] for _ in range(choose.randrange(3, 12))]
    rows[0] = [number(kind) if kind in ("integer", "decimal") else cell for kind, cell in zip(kinds, rows[0])]
    return names, rows


def lines(names, rows):
    return "".join(json.dumps(dict(zip(names, row)), ensure_ascii=False) + "\n" for row in rows)


def as_written(rows, quoting):
    """What is missing and what is an empty text cannot be distinguished in what both libraries write."""
    empty = "" if quoting == csv.QUOTE_NONNUMERIC else None
    return [[empty if cell in (None, "") else cell for cell in row] for row in rows]


def by_csv(quoting, delimiter, line_end, escapes):
    names, rows = table(HARD, True)
    if escapes:
        # Without an escaped quote nobody can know that two backslashes are one.
        names = ["said"] + names
        rows = [[choose.choice(['say "hi"', '3" 2"', '"']) if place == 0 else choose.choice(HARD)] + row for place, row in enumerate(rows)]
    out = io.StringIO()
    settings = {"doublequote": False, "escapechar": "\\"} if escapes else {}
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=line_end, **settings)
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue(), lines(names, as_written(rows, quoting))


def by_pandas(**settings):
    names, rows = table(HARD, False)
    columns = {name: pd.Series([row[place] for row in rows], dtype=object) for place, name in enumerate(names)}
    return pd.DataFrame(columns).to_csv(**settings), lines(names, as_written(rows, settings["quoting"]))


cases = []
for quoting in ["QUOTE_MINIMAL", "QUOTE_NONNUMERIC", "QUOTE_ALL"]:
    for delimiter in [",", "\t", ";", "|", "\x01"]:
        for line_end in ["\n", "\r\n", "\r"]:
            text, expected = by_csv(getattr(csv, quoting), delimiter, line_end, False)
            cases.append({"name": f"csv {quoting} {delimiter!r} {line_end!r}", "text": text, "lines": expected})
for delimiter in [",", ";"]:
    for _ in range(4):
        text, expected = by_csv(csv.QUOTE_NONNUMERIC, delimiter, "\n", True)
        cases.append({"name": f"csv with backslashes {delimiter!r}", "text": text, "lines": expected})
for index in [False, True]:
    for sep in [",", "\t", ";"]:
        for quoting in [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]:
            text, expected = by_pandas(index=index, sep=sep, quoting=quoting)
            cases.append({"name": f"pandas {index} {sep!r} {quoting}", "text": text, "lines": expected})

# A decimal comma.
for _ in range(4):
    frame = pd.DataFrame({"x": [choose.uniform(-9, 9) for _ in range(8)], "n": [choose.randrange(99) for _ in range(8)]})
    text = frame.to_csv(sep=";", decimal=",", index=False)
    rows = [[x, int(n)] for x, n in frame.values.tolist()]
    cases.append({"name": "pandas decimal comma", "text": text, "lines": lines(["x", "n"], rows)})

with open("cases.json", "w", encoding="utf-8") as file:
    json.dump({"versions": {"python": platform.python_version(), "pandas": pd.__version__}, "cases": cases}, file, ensure_ascii=False, indent=1)
    file.write("\n")
