# SPDX-License-Identifier: GPL-3.0-or-later
"""Ages: those of the command to the last bit, from whatever form numbers come in."""

import json
import multiprocessing
import pickle

import gyrochrone
import numpy as np
import pytest
from gyrochrone import ArgumentError, GyrochroneError

NAN = np.nan
COLUMNS = {
    "period": [25.4, 11.2, 0.4, -1.0, NAN, 150.0, 8.0, 12.0],
    "period_sigma": [0.5, NAN, 0.01, 0.1, 0.1, 1.0, 0.2, -1.0],
    "bp_rp0": [0.818, 1.05, 2.2, 1.0, 1.0, 2.4, NAN, 0.9],
    "bp_rp0_sigma": [0.0282, 0.02, 0.02, 0.02, 0.02, 0.05, 0.02, 0.02],
    "membership": [1, 0.9, 1, 1, 1, 1, 1, 1],
    "ruwe": [1, 1.8, NAN, 1, 1, 1, 1, 1],
}


def csv(columns):
    rows = zip(*columns.values())
    lines = [",".join("" if np.isnan(v) else repr(float(v)) for v in row) for row in rows]
    return "\n".join([",".join(columns), *lines, ""])


def expect_same(ages, stars):
    """Compares ages with the objects that the command writes."""
    assert len(ages) == len(stars)

    def rows(values):
        return values if ages.shape else [values]

    low68, high68 = map(rows, ages.interval())
    low95, high95 = map(rows, ages.interval(0.95))
    for row, star in enumerate(stars):
        assert list(rows(ages.flags)[row]) == star["flags"]
        assert rows(ages.reason)[row] == star["reason"]
        assert rows(ages.reason_code)[row] == star["reason_code"]
        if star["status"] != "ok":
            assert np.isnan(rows(ages.median)[row])
            continue
        for key in ("q025", "q16", "q50", "q84", "q975", "mode", "mean", "sigma"):
            assert rows(ages.number(f"log10_age_myr_{key}"))[row] == star["log10_age_myr"][key]
        expected = star["age_myr"]
        assert rows(ages.median)[row] == expected["q50"]
        assert (low68[row], high68[row]) == (expected["q16"], expected["q84"])
        assert (low95[row], high95[row]) == (expected["q025"], expected["q975"])
        assert rows(ages.number("log_evidence"))[row] == star["log_evidence"]


@pytest.fixture(scope="module")
def many():
    return gyrochrone.ages(**COLUMNS)


def test_a_table_has_the_ages_of_the_command(gyro_json, many):
    answer = gyro_json("age", "-", text=csv(COLUMNS))
    assert 2 <= sum(star["status"] == "ok" for star in answer["stars"]) < len(many)
    expect_same(many, answer["stars"])


@pytest.mark.parametrize("options, arguments", [
    ({"prior": "uniform", "max_age": 10.0}, ["--prior", "uniform", "--max-age", "10"]),
    ({"aliases": "half-double", "outlier_fraction": 0.1},
     ["--aliases", "half-double", "--outlier-fraction", "0.1"]),
    ({"grid": 400, "color_error": "marginal", "engine": "fast"},
     ["--grid", "400", "--color-error", "marginal", "--engine", "fast"]),
])
def test_assumptions_are_those_of_the_command(gyro_json, options, arguments):
    answer = gyro_json("age", "-", *arguments, text=csv(COLUMNS))
    expect_same(gyrochrone.ages(**COLUMNS, **options), answer["stars"])


@pytest.mark.parametrize("values", [
    {"period": 25.4, "bp_rp0": 0.818, "bp_rp0_sigma": 0.0282},
    {"period": 11.2, "bp_rp": 1.1, "bp_rp_sigma": 0.01, "av": 0.12, "av_sigma": 0.03},
    {"period": 11.2, "teff": 5200.0, "teff_sigma": 60.0},
])
def test_one_star_has_the_age_of_the_command(gyro_json, values):
    arguments = [word for name, value in values.items()
                 for word in (f"--{name.replace('_', '-')}", value)]
    answer = gyro_json("age", *arguments)
    age = gyrochrone.ages(**values)
    assert age.shape == () and isinstance(age.median, float) and age.reason is None
    expect_same(age, answer["stars"])


def test_forms_of_numbers_do_not_matter(many):
    objects = {name: np.array(values, dtype=object) for name, values in COLUMNS.items()}
    objects["period"][4] = None
    masked = {name: np.ma.masked_invalid(values) for name, values in COLUMNS.items()}
    strided = {name: np.repeat(values, 2)[::2] for name, values in COLUMNS.items()}
    swapped = {name: np.array(values, dtype=">f8") for name, values in COLUMNS.items()}
    for columns in (objects, masked, strided, swapped):
        again = gyrochrone.ages(**columns)
        assert np.array_equal(again.median, many.median, equal_nan=True)


