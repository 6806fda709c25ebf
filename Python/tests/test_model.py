# SPDX-License-Identifier: GPL-3.0-or-later
"""The density of the model and ages of clusters: those of the command."""

import json
import pickle

import gyrochrone
import numpy as np
import pytest
from gyrochrone import ArgumentError

STARS = {"period": [5.0, 8.0, 11.0, 3.0], "bp_rp0": [0.75, 0.9, 1.1, 0.7],
         "bp_rp0_sigma": [0.02] * 4, "membership": [1.0, 0.9, 0.95, 0.5]}


def csv(columns):
    rows = (",".join(map(repr, row)) for row in zip(*columns.values()))
    return "\n".join([",".join(columns), *rows, ""])


def test_density_is_that_of_the_command(gyro):
    points = {"log10_age_myr": [2.0, 3.0, 3.5], "bp_rp0": [0.8, 1.0, 2.0],
              "log10_bp_rp0_sigma": [-2.0, -1.7, -1.5], "log10_period_days": [0.5, 1.0, 1.5]}
    lines = gyro("model", "density", "-", text=csv(points)).split()
    expected = [list(map(float, line.split(",")[-2:])) for line in lines[1:]]
    found = gyrochrone.density(
        age=10 ** np.array(points["log10_age_myr"]), period=10 ** np.array(points["log10_period_days"]),
        bp_rp0=points["bp_rp0"], bp_rp0_sigma=10 ** np.array(points["log10_bp_rp0_sigma"]))
    # The command is given logarithms, which pass through powers here.
    assert np.allclose(np.transpose(found), expected, rtol=1e-9)


def test_density_is_broadcast_and_missing_where_a_coordinate_is():
    log_density, cdf = gyrochrone.density(
        age=[[100.0], [np.nan]], period=[1.0, 10.0, 100.0], bp_rp0=1.0, bp_rp0_sigma=0.02)
    assert log_density.shape == cdf.shape == (2, 3)
    assert np.isnan(cdf[1]).all() and (np.diff(cdf[0]) > 0).all()


@pytest.mark.parametrize("method, options", [("grid", {}), ("nuts", {"chains": 2, "draws": 50})])
def test_a_cluster_has_the_age_of_the_command(gyro_json, tmp_path, method, options):
    path = tmp_path / "group.csv"
    path.write_text(csv(STARS))
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    # Status 2 says that so few draws have not converged.
    expected = gyro_json("cluster", path, "--method", method, *words, statuses=(0, 2))
    age = gyrochrone.cluster(name="group", method=method, **options, **STARS)
    for key in set(expected) - {"provenance"}:
        assert age.to_dict()[key] == expected[key], key
    assert age.median == expected["age_myr"]["q50"] and len(age.members) == 4
    gyro_json("cluster", path, "--method", method, *words, "--plot", tmp_path / "a.vl.json", statuses=(0, 2))
    drawn = json.loads((tmp_path / "a.vl.json").read_text())
    # Also after a journey to another process; the command is in no picture of the library.
    again = pickle.loads(pickle.dumps(age))
    for spec in (again.figure.spec, age._repr_mimebundle_()["application/vnd.vegalite.v5+json"]):
        assert {**spec, "usermeta": None} == {**drawn, "usermeta": None}
    assert again.to_dict() == age.to_dict() and "color_disagreement_sigma" not in age._repr_html_()


def test_a_group_without_an_age_says_so():
    age = gyrochrone.cluster(period=[-1.0], bp_rp0=[1.0], method="grid")
    assert repr(age) == "<cluster: no age, 0 stars>" and age._repr_mimebundle_() == {}


def test_what_is_wrong_with_a_cluster_is_named():
    for arguments, words in [({"method": "x"}, 'method is "x"'), ({"draws": 1}, "draws"),
                             ({"seed": -1}, "seed is -1")]:
        with pytest.raises(gyrochrone.GyrochroneError, match=words):
            gyrochrone.cluster(**STARS, **arguments)
    with pytest.raises(TypeError, match="colour"):
        gyrochrone.cluster(period=[1.0], colour=[1.0])
    with pytest.raises(ArgumentError, match="level"):
        gyrochrone.cluster(**STARS, method="grid").interval(0.5)
