"""Public files that were read, one a line: where each is, what it is, how it was read.

Found in public repositories after the readers were made. None of the files is kept here; most were cut to their first records. "mended" is what was read wrongly at first and has a test of its own now, "short" what still is.
"""

G, K, L, B = "grafana/grafana", "kserve/kserve", "BerriAI/litellm", "elastic/beats"
T, J, O, D = "influxdata/telegraf", "jaegertracing/jaeger", "openai/openai-cookbook", "apache/druid"
E, V = "elastic/elasticsearch", "vega/vega-datasets"
INFLUX, PROMETHEUS = "pkg/tsdb/influxdb/influxql/testdata", "pkg/tsdb/prometheus/testdata"
BODIES, JSON_V2 = "tests/logging_callback_tests", "plugins/parsers/json_v2/testdata"
ESQL, JAEGER = "x-pack/plugin/esql/qa/testFixtures/src/main/resources/data", "internal/storage"

# Repository, path, commit, what it is, how it was read.
FILES = [
    (G, f"{INFLUX}/many_columns.json", "cdde92ba41", "InfluxDB, nine series of a row", "right: a row a series, tags as columns"),
    (G, f"{INFLUX}/multiple_series_with_tags_and_multiple_columns.json", "2669692311", "InfluxDB, eleven series", "right"),
    (G, f"{INFLUX}/response_with_nil_bools_and_nil_strings.json", "34df0963ce", "InfluxDB, nulls among booleans", "right"),
    (G, f"{PROMETHEUS}/exemplar.json", "42deba8b62", "Prometheus, exemplars of two series", "right: a row an exemplar, labels repeated"),
    (G, f"{PROMETHEUS}/range_missing.result.json", "5f95c03feb", "Prometheus, a matrix", "right"),
    (G, f"{PROMETHEUS}/range_infinity.result.golden.jsonc", "02393a8e92", "Grafana's data frame below comments that draw a table", "right, but for `entities`: infinities that the frame keeps apart are missing (short)"),
    (K, "docs/samples/v1beta1/sklearn/v1/sklearn-mixedtype-model/mixedtype-input.json", "d77bf90bf9", "KServe V1, an instance with names", "right"),
    (K, "docs/samples/xgboost/census-input.json", "bbb43023cb", "KServe V1, ten rows of mixed values", "right: `instances.0` …"),
    (K, "docs/samples/v1beta1/transformer/feast/driver-input.json", "3ca992b935", "KServe V1, rows of one value", "right"),
    (K, "docs/samples/v1beta1/catboost/iris-input.json", "3800db3a2b", "KServe V1, two rows", "right"),
    (K, "docs/samples/v1beta1/torchserve/v2/bert/bert_v2.json", "9f4ce30eeb", "Open Inference, one tensor of 37 codes", "right: its shape says 37 rows"),
    ("SeldonIO/MLServer", "docs/examples/kafka/inference-request.json", "b2885e2ef4", "Open Inference with NumPy's `0.`, which JSON has not", "error with the place (short: could be read as a script's notation)"),
    (L, f"{BODIES}/gcs_pub_sub_body/spend_logs_payload.json", "00e7401eec", "LiteLLM's spend log, JSON in strings", "right: opened, with a warning"),
    (L, f"{BODIES}/langfuse_expected_request_body/completion.json", "304faf70c4", "Langfuse, a batch of a trace and a generation", "right: records at batch"),
    ("DataDog/documentation", "content/api/metrics/code_snippets/result.api-metrics-query.sh", "9cc276438d", "Datadog, a series with a list of points", "a row a series; the points are named in a warning once there are more than 64 (short: `--records-at`)"),
    ("StarRocks/starrocks", "docs/en/sql-reference/http_sql_api.md", "d7cad3de32", "StarRocks, names in one line, a row in each below", "mended: eight rows of one table without names"),
    ("snowflakedb/snowflake-connector-net", "Snowflake.Data.Tests/wiremock/RestRequester/query_truncated_then_valid.json", "1962a2a795", "Snowflake's driver, `rowtype` and `rowset` beside `parameters`", "mended: the list of parameters was taken for the rows; a single row of a single column is still an error"),
    (B, "filebeat/module/nginx/access/test/test-with-host.log", "0a04919ea3", "nginx, the site first, addresses of proxies", "mended: refused; the site was lost"),
    (B, "filebeat/module/iis/error/test/test.log", "1482a8ea5f", "IIS, errors of HTTP.sys", "right"),
    (B, "filebeat/module/iis/access/test/test-iis-7.5.log", "1225899be2", "IIS 7.5", "right"),
    (B, "filebeat/module/iis/access/test/test-x-forward-for.log", "1de27825b6", "IIS without its line of names", "as CSV with semicolons, without names (short: nothing names the columns)"),
    (T, "plugins/parsers/csv/testdata/test_multiheader/input.csv", "b1ae223a28", "CSV with one name twice", "right: `col`, `col.1`"),
    (T, "plugins/parsers/csv/testdata/skip_rows/input.csv", "c2344bfab9", "a line of text above one row", "error: text without records"),
    (T, f"{JSON_V2}/kafka_logs/input.json", "ae9e0ab973", "Telegraf's metrics", "right: records at metrics"),
    (T, f"{JSON_V2}/joshmarvel/input.json", "99dd1f1daf", "two devices with a list of readings each", "right: a row a reading, the device repeated"),
    (T, f"{JSON_V2}/complex_nesting/input.json", "f786d0d88f", "GeoJSON of earthquakes", "right"),
    (T, f"{JSON_V2}/large_numbers/input.json", "f0b59f5482", "integers past 2^63", "right, every digit; as pandas by columns, which it looks like"),
    (T, f"{JSON_V2}/multiple_arrays_in_object/input.json", "2cf03d68a5", "a book with two lists", "right: the list of objects"),
    (J, f"{JAEGER}/metricstore/elasticsearch/testdata/output_call_rate.json", "2e7bf40602", "Elasticsearch, buckets", "right: a row a bucket"),
    (J, f"{JAEGER}/metricstore/elasticsearch/testdata/output_attribute_key_values.json", "0a59c2e2c2", "Elasticsearch, buckets under two paths", "one row of all (short: two lists of equal right)"),
    (J, f"{JAEGER}/integration/fixtures/traces/example_trace.json", "0ffdcd8a7f", "OTLP, five spans", "right"),
    (O, "examples/data/toy_chat_fine_tuning.jsonl", "9172b0ff4f", "conversations", "a row a conversation; of the turns their number, with a warning"),
    (O, "examples/partners/macro_evals_for_agentic_systems/data/eval_labels.jsonl", "5ffb944981", "graded traces of agents", "right: lists of failed checks are labels"),
    (O, "examples/data/example_requests_to_parallel_process.jsonl", "806a01cba4", "requests for embeddings", "right"),
    (O, "examples/partners/AWS/chatgpt_agents_sdk_aws_agentcore_cookbook/runtime-agent/evals/fixtures/flight-status-results.jsonl", "1d7887d94f", "results of an agent's evaluation", "a row a case; of flights that some cases list their number, with a warning"),
    (D, "examples/quickstart/tutorial/nested-example-data.json", "afddf243c1", "nested orders, one date without a zero", "right"),
    (D, "examples/bin/examples/indexing/wikipedia_data.json", "276a62a0ce", "events", "right"),
    (D, "examples/quickstart/tutorial/rollup-data.json", "5ca16d09bf", "network flows", "right"),
    ("evidentlyai/evidently", "examples/datasets/bookings.csv", "b220925b26", "questions of travellers, quotes and emoji", "right"),
    (E, f"{ESQL}/ages.csv", "97d8720d6b", "ESQL's tests, ranges", "right; types stay in the names"),
    (E, f"{ESQL}/exemplars.csv", "1d5f5384ab", "ESQL's tests, sparse metrics", "right; types stay in the names"),
    (E, f"{ESQL}/alerts.csv", "2270bb475a", "ESQL's tests, scores", "right; types stay in the names"),
    (E, f"{ESQL}/json_logs.csv", "1e8c8730e8", "ESQL's tests: commas escaped by backslashes", "error (short: no other tool writes that)"),
    (E, f"{ESQL}/dense_vector.csv", "17c36a01e9", "ESQL's tests: vectors with commas, not in quotes", "error: rows of different lengths"),
    ("elastic/integrations", "packages/haproxy/data_stream/log/_dev/test/pipeline/test-tcplog.log", "870a41e6a5", "HAProxy, four forms of a line", "error: text without records (short)"),
    ("Wing924/ltsv", "testdata/access_log.txt", "48e4906a20", "LTSV", "mended: was TSV without names; now an error that says how to convert it"),
    (V, "data/burtin.json", "801245c280", "an array of records", "right"),
    (V, "data/us-state-capitals.json", "a8fae0a6e1", "an array of records", "right"),
]
