"""Logs of language models, by hand after published schemas, since the services that write them cannot be run here.

Langfuse: `fern/apis/server/definition/commons.yml` of langfuse/langfuse at 0010e28ff5 (`ObservationsView`, `TraceWithDetails`).
LiteLLM: `StandardLoggingPayload` (docs.litellm.ai/docs/proxy/logging_spec), and a spend log of its tests,
`tests/logging_callback_tests/gcs_pub_sub_body/spend_logs_payload.json` of BerriAI/litellm at 00e7401eec.
Spans: OpenInference's semantic conventions, flat as Phoenix's `get_spans_dataframe` names its columns, and nested.
OpenAI: the output file of its Batch API (platform.openai.com/docs/guides/batch).
"""

import json
from datetime import timedelta

from .data import ROWS, iso, moment_of, records
from .expected import expect, lines, put


def make() -> None:
    by_langfuse()
    by_litellm()
    by_openinference()
    by_batch()


def turns(row: int) -> list[dict]:
    """Conversations of several lengths, which stay in one row."""
    turn = [{"role": "system", "content": "Answer in a word."}, {"role": "user", "content": f"question {row}"}]
    return turn[row % 2 :]


def tokens(row: int) -> dict:
    return {"prompt": 12 + row % 9, "completion": 3 + row % 4, "total": 15 + row % 9 + row % 4}


def by_langfuse() -> None:
    observations = []
    for row, record in enumerate(records()):
        count = tokens(row)
        observations.append(
            {
                "id": f"obs-{row:04}",
                "traceId": f"trace-{row // 2:04}",
                "type": "GENERATION",
                "name": "answer",
                "startTime": record["timestamp"],
                "endTime": iso(moment_of(row) + timedelta(milliseconds=800)),
                "model": record["model"],
                "modelParameters": {"temperature": 0.2},
                "input": turns(row),
                "output": {"role": "assistant", "content": record["label"]},
                "metadata": {"score": record["score"]},
                "usage": {
                    "unit": "TOKENS", "input": count["prompt"], "output": count["completion"], "total": count["total"]
                },
                "level": "DEFAULT",
                "statusMessage": None,
                "calculatedTotalCost": count["total"] * 2e-06,
                "latency": 0.8,
            }
        )
    said = "by hand after Langfuse's schema: observations, a row each, however many turns they have"
    columns = [
        "id", "traceId", "type", "name", "startTime", "endTime", "model", "modelParameters.temperature", "input.length",
        "output.role", "output.content", "metadata.score", "usage.unit", "usage.input", "usage.output", "usage.total",
        "level", "statusMessage", "calculatedTotalCost", "latency",
    ]
    cells = {
        "input.length": {"0": 2, "1": 1},
        "usage.total": {"0": 15, "39": tokens(39)["total"]},
        "metadata.score": {"39": records()[39]["score"]},
    }
    put("langfuse-observations.jsonl", lines(observations))
    expect(
        "langfuse-observations.jsonl", "records", columns=columns, same_as=None, cells=cells, warnings={"long_array": 1}, note=said
    )
    put("langfuse-observations.json", json.dumps({"data": observations, "meta": {"page": 1, "limit": 50, "totalItems": 40}}))
    expect(
        "langfuse-observations.json", "envelope", columns=columns, same_as=None, cells=cells, warnings={"long_array": 1},
        note=f"{said}; a page of its API",
    )


def by_litellm() -> None:
    payloads = []
    for row, record in enumerate(records()):
        count = tokens(row)
        start = moment_of(row).timestamp()
        payloads.append(
            {
                "id": f"chatcmpl-{row:04}",
                "trace_id": f"trace-{row // 2:04}",
                "call_type": "acompletion",
                "response_cost": count["total"] * 2e-06,
                "status": "success" if record["ok"] else "failure",
                "total_tokens": count["total"],
                "prompt_tokens": count["prompt"],
                "completion_tokens": count["completion"],
                "startTime": start,
                "endTime": start + 0.75,
                "model": record["model"],
                "metadata": {"user_api_key_hash": None},
                "cache_hit": row % 4 == 0,
                "request_tags": ["prod", "eu"][row % 2 :],
                "messages": turns(row),
                "response": {"choices": [{"index": 0, "finish_reason": "stop"}]},
                "error_str": None,
            }
        )
    put("litellm-payloads.jsonl", lines(payloads))
    expect(
        "litellm-payloads.jsonl",
        "records",
        columns=None,
        same_as=None,
        cells={
            "messages.length": {"0": 2, "1": 1},
            "request_tags": {"0": '["eu","prod"]', "1": '["eu"]'},
            "total_tokens": {"0": 15},
            "cache_hit": {"0": True, "1": False},
        },
        warnings={"long_array": 1},
        note="by hand after LiteLLM's `StandardLoggingPayload`: tags as a list of labels",
    )
    logs = []
    for row, record in enumerate(records()):
        count = tokens(row)
        usage = {"prompt_tokens": count["prompt"], "completion_tokens": count["completion"]}
        logs.append(
            {
                "request_id": f"chatcmpl-{row:04}",
                "call_type": "acompletion",
                "startTime": f"{moment_of(row):%Y-%m-%d %H:%M:%S.%f}",
                "endTime": f"{moment_of(row) + timedelta(milliseconds=750):%Y-%m-%d %H:%M:%S.%f}",
                "model": record["model"],
                "metadata": json.dumps({"usage_object": usage, "status": None}),
                "spend": count["total"] * 2e-06,
                "total_tokens": count["total"],
                "request_tags": json.dumps(["prod", "eu"][row % 2 :]),
                "messages": "{}",
                "response": "{}",
                "status": "success",
            }
        )
    put("litellm-spend-logs.json", json.dumps(logs, indent=1))
    expect(
        "litellm-spend-logs.json",
        "records",
        columns=None,
        same_as=None,
        cells={"metadata.usage_object.prompt_tokens": {"0": 12, "39": tokens(39)["prompt"]}, "request_tags": {"1": '["eu"]'}},
        warnings={"json_in_strings": ROWS},
        note="by hand after a spend log of LiteLLM's tests: JSON in strings",
    )