def test_shapes_are_those_of_the_arguments():
    ages = gyrochrone.ages(period=[[10.0], [20.0]], bp_rp0=[0.8, 0.9, 1.0], bp_rp0_sigma=0.02)
    assert ages.median.shape == ages.flags.shape == (2, 3)
    assert ages.sample(5, 1).shape == ages.quantile([0.1, 0.2, 0.3, 0.4, 0.5]).shape == (2, 3, 5)
    one = gyrochrone.ages(period=20.0, bp_rp0=1.0, bp_rp0_sigma=0.02, engine="fast")
    assert one.median == ages.median[1, 2]
    none = gyrochrone.ages(period=[], bp_rp0=[])
    assert none.median.shape == (0,) and none.sample(3).shape == (0, 3) and len(none) == 0


def test_draws_follow_the_posterior(many):
    count = 4000
    draws = many.sample(count, 3)
    assert np.array_equal(draws, many.sample(count, 3), equal_nan=True)
    assert not np.array_equal(draws, many.sample(count, 4), equal_nan=True)
    dated = ~np.isnan(many.median)
    assert np.isnan(draws[~dated]).all()
    for probability in (0.1, 0.5, 0.9):
        # 5 standard deviations of a binomial fraction; the seed is fixed.
        below = (draws[dated] < many.quantile(probability)[dated, None]).mean(axis=1)
        bound = 5 * np.sqrt(probability * (1 - probability) / count)
        assert np.abs(below - probability).max() < bound


def test_intervals_and_densities_are_of_one_posterior(many):
    # The bounds of the usual intervals are among the quantiles that are kept.
    for level in (0.68, 0.95):
        kept = many.quantile([(1 - level) / 2, (1 + level) / 2])
        assert np.allclose(kept.T, many.interval(level), rtol=1e-6, equal_nan=True)
    narrow, wide = many.interval(0.5), many.interval(0.6)
    dated = ~np.isnan(many.median)
    assert (wide[0] < narrow[0])[dated].all() and (narrow[1] < wide[1])[dated].all()
    grid = np.linspace(-0.5, 4.5, 20_001)
    total = many.pdf(10**grid)[dated].sum(axis=1) * (grid[1] - grid[0])
    assert np.allclose(total, 1, atol=0.01)


def test_ages_can_be_pickled(many):
    again = pickle.loads(pickle.dumps(many))
    assert np.array_equal(again.sample(3, 1), many.sample(3, 1), equal_nan=True)
    assert (again.reason == many.reason).all()


def _median(period):
    return gyrochrone.ages(period=period, bp_rp0=1.0, bp_rp0_sigma=0.02, engine="fast").median


@pytest.mark.filterwarnings("ignore:.*fork.*")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_compute_the_same(method):
    periods = [5.0, 10.0, 15.0]
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(_median, periods) == [_median(period) for period in periods]


@pytest.mark.parametrize("arguments, words", [
    ({"bp_rp0": 1.0}, "period is missing"),
    ({"period": 10.0}, "color is missing"),
    ({"period": [10.0, "x"], "bp_rp0": 1.0}, "period, row 1, is 'x'"),
    ({"period": "10", "bp_rp0": 1.0}, "period is '10'"),
    ({"period": [10.0, object()], "bp_rp0": 1.0}, "period, row 1,"),
    ({"period": 1j, "bp_rp0": 1.0}, "period is of type complex"),
    ({"period": [1.0, 2.0], "bp_rp0": [1.0, 2.0, 3.0]}, r"period \(2,\), bp_rp0 \(3,\)"),
    ({"period": 10.0, "bp_rp0": 1.0, "teff": 5000.0}, "bp_rp0 and teff are given"),
    ({"period": 10.0, "bp_rp": 1.0}, "needs one of av, ebv, e_bp_rp"),
    ({"period": 10.0, "bp_rp": 1.0, "av": 0.1, "ebv": 0.1}, "av and ebv are given"),
    ({"period": 10.0, "bp_rp0": 1.0, "av": 0.1}, "av has no effect on bp_rp0"),
    ({"period": 10.0, "bp_rp0": 1.0, "teff_sigma": 1.0}, "teff_sigma is given without teff"),
    ({"period": 10.0, "bp_rp0": 1.0, "engine": "slow"}, "engine is 'slow'"),
    ({"period": 10.0, "bp_rp0": 1.0, "prior": "mine"}, 'prior is "mine"'),
    ({"period": 10.0, "bp_rp0": 1.0, "grid": 400.5}, "grid is 400.5"),
    ({"period": 10.0, "bp_rp0": 1.0, "grid": 3}, "grid is 3"),
    ({"period": 10.0, "bp_rp0": 1.0, "threads": -1}, "number of threads is -1"),
    ({"period": 10.0, "bp_rp0": 1.0, "model": "/nonexistent"}, "/nonexistent"),
])
def test_what_is_wrong_is_named(arguments, words):
    with pytest.raises((GyrochroneError, TypeError), match=words):
        gyrochrone.ages(**arguments)


