"""Data capture as SageMaker's manual shows it; the requests are those of the SDK's own serializers. argv[1]: csv or base64."""

import base64
import json
import sys

from sagemaker.core.serializers import CSVSerializer, JSONSerializer


def capture(data: str, kind: str, encoding: str, mode: str) -> dict:
    return {"observedContentType": kind, "mode": mode, "data": data, "encoding": encoding}


for number, batch in enumerate(json.load(sys.stdin)):
    answer = JSONSerializer().serialize({"predictions": [{"score": row["score"]} for row in batch]})
    if sys.argv[1] == "csv":
        rows = [[row["id"], row["model"], row["score"], row["input"]["temp"], *row["input"]["features"]] for row in batch]
        request = capture(CSVSerializer().serialize(rows), "text/csv", "CSV", "INPUT")
    else:
        packed = base64.b64encode(JSONSerializer().serialize({"instances": batch}).encode()).decode()
        request = capture(packed, "application/json", "BASE64", "INPUT")
    record = {
        "captureData": {"endpointInput": request, "endpointOutput": capture(answer, "application/json", "JSON", "OUTPUT")},
        "eventMetadata": {"eventId": f"r{number}", "inferenceTime": batch[0]["timestamp"]},
        "eventVersion": "0",
    }
    print(json.dumps(record))
