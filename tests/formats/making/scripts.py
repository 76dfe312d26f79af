"""Data as scripts print it, and as maps keep it."""

import json

from .data import records
from .expected import expect, put


def make() -> None:
    few = records()[:8]
    for name, text, note in [
        ("python-repr.txt", "".join(f"{record!r}\n" for record in few), "`print(record)`"),
        ("python-list.txt", repr(few), "`print(records)`"),
    ]:
        put(name, text)
        cells = {"id": {"7": "9007199254741007"}, "ok": {"1": False}, "label": {"1": 'with "quotes"', "5": None}}
        expect(name, "relaxed_json", rows=8, same_as=None, cells=cells, note=note)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [11.5, 48.1]},
            "properties": {"id": record["id"]},
        }
        for record in records()[:5]
    ]
    put("map.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    expect(
        "map.geojson",
        "envelope",
        rows=5,
        columns=["type", "geometry.type", "geometry.coordinates.0", "geometry.coordinates.1", "properties.id"],
        same_as=None,
        cells={"properties.id": {"0": "9007199254740993"}, "geometry.coordinates.1": {"4": 48.1}},
        note="by hand, after RFC 7946",
    )
