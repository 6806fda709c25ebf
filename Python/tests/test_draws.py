# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of draws that the command writes, as ArviZ, xarray and astropy read them."""

import json

import numpy as np
import pytest

ROWS = "period,bp_rp0,bp_rp0_sigma,group\n5,0.75,0.02,β\n8,0.9,0.02,β\n11,1.1,0.02,β\n3,0.7,0.02,two\n6,0.9,0.02,two\n"
FORMS = {"one": (), "several": ("--by", "group"), "joint": ("--by", "group", "--joint")}


@pytest.fixture(scope="module", params=FORMS)
def draws(gyro, tmp_path_factory, request):
    """The draws of one run as JSON, and the path of the same as a store of Zarr."""
    folder = tmp_path_factory.mktemp("draws")
    (folder / "stars.csv").write_text(ROWS)
    for ending in ("json", "zarr", "fits"):
        # Status 2 says that so few draws have not converged.
        gyro("cluster", folder / "stars.csv", *FORMS[request.param], "--chains", 2, "--draws", 40, "--quiet",
             "--draws", folder / f"draws.{ending}", statuses=(0, 2))
    assert sorted(path.name for path in folder.iterdir()) == [
        "draws.fits", "draws.json", "draws.zarr", "stars.csv"]
    return json.loads((folder / "draws.json").read_text()), folder


def test_xarray_reads_the_store_as_arviz_reads_the_json(draws):
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("zarr")
    written, folder = draws
    tree = xarray.open_datatree(folder / "draws.zarr", engine="zarr")
    assert set(tree.children) == {"posterior", "sample_stats"}
    for group in tree.children:
        found = tree[group].to_dataset()
        assert set(found.data_vars) == set(written[group])
        assert found.attrs["inference_library"] == "gyrochrone"
        for name, values in found.data_vars.items():
            dims = ("chain", "draw", *written.get("dims", {}).get(name, ()))
            assert values.dims == dims and np.array_equal(values, written[group][name]), name
            assert values.attrs["description"]
        assert found["chain"].values.tolist() == [0, 1] and len(found["draw"]) == 40
    clusters = written.get("coords", {}).get("cluster")
    if clusters:
        assert tree["posterior"]["cluster"].values.tolist() == clusters == ["β", "two"]
    assert tree["posterior"]["zero_point_mag"].attrs["units"] == "mag"
    assert tree["sample_stats"]["diverging"].dtype == bool
    assert tree["sample_stats"]["n_steps"].dtype == np.int64


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_arviz_takes_the_groups_of_the_store(draws):
    arviz = pytest.importorskip("arviz")
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("zarr")
    written, folder = draws
    data = arviz.InferenceData.from_datatree(xarray.open_datatree(folder / "draws.zarr", engine="zarr"))
    assert set(data.groups()) == {"posterior", "sample_stats"}
    other = arviz.from_json(folder / "draws.json")
    for name, values in arviz.ess(data.posterior).items():
        assert np.allclose(values, arviz.ess(other.posterior)[name], rtol=1e-12), name


def test_the_table_has_the_same_draws(draws):
    tables = pytest.importorskip("astropy.table")
    written, folder = draws
    table = tables.Table.read(folder / "draws.fits")
    ages = np.asarray(written["posterior"]["log10_age_myr"])
    # Cluster by cluster, chain by chain.
    assert np.array_equal(table["log10_age_myr"], np.moveaxis(ages, -1, 0).ravel() if ages.ndim == 3 else ages.ravel())


def test_a_folder_that_is_there_is_not_replaced(gyro, tmp_path):
    (tmp_path / "stars.csv").write_text(ROWS)
    (tmp_path / "draws.zarr").mkdir()
    (tmp_path / "draws.zarr" / "mine").write_text("kept")
    gyro("cluster", tmp_path / "stars.csv", "--draws", tmp_path / "draws.zarr", statuses=(1,))
    assert (tmp_path / "draws.zarr" / "mine").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draws.zarr", "stars.csv"]
