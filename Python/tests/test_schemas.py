# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command writes as JSON has the layout of Documentation/Schemas."""

import json
import pathlib

import pytest

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "Documentation" / "Schemas"
ONE = ("--cluster", "NGC752", "--method", "grid")


def validator(name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name, arguments", [
    ("age", ("age", "--period", 10, "--bp-rp0", 0.8)),
    ("age", ("age", "--period", 60, "--bp-rp0", 0.8, "--samples", 3, "--min-age", "30Myr")),
    ("age", ("age", "--period", 10, "--bp-rp0", 0.8, "--prior-age", "300Myr,30Myr")),
    ("cluster", ("cluster", *ONE)),
    ("cluster", ("cluster", "--cluster", "NGC752", "--chains", 2, "--draws", 50)),
    ("clusters", ("cluster", "-", "--by", "group", "--method", "grid")),
    ("track", ("track", "--bp-rp0", "0.82", "--ages", "100,700")),
    ("track", ("track", "--gyrochrone", "0.7Gyr", "--colors", "0.8,1", "--relations")),
])
def test_results_have_the_layout_of_their_schema(gyro_json, name, arguments):
    text = "period,bp_rp0,group\n5,0.9,a\n6,0.95,a\n9,1.1,b\n" if "-" in arguments else None
    result = gyro_json(*arguments, text=text, statuses=(0, 2))
    errors = [f"{list(error.path)}: {error.message}" for error in validator(name).iter_errors(result)]
    assert not errors, "\n".join(errors)


def test_a_suite_of_which_nothing_can_be_tried_is_null(gyro, tmp_path):
    folder = tmp_path / "report"
    text = gyro("robustness", "--suite", "membership,prior", "--clusters", "NGC 752", "--quiet", "--output", folder)
    assert "membership    not tried" in text
    budget = json.loads((folder / "budget.json").read_text())
    assert budget["mean"]["membership"] is None and budget["mean"]["prior"] > 0
    assert "outliers" not in budget["mean"]
    assert not list(validator("budget").iter_errors(budget))


def test_the_committed_budget_has_the_layout_of_its_schema():
    budget = json.loads((SCHEMAS.parents[1] / "Validation" / "Results" / "budget.json").read_text())
    assert not list(validator("budget").iter_errors(budget))


def test_a_key_that_is_unknown_or_missing_is_noticed(gyro_json):
    result = gyro_json("age", "--period", 10, "--bp-rp0", 0.8)
    result["stars"][0]["agee"] = result["stars"][0].pop("age_myr")
    assert len(list(validator("age").iter_errors(result))) == 2


def test_numbers_have_six_digits_unless_more_are_asked_for(gyro):
    def digits(*options):
        text = gyro("age", "--period", 10, "--bp-rp0", 0.8, "--format", "json", *options)
        return len(str(json.loads(text)["stars"][0]["age_myr"]["q50"]).replace(".", ""))

    assert digits() <= 6 < digits("--digits", 17)
