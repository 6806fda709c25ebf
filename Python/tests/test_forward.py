# SPDX-License-Identifier: GPL-3.0-or-later
"""Tracks, gyrochrones, mock stars and references: those of the command."""

import csv
import io

import gyrochrone
import numpy as np
import pytest
from gyrochrone import ArgumentError


def expect_same(columns, text):
    """Compares columns with a table that the command writes."""
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(columns) == list(rows[0])
    for name, values in columns.items():
        written = [row[name] for row in rows]
        if values.dtype == object:
            assert list(values) == written
        else:
            numbers = [float(word) if word else np.nan for word in written]
            assert np.array_equal(values, numbers, equal_nan=True), name


def test_tracks_are_those_of_the_command(gyro):
    text = gyro("track", "--bp-rp0", "0.82,1.5", "--ages", "100,1000", "--quantiles", "0.1,0.5",
                "--relations", "--format", "csv", "--digits", 17)
    lines = gyrochrone.track([0.82, 1.5], ages=[100, 1000], quantiles=[0.1, 0.5], relations=True)
    expect_same(lines, text)
    assert lines.units["period_days"] == "d" and lines.meanings["period_days"]


def test_relations_are_named_as_for_the_command(gyro):
    text = gyro("track", "--bp-rp0", "0.82", "--ages", "100,1000", "--quantiles", "0.5",
                "--relations", "angus-2019,barnes_2007", "--format", "csv", "--digits", 17)
    for names in ["angus-2019,barnes_2007", ["barnes-2007", "Angus_2019"]]:
        expect_same(gyrochrone.track(0.82, ages=[100, 1000], quantiles=[0.5], relations=names), text)
    assert "period_days_barnes_2007" not in list(gyrochrone.track(0.82, ages=[100, 1000], relations=[]))


@pytest.mark.parametrize("option, key, values", [
    ("--teff", "teff", [4500, 5772]), ("--b-v", "b_v", [0.65, 0.9]), ("--mass", "mass", [0.7, 1]),
])
def test_colors_by_other_quantities_are_those_of_the_command(gyro, option, key, values):
    text = gyro("track", option, ",".join(map(str, values)), "--ages", "100,1000", "--format", "csv", "--digits", 17)
    expect_same(gyrochrone.track(ages=[100, 1000], **{key: values}), text)
    text = gyro("track", "--gyrochrone", 120, option, ",".join(map(str, values)), "--format", "csv", "--digits", 17)
    expect_same(gyrochrone.gyrochrone(120, **{key: values}), text)


def test_gyrochrones_are_those_of_the_command(gyro):
    text = gyro("track", "--gyrochrone", "120", "--colors", "0.8,1.2,2", "--format", "csv", "--digits", 17)
    expect_same(gyrochrone.gyrochrone(120, colors=[0.8, 1.2, 2]), text)


def test_mock_stars_are_those_of_the_command_and_can_be_dated(gyro):
    text = gyro("simulate", "--age", "100:700", "--count", 30, "--seed", 4, "--field-fraction",
                "0.2", "--format", "csv", "--digits", 17)
    stars = gyrochrone.simulate((100, 700), 30, seed=4, field_fraction=0.2)
    expect_same(stars, text)
    assert len(gyrochrone.ages(stars)) == len(stars["period"])


def test_what_is_wrong_is_named():
    for call, words in [
        (lambda: gyrochrone.track(np.nan), "bp_rp0 is nan"),
        (lambda: gyrochrone.track(0.8, relations="angus-2018"), 'Did you mean "angus-2015"'),
        (lambda: gyrochrone.track([]), "bp_rp0 is"),
        (lambda: gyrochrone.track(), "Give one of bp_rp0, teff, b_v and mass"),
        (lambda: gyrochrone.track(1.0, teff=5000), "Give one of"),
        (lambda: gyrochrone.track(teff=20000), "teff is 20000"),
        (lambda: gyrochrone.gyrochrone(100, colors=[1, 2], mass=1), "colors and mass are both given"),
        (lambda: gyrochrone.track(1.0, quantiles=2), "quantiles has 2"),
        (lambda: gyrochrone.simulate(100, 0), "stars is 0"),
        (lambda: gyrochrone.simulate((1, 2, 3)), "expected a pair"),
        (lambda: gyrochrone.cite("no such thing"), "no such thing"),
    ]:
        with pytest.raises(gyrochrone.GyrochroneError, match=words):
            call()


