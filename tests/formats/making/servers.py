"""What model servers log: batches of one to three of the forty rows in each record.

The servers' libraries need versions of others that do not go together, so each has an environment of its own; `TOOLS` says
what is in it. Without `--tools` their files stay as they are.
"""

import json
import subprocess
from pathlib import Path

from .data import moment_of, records
from .expected import HERE, expect, lines, put

# An environment, and what was installed in it.
TOOLS = {
    "kserve": "kserve==0.21.0",
    "mlserver": "mlserver==1.7.1",
    "mlflow": "mlflow-skinny==3.17.2 pandas numpy fastapi",
    "bentoml": "bentoml==1.4.40",
    "azureml": "azureml-ai-monitoring==1.0.0 pandas==3.1.1",
    "openai": "openai==3.57.0",
    "sagemaker": "sagemaker-core==2.27.0 pandas numpy",
    "seldon": "seldon-core==1.18.2",
}

FEATURES = ["input.temp", "input.features.0", "input.features.1"]


def make(tools: Path | None) -> None:
    by_kserve(tools)
    by_mlserver(tools)
    by_mlflow(tools)
    by_bentoml(tools)
    by_azureml(tools)
    by_openai(tools)
    by_sagemaker(tools)
    by_vertex()
    by_torchserve()
    by_ray_serve()
    by_seldon(tools)


def batches() -> list[list[dict]]:
    rows = records()
    sizes = [2, 1, 3] * 7
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    return [rows[start : start + size] for start, size in zip(starts, sizes) if start < len(rows)]


def run(tools: Path | None, tool: str, file: str, *arguments: str) -> None:
    if tools is None:
        if not (HERE / file).exists():
            raise SystemExit(f"give --tools: {file} is not there yet")
        return
    script = Path(__file__).parent / "tools" / f"{tool}_log.py"
    command = [tools / tool / "bin" / "python", script, *arguments]
    put(file, subprocess.run(command, input=json.dumps(batches()).encode(), stdout=subprocess.PIPE, check=True).stdout)


def by_kserve(tools: Path | None) -> None:
    run(tools, "kserve", "kserve-v1.jsonl", "v1")
    expect(
        "kserve-v1.jsonl",
        "batches",
        columns=None,
        prefix="data.instances.",
        cells={"time": {"1": "2026-01-02T03:04:05.678Z", "2": "2026-01-02T03:18:05.900Z"}},
        note="KServe 0.21: requests of the V1 protocol in its logger's events",
    )
    run(tools, "kserve", "kserve-v1-answers.jsonl", "v1", "response")
    expect(
        "kserve-v1-answers.jsonl",
        "batches",
        columns=["specversion", "id", "source", "type", "time", "data.predictions.class", "data.predictions.margin", "inferenceservicename"],
        same_as=None,
        cells={"data.predictions.margin": {"1": records()[1]["score"]}, "data.predictions.class": {"39": "v1.1"}},
        note="KServe 0.21: answers of the V1 protocol in its logger's events",
    )
    run(tools, "kserve", "kserve-v2.jsonl", "v2")
    expect(
        "kserve-v2.jsonl",
        "batches",
        columns=None,
        prefix="data.inputs.",
        without=["label", "count", "temp", "features.0", "features.1", *FEATURES],
        cells={
            "data.inputs.temp": {"39": 30.25},
            "data.inputs.features.1": {"39": -38.75},
            "id": {"1": "r0", "2": "r1"},
        },
        note="KServe 0.21: requests of the Open Inference Protocol, tensors flat and in rows",
    )


def by_mlserver(tools: Path | None) -> None:
    run(tools, "mlserver", "mlserver.jsonl")
    expect(
        "mlserver.jsonl",
        "batches",
        columns=None,
        prefix="request.inputs.",
        without=["label", "count", "temp", "score", *FEATURES],
        cells={"request.inputs.temp": {"39": 30.25}, "response.outputs.score": {"39": records()[39]["score"]}},
        note="MLServer 1.7: data frames as its codec writes them, request and answer",
    )


def by_mlflow(tools: Path | None) -> None:
    run(tools, "mlflow", "mlflow-inference-table.jsonl")
    expect(
        "mlflow-inference-table.jsonl",
        "batches",
        columns=None,
        prefix="request.dataframe_split.",
        cells={"response.predictions": {"39": records()[39]["score"]}, "timestamp_ms": {"1": 1767323045678}},
        note="MLflow 3.17: its scoring server's JSON, in the rows of a Databricks inference table",
    )


def by_bentoml(tools: Path | None) -> None:
    run(tools, "bentoml", "bentoml-monitor.jsonl")
    expect(
        "bentoml-monitor.jsonl",
        "records",
        columns=["id", "model", "label", "count", "input.0", "input.1", "score", "timestamp", "request_id", "trace_id"],
        without=["timestamp", "ok", "input.0", "input.1", "request_id", "trace_id", *FEATURES],
        cells={"input.1": {"39": -38.75}},
        note="BentoML 1.4: its monitor, a line for each row",
    )


