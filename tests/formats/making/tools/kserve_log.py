"""Requests and answers as KServe writes them, in the events that its logger sends. argv[1]: v1 or v2."""

import json
import sys

import pandas as pd
from cloudevents.conversion import to_json
from cloudevents.http import CloudEvent
from kserve import InferInput, InferRequest
from kserve.utils.utils import get_predict_response

DATATYPES = {"id": "INT64", "timestamp": "BYTES", "model": "BYTES", "score": "FP64", "ok": "BOOL"}


def v1(batch: list[dict]) -> list[dict]:
    payload = {"instances": batch}
    result = pd.DataFrame({"class": [row["model"] for row in batch], "margin": [row["score"] for row in batch]})
    return [payload, get_predict_response(payload, result, "m")]


def v2(batch: list[dict], number: int) -> list[dict]:
    def tensor(name: str, datatype: str, values: list, shape: list[int]) -> InferInput:
        return InferInput(name=name, shape=shape, datatype=datatype, data=values)

    rows = len(batch)
    inputs = [tensor(name, kind, [row[name] for row in batch], [rows]) for name, kind in DATATYPES.items()]
    inputs.append(tensor("temp", "FP64", [[row["input"]["temp"]] for row in batch], [rows, 1]))
    flat = [value for row in batch for value in row["input"]["features"]]
    inputs.append(tensor("features", "FP64", flat, [rows, 2]))
    request = InferRequest(model_name="m", infer_inputs=inputs, request_id=f"r{number}")
    body, _ = request.to_rest()
    result = pd.DataFrame({"margin": [row["score"] for row in batch]})
    answer, _ = get_predict_response(request, result, "m").to_rest()
    return [body, answer]


for number, batch in enumerate(json.load(sys.stdin)):
    bodies = v1(batch) if sys.argv[1] == "v1" else v2(batch, number)
    kind = "request" if len(sys.argv) < 3 else sys.argv[2]
    attributes = {
        "id": f"r{number}",
        "source": "http://localhost:9081/",
        "type": f"org.kubeflow.serving.inference.{kind}",
        "time": batch[0]["timestamp"],
        "inferenceservicename": "m",
    }
    print(to_json(CloudEvent(attributes, bodies[kind == "response"])).decode())
