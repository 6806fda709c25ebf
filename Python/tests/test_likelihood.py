# SPDX-License-Identifier: GPL-3.0-or-later
"""Likelihoods of ages from elsewhere: multiplied in as the command does."""

import pickle

import gyrochrone
import numpy as np
import pytest
from gyrochrone import ArgumentError, survey

STARS = {"id": ["a", "b", "c"], "period": [8.0, 12.0, 25.0], "bp_rp0": [0.8, 1.0, 0.82],
         "bp_rp0_sigma": [0.02, 0.02, 0.02]}
# Normal in log10 age, of one star and of another; nothing is known of the second.
AGES = np.linspace(1.5, 4.2, 55)
LOGS = {"a": -0.5 * ((AGES - 3.1) / 0.2) ** 2, "c": -0.5 * ((AGES - 3.6) / 0.1) ** 2}
TABLE = {"id": np.repeat(list(LOGS), len(AGES)), "log10_age_myr": np.tile(AGES, 2),
         "log_likelihood": np.concatenate(list(LOGS.values()))}
NUMBERS = {key: values for key, values in STARS.items() if key != "id"}


def write(path, columns):
    rows = (",".join(map(str, row)) for row in zip(*(np.asarray(column).tolist() for column in columns.values())))
    path.write_text("\n".join([",".join(columns), *rows, ""]))
    return path


def rows(columns, *names):
    chosen = np.isin(columns["id"], names)
    return {key: np.asarray(values)[chosen] for key, values in columns.items()}


@pytest.fixture(scope="module")
def expected(gyro_json, tmp_path_factory):
    folder = tmp_path_factory.mktemp("likelihoods")
    answer = gyro_json("age", write(folder / "stars.csv", STARS), "--age-likelihood",
                       write(folder / "known.csv", TABLE))
    return [star["log10_age_myr"] for star in answer["stars"]]


def expect_same(ages, expected):
    for name in ("q025", "q16", "q50", "q84", "q975", "mode"):
        assert ages.number(f"log10_age_myr_{name}").tolist() == [star[name] for star in expected], name


def test_a_table_has_the_effect_of_the_command(expected):
    ages = gyrochrone.ages(STARS, age_likelihood=TABLE)
    expect_same(ages, expected)
    without = gyrochrone.ages(STARS)
    moved = ages.median != without.median
    assert moved.tolist() == [True, False, True]
    expect_same(pickle.loads(pickle.dumps(ages)), expected)


def test_tables_of_other_packages_do_not_matter(expected):
    pandas = pytest.importorskip("pandas")
    tables = pytest.importorskip("astropy.table")
    for table in (pandas.DataFrame(TABLE), tables.Table(TABLE)):
        expect_same(gyrochrone.ages(STARS, age_likelihood=table), expected)


def test_stars_without_names_are_known_by_their_numbers(expected):
    numbered = {**TABLE, "id": np.repeat([1, 3], len(AGES))}
    expect_same(gyrochrone.ages(**NUMBERS, age_likelihood=numbered), expected)


def test_arrays_are_in_the_shape_of_the_stars(expected):
    values = np.stack([LOGS["a"], np.full(len(AGES), np.nan), LOGS["c"]])
    ages = gyrochrone.ages(**NUMBERS, age_likelihood=(10**AGES, values))
    for name in ("q16", "q50", "q84"):
        # The ages pass through powers.
        assert np.allclose(ages.number(f"log10_age_myr_{name}"), [star[name] for star in expected], atol=1e-9)
    square = gyrochrone.ages(period=[[8.0], [25.0]], bp_rp0=[0.8, 0.82], bp_rp0_sigma=0.02,
                             age_likelihood=(10**AGES, LOGS["c"]))
    assert square.median.shape == (2, 2)


def test_a_single_star_and_a_group_need_no_name(gyro_json, tmp_path):
    known = rows(TABLE, "a")
    path = write(tmp_path / "known.csv", known)
    bare = {key: known[key] for key in ("log10_age_myr", "log_likelihood")}
    star = gyro_json("age", "--period", 8, "--bp-rp0", 0.8, "--bp-rp0-sigma", 0.02, "--age-likelihood", path)
    for table in (known, bare):
        age = gyrochrone.ages(period=8.0, bp_rp0=0.8, bp_rp0_sigma=0.02, age_likelihood=table)
        assert age.median == star["stars"][0]["age_myr"]["q50"]
    stars = write(tmp_path / "group.csv", STARS)
    group = gyro_json("cluster", stars, "--method", "grid", "--age-likelihood", path)
    age = gyrochrone.cluster(**NUMBERS, method="grid", age_likelihood=bare)
    assert age.median == group["age_myr"]["q50"]
    assert age.median != gyrochrone.cluster(**NUMBERS, method="grid").median


@pytest.mark.parametrize("given, words", [
    ("lithium.csv", "age_likelihood is of type str"),
    ({"id": [1], "log10_age_myr": [2.0]}, "no column log_likelihood"),
    ({**TABLE, "id": np.repeat(["x", "y"], len(AGES))}, "no row for any of the stars: its first is of 'x'"),
    ({"id": ["a"] * 2, "log10_age_myr": [3.0, 2.0], "log_likelihood": [0.0, 0.0]}, "increasing ages"),
    ({"id": ["a"] * 2, "log10_age_myr": [3.0, "x"], "log_likelihood": [0.0, 0.0]}, "log10_age_myr, row 1, is 'x'"),
    ({"id": ["a"], "log10_age_myr": [3.0], "log_likelihood": [0.0]}, "two or more"),
    (([100.0, 1000.0], np.zeros((2, 2))), r"shape \(2, 2\), expected \(3, 2\)"),
    (([100.0, -1.0], [0.0, 0.0]), "positive numbers of Myr"),
    (([100.0, 1000.0], [0.0, np.inf]), "finite number"),
    (([100.0, 1000.0], [[0.0, 0.0], [0.0, np.nan], [0.0, 0.0]]), "row 1, is NaN at some ages"),
    (([100.0, 1000.0], [np.nan, np.nan]), "no number for any"),
])
def test_what_is_wrong_is_named(given, words):
    with pytest.raises(ArgumentError, match=words):
        gyrochrone.ages(STARS, age_likelihood=given)


def test_groups_and_partitions_say_what_they_take():
    with pytest.raises(ArgumentError, match="names 2 stars"):
        gyrochrone.cluster(**NUMBERS, method="grid", age_likelihood=TABLE)
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    with pytest.raises(ArgumentError, match="not for tables in partitions"):
        survey.ages_of(pandas.DataFrame(STARS), age_likelihood=TABLE)
