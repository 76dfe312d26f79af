"""Windows of moments by the clocks of seven time zones, counted by pandas.

python make_zones.py > zones.json      (pandas 3.1.1, tzdata 2026.6)

The moments of a case are `first + step * number` seconds since 1970, for `rows` numbers from 0 on. Each zone changes its clocks within them, or,
as Asia/Kolkata, lies half an hour from all others; Chile sets its clocks forward at midnight, and Pacific/Apia has no 30 December 2011. Of hours, the two that a clock shows alike when it
is set back are one window, since a report names a window by what the clock shows.
"""

import json
import sys

import pandas

# The day on which clocks change, or, of Kolkata, any day.
ZONES = {
    "Europe/Berlin": "2024-03-31",
    "America/New_York": "2024-11-03",
    "Asia/Kolkata": "2024-03-31",
    "Australia/Lord_Howe": "2024-04-07",
    "America/Sao_Paulo": "2018-11-04",
    "America/Santiago": "2024-09-08",
    "Pacific/Apia": "2011-12-30",
}
# How pandas names the unit, days before the change, step in seconds, and rows.
UNITS = {"hour": ("h", 2, 1201, 400), "day": ("D", 30, 4001, 1500), "week": ("W-MON", 30, 4001, 1500), "month": ("MS", 100, 12007, 1500)}


def windows(moments, zone, unit):
    rows = pandas.Series(1, index=moments.tz_convert(zone))
    if unit == "hour" or zone == "Pacific/Apia":
        # `resample` counts hours from half past on, once Lord Howe has set its clocks back by half an hour, and its days of Apia are out of
        # order. These follow from what the clock shows.
        clock = rows.index.tz_localize(None)
        days = {"hour": clock.floor("h"), "day": clock.floor("D")}
        days["week"] = clock.floor("D") - pandas.to_timedelta(clock.day_of_week, unit="D")
        days["month"] = clock.to_period("M").to_timestamp()
        shown = rows.groupby(days[unit]).sum()
        written = "%Y-%m-%dT%H:%M:%S" if unit == "hour" else "%Y-%m-%d"
        return [[start.strftime(written), int(count)] for start, count in shown.items()]
    ends = {"closed": "left", "label": "left"} if unit == "week" else {}
    counted = rows.resample(UNITS[unit][0], **ends).sum()
    shown = counted.tz_localize(None)
    return [[start.strftime("%Y-%m-%d"), int(count)] for start, count in shown.items() if count > 0]


def main():
    cases = []
    for zone, day in ZONES.items():
        for unit, (_, before, step, rows) in UNITS.items():
            first = int((pandas.Timestamp(day, tz="UTC") - pandas.Timedelta(days=before)).timestamp())
            moments = pandas.to_datetime([first + step * number for number in range(rows)], unit="s", utc=True)
            found = windows(moments, zone, unit)
            cases.append({"zone": zone, "unit": unit, "first": first, "step": step, "rows": rows, "windows": found})
    json.dump(cases, sys.stdout, separators=(",", ":"))
    print()


main()
