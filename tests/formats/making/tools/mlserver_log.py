"""Requests and answers of the Open Inference Protocol as MLServer encodes data frames."""

import json
import sys

import pandas as pd
from mlserver.codecs import PandasCodec

for number, batch in enumerate(json.load(sys.stdin)):
    frame = pd.DataFrame(
        [{name: row[name] for name in ("id", "timestamp", "model", "ok")} | {"temp": row["input"]["temp"]} for row in batch]
    ).astype({"timestamp": object, "model": object})
    scores = pd.DataFrame({"score": [row["score"] for row in batch]})
    request = PandasCodec.encode_request(frame, use_bytes=False)
    request.id = f"r{number}"
    answer = PandasCodec.encode_response("m", scores, model_version="1", use_bytes=False)
    answer.id = request.id
    record = {"request": request.model_dump(exclude_none=True), "response": answer.model_dump(exclude_none=True)}
    print(json.dumps(record))
