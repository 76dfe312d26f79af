"""What databases and their tools export: Spark, BigQuery, MongoDB, Elasticsearch."""

import json
import shutil
import tempfile
from pathlib import Path

from bson import Int64, ObjectId, json_util
from elasticsearch import Elasticsearch, helpers
from pyspark.sql import SparkSession
from pyspark.sql import types as spark

from .data import COLUMNS, moment_of, present, records, without
from .expected import HERE, expect, lines, put


def make() -> None:
    by_spark()
    by_bigquery()
    by_mongodb()
    by_elasticsearch()


def by_spark() -> None:
    field = spark.StructField
    numbers = spark.ArrayType(spark.DoubleType())
    schema = spark.StructType(
        [
            field("id", spark.LongType()),
            field("timestamp", spark.StringType()),
            field("model", spark.StringType()),
            field("score", spark.DoubleType()),
            field("ok", spark.BooleanType()),
            field("label", spark.StringType()),
            field("count", spark.LongType()),
            field("input", spark.StructType([field("temp", spark.DoubleType()), field("features", numbers)])),
        ]
    )
    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        parts = session.sparkContext.parallelize(records(), 3)
        session.createDataFrame(parts, schema).write.json(f"{folder}/out", compression="gzip")
        shutil.rmtree(HERE / "spark", ignore_errors=True)
        # Spark puts a random identifier into the names.
        paths = sorted(Path(folder, "out").glob("part-*.json.gz"))
        names = [f"spark/{path.name[:10]}.json.gz" for path in paths]
        for name, path in zip(names, paths, strict=True):
            put(name, path.read_bytes())
        put("spark/_SUCCESS", Path(folder, "out", "_SUCCESS").read_bytes())
    session.stop()
    expect("spark", "records", files=names, note='`frame.write.json(…, compression="gzip")`: missing fields left out')


def by_bigquery() -> None:
    """By hand, as BigQuery's manual says of its JSON exports: INT64 and NUMERIC as strings, nulls left out."""
    rows = [
        present(record)
        | {"id": str(record["id"]), "timestamp": record["timestamp"].replace("T", " ").replace("Z", " UTC")}
        | ({} if record["count"] is None else {"count": str(record["count"])})
        for record in records()
    ]
    put("bigquery.jsonl", lines(rows, separators=(",", ":"), ensure_ascii=False))
    expect(
        "bigquery.jsonl",
        "records",
        as_text=True,
        without=["timestamp"],
        cells={"timestamp": {"0": "2026-01-02 03:04:05.678 UTC"}, "id": {"0": "9007199254740993"}},
        note="by hand after its manual: integers as strings, nulls left out",
    )


def mongodb_documents() -> list[dict]:
    return [
        {"_id": ObjectId(f"{0x65A1B2C3:08x}{row:016x}")}
        | record
        | {"id": Int64(record["id"]), "timestamp": moment_of(row)}
        for row, record in enumerate(records())
    ]


def by_mongodb() -> None:
    documents = mongodb_documents()
    for name, options in [
        ("mongo-canonical", json_util.CANONICAL_JSON_OPTIONS),
        ("mongo-relaxed", json_util.RELAXED_JSON_OPTIONS),
    ]:
        text = "".join(json_util.dumps(document, json_options=options) + "\n" for document in documents)
        put(f"{name}.jsonl", text)
        expect(
            f"{name}.jsonl",
            "records",
            columns=["_id", *COLUMNS],
            without=["_id"],
            cells={"_id": {"0": "65a1b2c30000000000000000", "39": "65a1b2c30000000000000027"}},
            note=f"`bson.json_util`, {name.removeprefix('mongo-')} extended JSON, as `mongoexport` writes it",
        )
    put("mongo-array.json", json_util.dumps(documents, json_options=json_util.RELAXED_JSON_OPTIONS))
    expect(
        "mongo-array.json",
        "records",
        columns=["_id", *COLUMNS],
        same_as="mongo-canonical.jsonl",
        note="relaxed, as with `mongoexport --jsonArray`",
    )


def by_elasticsearch() -> None:
    """The answers by hand, as Elasticsearch's manual shows them; the bulk file by its own client."""
    columns, ids = ["_id", *COLUMNS], {"_id": {"0": "p0", "39": "p39"}}
    data = records()
    hits = [
        {"_index": "predictions", "_id": f"p{row}", "_score": 1.0, "_source": record} for row, record in enumerate(data)
    ]
    shards = {"total": 1, "successful": 1, "skipped": 0, "failed": 0}
    total = {"total": {"value": len(hits), "relation": "eq"}, "max_score": 1.0}
    answer = {"took": 5, "timed_out": False, "_shards": shards, "hits": total | {"hits": hits}}
    put("elasticsearch-search.json", json.dumps(answer))
    shared = {"columns": columns, "without": ["_id"], "cells": ids}
    expect(
        "elasticsearch-search.json", "elasticsearch", **shared, note="by hand after its manual: an answer of `_search`"
    )
    put("elasticdump.jsonl", lines(hits, separators=(",", ":"), ensure_ascii=False))
    expect("elasticdump.jsonl", "elasticsearch", **shared, note="by hand after elasticdump's manual: `--type=data`")
    by_fields = [without(hit, "_source") | {"fields": fields_of(hit["_source"])} for hit in hits]
    put("elasticsearch-fields.json", json.dumps(answer | {"hits": total | {"hits": by_fields}}))
    expect(
        "elasticsearch-fields.json",
        "elasticsearch",
        **shared,
        note="by hand after its manual: an answer to a search with `fields`, each value in a list",
    )
    bulk(data, columns, ids)


def fields_of(source: dict) -> dict:
    """The values under `fields`: lists under dotted names, without those that are missing."""
    plain = {name: [value] for name, value in without(source, "input").items() if value is not None}
    return plain | {"input.temp": [source["input"]["temp"]], "input.features": source["input"]["features"]}


def bulk(data: list[dict], columns: list[str], ids: dict) -> None:
    client = Elasticsearch("http://localhost:9200")
    serializer = client.transport.serializers.get_serializer("application/json")
    actions = [
        helpers.expand_action({"_index": "predictions", "_id": f"p{row}", **record}) for row, record in enumerate(data)
    ]
    chunks = helpers.actions._chunk_actions(actions, 500, 1 << 30, None, serializer)
    parts = [part for _, chunk in chunks for part in chunk]
    text = b"".join((part if isinstance(part, bytes) else part.encode()) + b"\n" for part in parts)
    put("elasticsearch-bulk.ndjson", text)
    expect(
        "elasticsearch-bulk.ndjson",
        "elasticsearch_bulk",
        columns=columns,
        without=["_id"],
        cells=ids,
        note="the body that elasticsearch-py's `helpers.bulk` sends",
    )
