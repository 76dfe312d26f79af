"""What the Azure ML collector stores: its payloads, in the events that Azure's manual shows."""

import json
import sys

import pandas as pd
from azureml.ai.monitoring.payload.logdata import PandasFrameData
from azureml.ai.monitoring.payload.payload import JsonPayload

for number, batch in enumerate(json.load(sys.stdin)):
    frame = pd.json_normalize(batch)
    payload = JsonPayload("model_inputs", PandasFrameData(frame), model_version="1", correlation_id=f"r{number}")
    event = {
        "specversion": "1.0",
        "id": f"e{number}",
        "source": "/subscriptions/s/onlineEndpoints/m/deployments/blue",
        "type": f"azureml.inference.{payload.designation()}",
        "datacontenttype": payload.contenttype(),
        "time": batch[0]["timestamp"],
        "correlationid": payload.correlation_id(),
        "modelversion": payload.model_version(),
        "agent": payload.agent(),
        "data": json.loads(payload.content()),
    }
    print(json.dumps(event))
