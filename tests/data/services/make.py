"""Writes prediction logs as two kinds of service write them. Python 3.9 or later, its standard library alone:

    python3 tests/data/services/make.py

rides-may.json, rides-june.json, durations.json: a service that inserts each request with its prediction into a MongoDB collection, as
mongoexport writes it, and another collection with the durations of four in five rides of both months (mongoexport --jsonArray). Nothing but
the ObjectIds says when a record was made. In June the model predicts two minutes too much.

api-may.log, api-june.log: a service that logs each prediction as JSON in a line of Python's logging, between lines that hold none. In June
the second feature is half a standard deviation higher, and answers take a quarter longer.

Prints the labelled rides of each month, and the mean, the mean size and the root mean square of the errors.
"""

import datetime
import json
import math
import pathlib
import random

HERE = pathlib.Path(__file__).parent
RIDES = 840
ANSWERS = 420
DAYS = 28
random.seed(3)


def start(month):
    return datetime.datetime(2026, month, 1, tzinfo=datetime.timezone.utc)


def object_id(seconds, machine, count):
    return {"$oid": f"{int(seconds):08x}{machine}{count:06x}"}


def rides(name, month, letter, shift):
    labels, lines = [], []
    for row in range(RIDES):
        made = start(month).timestamp() + row * DAYS * 86400 / RIDES
        distance = round(random.expovariate(0.3), 2)
        duration = round(distance * 4 + 5 + random.gauss(0, 3), 2)
        ride = {
            "_id": object_id(made, "a1b2c3d4e5", row),
            "PULocationID": random.choice([130, 205, 74]),
            "DOLocationID": random.choice([1, 2, 3, 4]),
            "trip_distance": distance,
            "ride_id": f"{letter}{row}",
            "prediction": round(distance * 4 + 5 + shift, 2),
        }
        lines.append(json.dumps(ride, separators=(",", ":")))
        if row % 5:
            label = {"_id": object_id(made + 900, "ffb2c3d4e5", row), "ride_id": ride["ride_id"], "duration": duration}
            labels.append(label)
    (HERE / name).write_text("\n".join(lines) + "\n")
    truth = {label["ride_id"]: label["duration"] for label in labels}
    known = [ride for ride in map(json.loads, lines) if ride["ride_id"] in truth]
    errors = [ride["prediction"] - truth[ride["ride_id"]] for ride in known]
    root = math.sqrt(math.fsum(error * error for error in errors) / len(errors))
    print(name, len(errors), math.fsum(errors) / len(errors), math.fsum(map(abs, errors)) / len(errors), root)
    return labels


def log(name, month, version, shift, slower):
    lines = []
    for row in range(ANSWERS):
        at = start(month).replace(tzinfo=None) + datetime.timedelta(seconds=row * DAYS * 86400 / ANSWERS)
        stamp = f"{at:%Y-%m-%d %H:%M:%S},{row % 1000:03d} - __main__"
        entry = {
            "timestamp": at.isoformat(),
            "model_version": version,
            "input": {"features": [round(random.gauss(shift if place == 1 else 0, 1), 3) for place in range(4)]},
            "prediction": {"class": int(random.random() < 0.3), "confidence": round(random.betavariate(8, 2), 3)},
            "latency_ms": round(random.gammavariate(2, 15 * slower), 2),
        }
        if row % 50 == 0:
            lines.append(f"{stamp} - WARNING - slow upstream")
        lines.append(f"{stamp} - INFO - Prediction: {json.dumps(entry)}")
    (HERE / name).write_text("\n".join(lines) + "\n")


durations = rides("rides-may.json", 5, "a", 0) + rides("rides-june.json", 6, "b", 2)
random.shuffle(durations)
(HERE / "durations.json").write_text(json.dumps(durations, separators=(",", ":")) + "\n")
log("api-may.log", 5, "v1.0", 0, 1)
log("api-june.log", 6, "v1.1", 0.5, 1.25)
