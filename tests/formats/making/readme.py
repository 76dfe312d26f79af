"""Writes README.md: a table of the files."""

from . import public
from .expected import parquet, put, samples, wrong

START = """# A file of every shape

Small files as tools write them, and what must be read from them. Nearly all hold the same forty rows
(`making/data.py`), so that they can be compared with each other: `crates/table/tests/formats.rs` reads each
under its own format and with none said, in pieces of every size, and compares the tables.

`make.py` makes them all; the versions of the tools are in `requirements.txt`, besides Python 3.11, Java 17
for Spark, and from Debian 12 Prometheus 2.42.0, SQLite 3.40.1, PostgreSQL 15.18, MariaDB 10.11.19, InfluxDB 1.6.7, and
R 4.2.2 with jsonlite 1.8.4. The libraries of model servers each need an environment of their own: `making/servers.py`
has their versions, `making/tools` what is asked of them. The same versions write the same bytes. What must be read is
in `formats.json`; it is known from the data and not from what Driftscope says.

By hand, since the tools cannot be run here: BigQuery, Elasticsearch's answers and elasticdump, the logs of Vertex AI,
TorchServe and Ray Serve, those of language models (`making/language_models.py` names their schemas and versions), the envelope of SageMaker's and Azure's captures (after their manuals), and what a
spreadsheet saves. In OTLP/JSON the identifiers are in hexadecimal and enumerations are
numbers, as its specification has it; Protobuf's own JSON would write both otherwise.

"""


def make() -> None:
    text = START + "## Read\n\n| file | read as | rows | made by, what to mind |\n|---|---|---|---|\n"
    text += "".join(
        f"| {sample['file']} | {sample['format']} | {sample['rows']} | {cell(sample)} |\n" for sample in samples
    )
    text += "\n## Parquet\n\n| file | made by |\n|---|---|\n"
    text += "".join(f"| {sample['file']} | {cell(sample)} |\n" for sample in parquet)
    text += "\n## Named, and not read\n\n| file | its error says | made by |\n|---|---|---|\n"
    text += "".join(f"| {sample['file']} | {sample['words']} | {cell(sample)} |\n" for sample in wrong)
    text += "\n## Public files that were read\n\n"
    text += "Found in public repositories after the readers were made, and most of them cut to their first records; none is kept here. \"Mended\" is\n"
    text += "what was read wrongly at first and has a test of its own now, \"short\" what still is.\n\n"
    text += "| repository, path, commit | what it is | how it was read |\n|---|---|---|\n"
    text += "".join(f"| {repository}, {path}, {commit} | {kind} | {read} |\n" for repository, path, commit, kind, read in public.FILES)
    put("README.md", text)


def cell(sample: dict) -> str:
    return sample["note"].replace("|", "\\|")