def test_bad_arguments_of_results_are_named(many):
    for call in (lambda: many.interval(1.5), lambda: many.number("x"), lambda: many.sample(-1),
                 lambda: many.quantile(2)):
        with pytest.raises(ArgumentError):
            call()


def test_pandas_gives_and_takes(many):
    pandas = pytest.importorskip("pandas")
    frame = many.to_pandas()
    assert list(frame["gyro_status"]).count("ok") == int((~np.isnan(many.median)).sum())
    nullable = pandas.DataFrame(COLUMNS).convert_dtypes()
    again = gyrochrone.ages(**{name: nullable[name] for name in COLUMNS})
    assert np.array_equal(again.median, frame["age_myr_q50"], equal_nan=True)


def test_astropy_gives_and_takes_with_units(many):
    table_module = pytest.importorskip("astropy.table")
    units = pytest.importorskip("astropy.units")
    table = many.to_table()
    assert table["period"].unit == units.d and table["age_myr_q50"].unit == units.Myr
    again = gyrochrone.ages(**{name: table[name] for name in COLUMNS})
    assert np.array_equal(again.median, many.median, equal_nan=True)
    # Half a day and 12 days pass through hours exactly.
    hours = gyrochrone.ages(period=[12.0, 288.0] * units.hour, bp_rp0=1.0, bp_rp0_sigma=0.02)
    days = gyrochrone.ages(period=[0.5, 12.0], bp_rp0=1.0, bp_rp0_sigma=0.02)
    assert np.allclose(hours.median, days.median, rtol=1e-6)
    masked = table_module.MaskedColumn([12.0, 288.0], mask=[True, False], unit=units.hour)
    found = gyrochrone.ages(period=masked, bp_rp0=1.0, bp_rp0_sigma=0.02)
    assert np.isnan(found.median[0]) and found.median[1] == hours.median[1]
    assert found.reason_code[0] == "period_missing"
    with pytest.raises(ArgumentError, match="period has the unit m"):
        gyrochrone.ages(period=3 * units.m, bp_rp0=1.0)


def test_columns_that_flag_a_star_may_have_units():
    table_module = pytest.importorskip("astropy.table")
    units = pytest.importorskip("astropy.units")
    table = table_module.Table({"Prot": [12.0] * units.d, "bp_rp0": [1.0] * units.mag, "bp_rp0_sigma": [0.02] * units.mag,
                                "parallax": [10.0] * units.mas, "phot_g_mean_mag": [7.0] * units.mag, "logg": [3.5]})
    plain = {name: np.asarray(table[name]) for name in table.colnames}
    assert gyrochrone.ages(table).flags == gyrochrone.ages(plain).flags
    assert "evolved" in gyrochrone.ages(table).flags[0]


def test_a_mass_stands_for_a_color(gyro):
    ages = gyrochrone.ages(period=[11.0, 12.0], mass=0.8, mass_sigma=0.02)
    table = ages.to_table() if pytest.importorskip("astropy.table") else None
    assert np.allclose(table["bp_rp0_used"], 1.155) and str(table["bp_rp0_used"].unit) == "mag"
    assert all("color_from_mass" in flags for flags in ages.flags)


def test_a_unit_in_the_name_of_a_column_is_not_ignored():
    table = {"Prot [h]": [288.0], "bp_rp0": [1.0], "bp_rp0_sigma": [0.02]}
    with pytest.raises(ArgumentError, match="is in h, expected d"):
        gyrochrone.ages(table)
    table_module = pytest.importorskip("astropy.table")
    units = pytest.importorskip("astropy.units")
    hours = table_module.Table(table)
    hours["Prot [h]"].unit = units.hour
    days = gyrochrone.ages(period=[12.0], bp_rp0=[1.0], bp_rp0_sigma=[0.02])
    assert np.allclose(gyrochrone.ages(hours).median, days.median, rtol=1e-6)
    percent = {"Prot": [12.0], "bp_rp0": [1.0], "bp_rp0_sigma": [0.02], "Prob": [40.0]}
    with pytest.raises(ArgumentError, match="is in %"):
        gyrochrone.ages(percent, membership="Prob [%]")