def test_references_are_those_of_the_command(gyro):
    assert gyrochrone.cite("Praesepe") == gyro("cite", "Praesepe")


def test_the_page_is_that_of_the_command(gyro, tmp_path):
    page = gyrochrone.explore()
    page.save(tmp_path / "explore.html")
    assert (tmp_path / "explore.html").read_text() == gyro("explore", "--output", "-")
    shown = page._repr_html_()
    assert shown.startswith("<iframe") and shown.count("<") == 2
    with pytest.raises(gyrochrone.GyrochroneError, match="no-such-model"):
        gyrochrone.explore("no-such-model")


def test_lines_become_tables_and_pictures():
    lines = gyrochrone.track(1.0, ages=[100, 1000])
    frame = pytest.importorskip("pandas") and lines.to_pandas()
    assert len(frame) == 6 and "<table" in lines._repr_html_()
    pytest.importorskip("astropy")
    assert str(lines.to_table()["period_days"].unit) == "d"
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    assert len(lines.plot().lines) == 3
    assert len(gyrochrone.gyrochrone([100, 200], quantiles=0.5).plot().lines) == 2


def test_draws_of_a_cluster_are_those_of_the_command(gyro, tmp_path):
    import json

    stars = {"period": [5.0, 8.0, 11.0], "bp_rp0": [0.75, 0.9, 1.1], "bp_rp0_sigma": [0.02] * 3}
    path = tmp_path / "group.csv"
    rows = "\n".join(",".join(map(repr, row)) for row in zip(*stars.values()))
    path.write_text(",".join(stars) + "\n" + rows + "\n")
    gyro("cluster", path, "--chains", 2, "--draws", 60, "--draws", tmp_path / "draws.json",
         statuses=(0, 2))
    written = json.loads((tmp_path / "draws.json").read_text())
    age = gyrochrone.cluster(stars, chains=2, draws=60)
    assert set(age.draws) == set(written["posterior"])
    for name, values in age.draws.items():
        assert values.shape == (2, 60) and np.array_equal(values, written["posterior"][name])
    with pytest.raises(ArgumentError, match="no draws"):
        gyrochrone.cluster(stars, method="grid").to_arviz()


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_arviz_finds_the_diagnostics_of_the_command():
    arviz = pytest.importorskip("arviz")
    stars = gyrochrone.simulate(300, 12, seed=2, colors=(0.7, 1.5))
    age = gyrochrone.cluster(stars, chains=2, draws=200)
    data = age.to_arviz()
    assert dict(data.posterior.sizes) == {"chain": 2, "draw": 200}
    diagnostics = age.to_dict()["diagnostics"]
    # The command's are of the parameters as they are sampled, of which each of these is a monotonic function: ranks
    # do not change, and the distances from the median, which R-hat looks at too, only a little.
    bulk = min(float(values) for values in arviz.ess(data.posterior, method="bulk").values())
    assert np.isclose(bulk, diagnostics["ess_bulk_min"], rtol=1e-6)
    of_ranks = max(float(values) for values in arviz.rhat(data.posterior, method="z_scale").values())
    assert diagnostics["rhat_max"] >= of_ranks - 1e-6
    rhat = max(float(values) for values in arviz.rhat(data.posterior).values())
    assert np.isclose(rhat, diagnostics["rhat_max"], atol=0.003)
    assert int(data.sample_stats.diverging.sum()) == diagnostics["divergences"]
