"""Keyword arguments are options of the command."""

import inspect
import re
from pathlib import Path

import driftscope
from driftscope import _options

#: Options of `driftscope compare` that are not keyword arguments, and why.
OTHERS = {
    "--since": "only concerns the table",
    "--format": "chosen by the package",
    "--output": "chosen by the package",
    "--fail-on": "Report.fail_if_drifted",
    "--help": "no keyword",
}


def test_every_option_is_a_keyword_argument_and_every_keyword_argument_an_option():
    text = driftscope.run(["compare", "--help"]).stdout
    options = set(re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)", text, re.MULTILINE))
    keywords = inspect.signature(driftscope.compare).parameters
    assert options - OTHERS.keys() == {_options.option(name) for name in keywords}
    choices = {*_options.VALUES, *_options.FLAGS, *_options.DOCUMENTS}
    assert choices | {"reference", "production", "labels"} == set(keywords)


def test_choices_reach_the_command(flights, tmp_path):
    report = driftscope.compare(
        *flights,
        preset="ks",
        correction="none",
        find_segments=True,
        drift_share=0.9,
        redact="names",
        notes={"title": "June"},
        settings={"version": 1, "alpha": 0.01},
    ).to_dict()
    chosen = report["settings"]
    assert (chosen["preset"], chosen["correction"], chosen["drift_share"], chosen["alpha"]) == ("ks", "none", 0.9, 0.01)
    assert "input.temp" not in str(report["columns"])
    assert report["notes"]["title"] == "June"


def test_values_may_begin_with_a_hyphen():
    assert _options.words({"segment": "-x", "sample": None, "components": False}, Path()) == ["--segment=-x"]