def spans() -> list[dict]:
    found = []
    for row, record in enumerate(records()):
        count = tokens(row)
        found.append(
            {
                "name": "ChatCompletion",
                "span_kind": "LLM",
                "parent_id": None,
                "start_time": record["timestamp"],
                "status_code": "OK" if record["ok"] else "ERROR",
                "context.span_id": f"{row + 1:016x}",
                "attributes.llm.model_name": record["model"],
                "attributes.llm.token_count.prompt": count["prompt"],
                "attributes.llm.token_count.completion": count["completion"],
                "attributes.llm.input_messages": [
                    {"message.role": turn["role"], "message.content": turn["content"]} for turn in turns(row)
                ],
                "attributes.llm.invocation_parameters": json.dumps({"temperature": row / 100}),
                "attributes.openinference.span.kind": "LLM",
            }
        )
    return found


def nested(span: dict) -> dict:
    whole: dict = {}
    for name, value in span.items():
        *around, last = name.split(".")
        inner = whole
        for key in around:
            inner = inner.setdefault(key, {})
        turn = lambda item: {"message": {"role": item["message.role"], "content": item["message.content"]}}  # noqa: E731
        inner[last] = [turn(item) for item in value] if isinstance(value, list) else value
    return whole


def by_openinference() -> None:
    inner = {"input_messages": ".length", "invocation_parameters": ".temperature"}
    columns = [name + inner.get(name.rsplit(".")[-1], "") for name in spans()[0]]
    for file, rows, how in [
        ("openinference-spans.jsonl", spans(), "keys with points, as the columns of Phoenix's data frame"),
        ("openinference-nested.jsonl", [nested(span) for span in spans()], "objects within each other"),
    ]:
        put(file, lines(rows))
        expect(
            file,
            "records",
            columns=columns,
            same_as=None,
            cells={
                "attributes.llm.token_count.prompt": {"0": 12, "39": tokens(39)["prompt"]},
                "attributes.llm.input_messages.length": {"0": 2, "1": 1},
                "attributes.llm.invocation_parameters.temperature": {"39": 0.39},
            },
            warnings={"long_array": 1, "json_in_strings": ROWS},
            note=f"by hand after OpenInference's conventions: spans, {how}",
        )


def by_batch() -> None:
    rows = []
    for row, record in enumerate(records()):
        count = tokens(row)
        body = {
            "id": f"chatcmpl-{row:04}",
            "object": "chat.completion",
            "created": int(moment_of(row).timestamp()),
            "model": record["model"],
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": record["label"], "refusal": None},
                    "logprobs": None,
                    "finish_reason": "stop",
                }
            ],
            "usage": {
                "prompt_tokens": count["prompt"], "completion_tokens": count["completion"], "total_tokens": count["total"]
            },
        }
        expired = {"code": "batch_expired", "message": "This request could not be executed before the window expired."}
        response = {"status_code": 200, "request_id": f"req-{row:04}", "body": body}
        rows.append(
            {
                "id": f"batch_req_{row:04}",
                "custom_id": f"request-{row}",
                "response": response if record["ok"] else None,
                "error": None if record["ok"] else expired,
            }
        )
    put("openai-batch.jsonl", lines(rows))
    expect(
        "openai-batch.jsonl",
        "records",
        columns=None,
        same_as=None,
        rows=ROWS,
        cells={
            "response.body.usage.prompt_tokens": {"0": 12, "1": None},
            "response.body.choices.0.message.content": {"0": "plain"},
            "error.code": {"0": None, "1": "batch_expired"},
            "custom_id": {"39": "request-39"},
        },
        note="by hand after the manual of OpenAI's Batch API: answers and errors",
    )
