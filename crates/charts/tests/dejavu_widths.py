"""Prints the advance widths in src/text.rs: python3 dejavu_widths.py /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf

Reads the tables `head`, `hhea`, `hmtx` and `cmap` (format 4) of a TrueType font by hand, so it needs nothing but Python.
"""

import struct
import sys

with open(sys.argv[1], "rb") as font:
    data = font.read()


def unsigned(place):
    return struct.unpack(">H", data[place:place + 2])[0]


tables = {}
for entry in range(unsigned(4)):
    tag, _, offset, _ = struct.unpack(">4sIII", data[12 + 16 * entry:28 + 16 * entry])
    tables[tag.decode()] = offset

units = unsigned(tables["head"] + 18)
metrics = unsigned(tables["hhea"] + 34)
cmap = tables["cmap"]
offsets = [struct.unpack(">I", data[cmap + 8 + 8 * i:cmap + 12 + 8 * i])[0] for i in range(unsigned(cmap + 2))]
segment_map = next(cmap + offset for offset in offsets if unsigned(cmap + offset) == 4)
segments = unsigned(segment_map + 6) // 2
ends = segment_map + 14
starts = ends + 2 * segments + 2
deltas = starts + 2 * segments
ranges = deltas + 2 * segments


def glyph(code):
    for i in range(segments):
        if unsigned(ends + 2 * i) >= code:
            start, delta, offset = (unsigned(base + 2 * i) for base in (starts, deltas, ranges))
            if start > code:
                return 0
            if offset == 0:
                return (code + delta) & 0xFFFF
            found = unsigned(ranges + 2 * i + offset + 2 * (code - start))
            return (found + delta) & 0xFFFF if found else 0
    return 0


def width(code):
    return round(unsigned(tables["hmtx"] + 4 * min(glyph(code), metrics - 1)) * 1000 / units)


print([width(code) for code in range(0x20, 0x7F)])
for code in (0xA0, 0x2009, 0x202F, 0x2013, 0x2026, 0x2192, 0x2212, 0x2265):
    print(f"U+{code:04X} {width(code)}")