def by_azureml(tools: Path | None) -> None:
    run(tools, "azureml", "azureml-collector.jsonl")
    expect(
        "azureml-collector.jsonl",
        "batches",
        columns=None,
        prefix="data.",
        # pandas rounds to ten digits.
        without=["score"],
        cells={"data.score": {"39": 0.9447138189}, "correlationid": {"1": "r0", "2": "r1"}},
        note="Azure ML's collector 1.0: its payloads, in the events of its manual",
    )


def by_openai(tools: Path | None) -> None:
    run(tools, "openai", "openai.jsonl")
    expect(
        "openai.jsonl",
        "records",
        rows=21,
        columns=None,
        same_as=None,
        cells={
            "request.messages.length": {"0": 2, "1": 1},
            "response.choices.0.message.content": {"0": "v1.0", "20": "v1.1"},
            "response.usage.total_tokens": {"0": 19},
        },
        warnings={"long_array": 1},
        note="OpenAI's client 3.57: requests and answers, a row for each conversation",
    )


def by_sagemaker(tools: Path | None) -> None:
    score = {"captureData.endpointOutput.data.predictions.score": {"39": records()[39]["score"]}}
    cells = score | {
        "captureData.endpointInput.data.0": {"39": "9007199254741071"},
        "captureData.endpointInput.data.1": {"0": "v1.0"},
        "captureData.endpointInput.data.5": {"39": -38.75},
        "eventMetadata.eventId": {"1": "r0", "2": "r1"},
    }
    note = "SageMaker's data capture after its manual, around what the SDK's serializers write"
    run(tools, "sagemaker", "sagemaker-capture-csv.jsonl", "csv")
    expect("sagemaker-capture-csv.jsonl", "batches", columns=None, same_as=None, cells=cells, note=f"{note}: CSV")
    run(tools, "sagemaker", "sagemaker-capture-base64.jsonl", "base64")
    expect(
        "sagemaker-capture-base64.jsonl",
        "batches",
        columns=None,
        prefix="captureData.endpointInput.data.instances.",
        cells=score,
        note=f"{note}: JSON in base64",
    )


def by_vertex() -> None:
    """By hand, after the manual of Vertex AI's request-response logging: its table of BigQuery as JSON Lines."""
    rows = [
        {
            "endpoint": "projects/1/locations/l/endpoints/2",
            "deployed_model_id": "3",
            "logging_time": batch[0]["timestamp"],
            "request_id": str(number),
            "request_payload": [json.dumps(row) for row in batch],
            "response_payload": [json.dumps({"score": row["score"]}) for row in batch],
        }
        for number, batch in enumerate(batches())
    ]
    put("vertex-logging.jsonl", lines(rows))
    expect(
        "vertex-logging.jsonl",
        "batches",
        columns=None,
        prefix="request_payload.",
        cells={"response_payload.score": {"39": records()[39]["score"]}},
        note="by hand after its manual: Vertex AI's request-response log, from BigQuery",
    )


def by_torchserve() -> None:
    """By hand, after TorchServe's manual: a log4j2 line of its model log for each batch, with what a handler logs."""
    rows = [
        f"{moment_of(number):%Y-%m-%dT%H:%M:%S},{number:03} [INFO ] W-9000-m_1.0-stdout MODEL_LOG - "
        + json.dumps({"instances": batch, "predictions": [row["score"] for row in batch]})
        for number, batch in enumerate(batches())
    ]
    put("torchserve-model.log", "\n".join(rows) + "\n")
    expect(
        "torchserve-model.log",
        "log_lines",
        columns=None,
        prefix="instances.",
        cells={
            "predictions": {"39": records()[39]["score"]},
            "log_time": {"1": f"{moment_of(0):%Y-%m-%dT%H:%M:%S},000", "2": f"{moment_of(1):%Y-%m-%dT%H:%M:%S},001"},
        },
        note="by hand after its manual: TorchServe's model log, a line for each batch, a row for each instance",
    )


def by_ray_serve() -> None:
    """By hand: a deployment's logger of JSON, as Ray Serve's manual shows it, with the rows of a request."""
    rows = [
        {
            "asctime": f"{moment_of(number):%Y-%m-%d %H:%M:%S},{number:03}",
            "levelname": "INFO",
            "message": "predicted",
            "component_name": "replica",
            "deployment": "m_Model",
            "request_id": f"r{number}",
            "rows": batch,
            "output": [row["score"] for row in batch],
        }
        for number, batch in enumerate(batches())
    ]
    put("ray-serve.jsonl", lines(rows))
    expect(
        "ray-serve.jsonl",
        "batches",
        columns=None,
        prefix="rows.",
        cells={"output": {"39": records()[39]["score"]}, "request_id": {"1": "r0", "2": "r1"}},
        note="by hand after its manual: Ray Serve's JSON log, with the rows of a request",
    )


def by_seldon(tools: Path | None) -> None:
    run(tools, "seldon", "seldon.jsonl")
    expect(
        "seldon.jsonl",
        "batches",
        columns=None,
        prefix="request.data.",
        without=["temp", "id", "timestamp", "ok", "label", "count", *FEATURES],
        cells={
            "request.data.temp": {"39": 30.25},
            "response.data.t:0": {"39": records()[39]["score"]},
            "request.meta.puid": {"1": "r0", "2": "r1"},
        },
        note="seldon-core 1.18: request and answer, `ndarray` and `tensor`",
    )
