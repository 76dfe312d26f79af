"""Requests and answers as Seldon's Python server writes them: `ndarray` and `tensor`."""

import json
import sys

import numpy as np
from seldon_core.proto import prediction_pb2
from seldon_core.utils import array_to_grpc_datadef, seldon_message_to_json


def message(kind: str, values: np.ndarray, names: list[str], puid: str) -> dict:
    data = array_to_grpc_datadef(kind, values, names)
    meta = prediction_pb2.Meta(puid=puid)
    return seldon_message_to_json(prediction_pb2.SeldonMessage(data=data, meta=meta))


for number, batch in enumerate(json.load(sys.stdin)):
    # Protobuf's lists hold doubles: identifiers past 2^53 are left out.
    rows = np.array([[row["model"], row["score"], row["input"]["temp"]] for row in batch], dtype=object)
    scores = np.array([[row["score"], 1 - row["score"]] for row in batch])
    request = message("ndarray", rows, ["model", "score", "temp"], f"r{number}")
    response = message("tensor", scores, ["t:0", "t:1"], f"r{number}")
    print(json.dumps({"request": request, "response": response}))