def test_tables_are_recognized_by_the_names_of_their_columns(many):
    pandas = pytest.importorskip("pandas")
    table_module = pytest.importorskip("astropy.table")
    units = pytest.importorskip("astropy.units")
    names = {"period": "Prot", "bp_rp0": "BPRP0", "bp_rp0_sigma": "bp_rp0_sigma"}
    columns = {names.get(key, key): values for key, values in COLUMNS.items()}
    frame = pandas.DataFrame(columns, index=range(10, 18)).assign(comment="x")
    for table in (frame, table_module.Table.from_pandas(frame), columns, frame.to_records()):
        found = gyrochrone.ages(table, bp_rp0="BPRP0")
        assert np.array_equal(found.median, many.median, equal_nan=True)
    returned = gyrochrone.ages(frame, bp_rp0="BPRP0").to_pandas()
    assert list(returned.index) == list(frame.index) and (returned["comment"] == "x").all()
    assert np.array_equal(returned["age_myr_q50"], many.median, equal_nan=True)
    hours = table_module.QTable({"Prot": np.array([288.0, 120.0]) * units.hour, "b": [1.0, 1.2]})
    days = gyrochrone.ages(period=[12.0, 5.0], bp_rp0=[1.0, 1.2], bp_rp0_sigma=0.02)
    found = gyrochrone.ages(hours, bp_rp0="b", bp_rp0_sigma=0.02)
    assert np.allclose(found.median, days.median, rtol=1e-6)
    assert found.to_table()["Prot"].unit == units.hour and "age_myr_q50" in found.to_table().colnames
    with pytest.raises(ArgumentError, match="rotation period"):
        gyrochrone.ages(frame.drop(columns="Prot"))
    with pytest.raises(ArgumentError, match="expected a table"):
        gyrochrone.ages(25.4)


def test_a_seed_gives_the_draws_of_the_command(gyro_json, many):
    answer = gyro_json("age", "-", "--samples", 20, "--seed", 5, text=csv(COLUMNS))
    draws = many.sample(20, 5)
    for row, star in zip(draws, answer["stars"]):
        if star["status"] == "ok":
            assert np.allclose(np.log10(row), star["log10_age_myr_samples"], rtol=1e-12)
        else:
            assert np.isnan(row).all() and "log10_age_myr_samples" not in star


def test_results_can_be_shown(gyro, tmp_path, many):
    stars = tmp_path / "stars.csv"
    stars.write_text(csv(COLUMNS))
    gyro("age", stars, "--plot", tmp_path / "stars.vl.json", "--output", tmp_path / "ages.csv")
    drawn = json.loads((tmp_path / "stars.vl.json").read_text())
    figure = many._repr_mimebundle_()["application/vnd.vegalite.v5+json"]
    assert figure == many.figure.spec and figure["$schema"] == drawn["$schema"]
    # Stars are called by their rows, from 0, and there is no command; all else is what the command draws.
    assert figure["title"] == drawn["title"]
    assert len(json.dumps(figure)) > 0.9 * len(json.dumps(drawn)) - 1000
    many.figure.save(tmp_path / "again.vl.json")
    assert json.loads((tmp_path / "again.vl.json").read_text()) == figure
    one = gyrochrone.ages(period=25.4, bp_rp0=0.818, bp_rp0_sigma=0.0282)
    gyro("age", "--period", 25.4, "--bp-rp0", 0.818, "--bp-rp0-sigma", 0.0282, "--plot", tmp_path / "star.vl.json")
    drawn = json.loads((tmp_path / "star.vl.json").read_text())
    spec = one.figure.spec
    assert {**spec, "usermeta": None} == {**drawn, "usermeta": None}
    assert repr(one) == "<age 5723 Myr, 68 % 3232 to 10070 Myr>" and "10070" in one._repr_html_()
    assert gyrochrone.ages(period=-1.0, bp_rp0=1.0)._repr_mimebundle_() == {}
    text = many._repr_html_()
    assert text.count("<tr>") == len(many) + 1 and "period" in text
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    dated = int((~np.isnan(many.median)).sum())
    assert len(many.plot().lines) == dated
    with pytest.raises(ArgumentError, match="at most 20"):
        gyrochrone.ages(period=[10.0] * 21, bp_rp0=1.0, bp_rp0_sigma=0.02).plot()
