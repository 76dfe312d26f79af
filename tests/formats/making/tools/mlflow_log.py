"""Rows of an inference table as Databricks names them; request and answer are what MLflow's scoring server takes and gives."""

import io
import json
import sys

import pandas as pd
from mlflow.pyfunc.scoring_server import predictions_to_json

for number, batch in enumerate(json.load(sys.stdin)):
    frame = pd.json_normalize(batch)
    split = frame.astype(object).where(frame.notna(), None).to_dict(orient="split")
    del split["index"]
    answer = io.StringIO()
    predictions_to_json([row["score"] for row in batch], answer)
    row = {
        "databricks_request_id": f"r{number}",
        "date": batch[0]["timestamp"][:10],
        "timestamp_ms": int(pd.Timestamp(batch[0]["timestamp"]).timestamp() * 1000),
        "status_code": 200,
        "execution_time_ms": 7 + number,
        "request": json.dumps({"dataframe_split": split}),
        "response": answer.getvalue(),
        "sampling_fraction": 1.0,
        "request_metadata": {"endpoint_name": "m", "model_name": "m", "model_version": "1"},
    }
    print(json.dumps(row))
