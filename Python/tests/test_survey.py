# SPDX-License-Identifier: GPL-3.0-or-later
"""Surveys: the ages of one table, whatever its partitions, and what happens when some of them fail."""

import json
import os
import re
import sys

import gyrochrone
import numpy as np
import pytest
from gyrochrone import ArgumentError, GyrochroneError, survey

pandas = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

FIRST_ID = 4_000_000_000_000_000_001


@pytest.fixture(scope="module")
def stars():
    """Mock stars on the sky with 64-bit identifiers; one has no period, one an age of an earlier run."""
    frame = gyrochrone.simulate(300, 600, seed=1).to_pandas()
    random = np.random.default_rng(1)
    frame["source_id"] = FIRST_ID + np.arange(len(frame))
    frame["ra"] = random.uniform(0, 360, len(frame))
    frame["dec"] = np.degrees(np.arcsin(random.uniform(-1, 1, len(frame))))
    frame.loc[5, "period"] = np.nan
    return frame.assign(gyro_status="old")


@pytest.fixture(scope="module")
def expected(stars):
    return gyrochrone.ages(stars)


@pytest.fixture
def parts(stars, tmp_path):
    """The stars in three Parquet files."""
    folder = tmp_path / "stars"
    folder.mkdir()
    for part in range(3):
        stars.iloc[200 * part:200 * (part + 1)].to_parquet(folder / f"part-{part}.parquet")
    return folder


def expect_same(frame, stars, expected):
    """Compares a frame with the ages of one call, bit for bit."""
    frame = frame.set_index("source_id").loc[stars["source_id"]]
    for name in ("log10_age_myr_q16", "log10_age_myr_q50", "age_myr_q50", "log_evidence"):
        assert np.array_equal(
            frame[name].to_numpy(np.float64, na_value=np.nan), expected.number(name), equal_nan=True)
    assert [tuple(filter(None, text.split(";"))) for text in frame["gyro_flags"]] == list(expected.flags)
    assert [text or None for text in frame["gyro_reason"]] == list(expected.reason)
    assert [text or None for text in frame["gyro_reason_code"]] == list(expected.reason_code)
    assert set(frame["gyro_status"]) == {"ok", "unusable"}


def expect_counts(report, expected, partitions):
    assert (report.stars, report.dated, report.partitions) == (600, 599, partitions)
    assert report.reasons == {"period_missing": 1}
    flags = [name for names in expected.flags for name in names]
    assert report.flags == {name: flags.count(name) for name in set(flags)}
    assert survey.Report.from_json(report.to_json()) == report


def test_quantiles_are_at_the_probabilities_of_the_command(gyro, tmp_path):
    gyro("age", "-", "--output", tmp_path / "a.csv", "--posterior", tmp_path / "a.gyroposterior",
         text="period,bp_rp0\n8,0.9\n")
    head = json.loads((tmp_path / "a.gyroposterior").read_bytes().split(b"\n")[1])
    assert survey.LEVELS.tolist() == head["levels"]


class TestParquet:
    def test_parts_have_the_ages_of_one_table(self, parts, stars, expected, tmp_path):
        report = survey.run(parts, tmp_path / "ages", rows=70)
        expect_counts(report, expected, partitions=3)
        assert survey.report(tmp_path / "ages") == report
        expect_same(pandas.read_parquet(tmp_path / "ages"), stars, expected)
        file = pq.ParquetFile(tmp_path / "ages" / "part-1.parquet")
        assert file.schema_arrow.names.count("gyro_status") == 1
        assert file.metadata.num_row_groups == 3
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"
        assert file.schema_arrow.field("source_id").type == pa.int64()
        assert file.schema_arrow.field("age_myr_q50").metadata == {b"unit": b"Myr"}
        assert file.metadata.metadata[b"gyro_prior"] == b"log-uniform"

    def test_other_readers_agree(self, parts, stars, expected, tmp_path):
        survey.run(parts / "part-0.parquet", tmp_path / "ages.parquet")
        table = pytest.importorskip("astropy.table")
        with pytest.warns(match="longest string"):
            found = table.Table.read(tmp_path / "ages.parquet")
        assert str(found["age_myr_q50"].unit) == "Myr"
        assert found.meta["gyro_model"] == "default"
        assert found["source_id"][0] == FIRST_ID
        duckdb = pytest.importorskip("duckdb")
        rows = duckdb.sql(
            f"select source_id, age_myr_q50 from '{tmp_path / 'ages.parquet'}'").fetchall()
        assert rows[0] == (FIRST_ID, expected.median[0])
        assert rows[5][1] is None

    def test_finished_parts_are_kept_and_missing_ones_done(self, parts, expected, tmp_path):
        first = survey.run(parts, tmp_path / "ages")
        before = {file.name: file.read_bytes() for file in (tmp_path / "ages").iterdir()}
        kept = (tmp_path / "ages" / "part-0.parquet").stat().st_mtime_ns
        (tmp_path / "ages" / "part-2.parquet").unlink()
        (tmp_path / "ages" / ".part-2.parquet.1.partial").write_bytes(b"cut off")
        assert survey.run(parts, tmp_path / "ages", threads=1) == first
        assert (tmp_path / "ages" / "part-0.parquet").stat().st_mtime_ns == kept
        after = {file.name: file.read_bytes() for file in (tmp_path / "ages").glob("*.parquet")}
        assert after == before

    def test_a_part_that_fails_is_named_and_run_again(self, parts, stars, expected, tmp_path):
        good = (parts / "part-1.parquet").read_bytes()
        (parts / "part-1.parquet").write_bytes(good[:-100])
        with pytest.raises(survey.PartitionError, match="1 of 3 parts failed.*part-1.parquet") as caught:
            survey.run(parts, tmp_path / "ages")
        assert caught.value.report.stars == 400
        assert sorted(os.listdir(tmp_path / "ages")) == ["part-0.parquet", "part-2.parquet"]
        (parts / "part-1.parquet").write_bytes(good)
        expect_counts(survey.run(parts, tmp_path / "ages"), expected, partitions=3)

    @pytest.mark.parametrize("change, message", [
        ({"prior": "uniform"}, "gyro_prior is log-uniform, now uniform"),
        ({"posterior": True}, "gyro_posterior is false, now true"),
        ({"bp_rp0_sigma": 0.1}, "gyro_columns"),
    ])
    def test_results_of_another_run_are_not_mixed_in(self, parts, tmp_path, change, message):
        survey.run(parts / "part-0.parquet", tmp_path / "ages.parquet")
        with pytest.raises(survey.PartitionError, match=message):
            survey.run(parts / "part-0.parquet", tmp_path / "ages.parquet", **change)

    def test_stars_that_changed_are_noticed(self, parts, stars, tmp_path):
        survey.run(parts, tmp_path / "ages")
        stars.iloc[:10].to_parquet(parts / "part-0.parquet")
        with pytest.raises(survey.PartitionError, match="part-0.parquet.*gyro_source_sha256"):
            survey.run(parts, tmp_path / "ages")

    def test_units_are_obeyed(self, stars, expected, tmp_path):
        pytest.importorskip("astropy")
        days = pa.table({"period": stars["period"], "bp_rp0": stars["bp_rp0"],
                         "bp_rp0_sigma": stars["bp_rp0_sigma"], "membership": stars["membership"]})
        hours = days.set_column(
            0, pa.field("period", pa.float64(), metadata={b"unit": b"h"}),
            pa.array(stars["period"] * 24, from_pandas=True))
        pq.write_table(hours, tmp_path / "hours.parquet")
        survey.run(tmp_path / "hours.parquet", tmp_path / "ages.parquet")
        found = pq.read_table(tmp_path / "ages.parquet")
        assert found.schema.field("period").metadata == {b"unit": b"h"}
        np.testing.assert_allclose(
            found["log10_age_myr_q50"].to_numpy(), expected.number("log10_age_myr_q50"), rtol=1e-12)

    def test_posteriors_are_lists_of_quantiles(self, parts, expected, tmp_path):
        survey.run(parts / "part-0.parquet", tmp_path / "ages.parquet", posterior=True)
        column = pq.read_table(tmp_path / "ages.parquet")["age_posterior"].to_pylist()
        assert column[0]["probability"] == survey.LEVELS.tolist()
        assert column[0]["log10_age_myr"][32] == pytest.approx(
            expected.number("log10_age_myr_q50")[0], abs=1e-3)
        assert column[5] == {"probability": [], "log10_age_myr": []}

    def test_a_table_without_rows_stays_one(self, parts, stars, tmp_path):
        stars.iloc[:0].to_parquet(tmp_path / "none.parquet")
        report = survey.run(tmp_path / "none.parquet", tmp_path / "ages.parquet", posterior=True)
        assert (report.stars, report.partitions) == (0, 1)
        assert "age_posterior" in pq.read_schema(tmp_path / "ages.parquet").names

    @pytest.mark.parametrize("source, output, message", [
        ("stars", "stars", "is the source"), ("empty", "ages", "holds no file"),
        (["stars/part-0.parquet", "stars/part-0.parquet"], "ages", "have one name"),
    ])
    def test_sources_and_outputs_that_make_no_sense(
            self, parts, tmp_path, monkeypatch, source, output, message):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "empty").mkdir()
        with pytest.raises(ArgumentError, match=message):
            survey.run(source, output)


class TestDask:
    @pytest.fixture
    def frame(self, stars):
        dask = pytest.importorskip("dask.dataframe")
        return dask.from_pandas(stars, npartitions=4)

    @pytest.mark.parametrize("threads", [1, 2])
    def test_partitions_have_the_ages_of_one_table(self, frame, stars, expected, threads):
        dated = survey.map_partitions(frame, threads=threads)
        found = dated.compute()
        assert dict(dated.dtypes) == dict(found.dtypes)
        expect_same(found, stars, expected)
        expect_counts(survey.report(dated), expected, partitions=4)

    def test_a_partition_without_rows(self, frame, expected):
        dated = survey.map_partitions(frame[frame["source_id"] > FIRST_ID + 400])
        assert [len(part.compute()) for part in dated.partitions] == [0, 0, 49, 150]
        assert dict(dated.partitions[0].compute().dtypes) == dict(dated.dtypes)

    def test_a_partition_that_fails_is_named(self, frame):
        def damage(partition, partition_info=None):
            bad = partition_info is not None and partition_info["number"] == 2
            return partition.assign(period=["slow"] * len(partition) if bad else
                                    partition["period"].astype(object))

        damaged = frame.map_partitions(damage, meta=damage(frame._meta))
        dated = survey.map_partitions(damaged)
        with pytest.raises(survey.PartitionError, match="Partition 2 failed: .*'slow'"):
            dated.compute(scheduler="sync")
        assert len(dated.partitions[1].compute()) == 150

    def test_posteriors_are_nested_tables(self, frame, stars):
        pytest.importorskip("nested_pandas")
        dated = survey.map_partitions(frame, posterior=True)
        found = dated.compute()
        assert dict(dated.dtypes) == dict(found.dtypes)
        assert found["age_posterior"].iloc[0]["probability"].tolist() == survey.LEVELS.tolist()
        assert len(found["age_posterior"].iloc[5]) == 0

    def test_parts_are_dated_by_the_workers_of_a_client(self, parts, expected, tmp_path):
        distributed = pytest.importorskip("distributed")
        here = survey.run(parts, tmp_path / "here")
        (parts / "part-3.parquet").write_bytes(b"PAR1")
        with distributed.Client(processes=False, n_workers=1, threads_per_worker=1,
                                dashboard_address=None) as client:
            with pytest.raises(survey.PartitionError, match="1 of 4 parts failed.*part-3"):
                survey.run(parts, tmp_path / "there", client=client)
            (parts / "part-3.parquet").unlink()
            assert survey.run(parts, tmp_path / "there", client=client) == here
        for part in sorted((tmp_path / "here").iterdir()):
            assert part.read_bytes() == (tmp_path / "there" / part.name).read_bytes()


class TestLSDB:
    @pytest.fixture
    def catalog(self, stars):
        lsdb = pytest.importorskip("lsdb")
        return lsdb.from_dataframe(stars, ra_column="ra", dec_column="dec", partition_rows=200)

    def test_hats_in_and_hats_out(self, catalog, stars, expected, tmp_path):
        import lsdb

        dated = survey.map_partitions(catalog, posterior=True)
        dated.write_catalog(tmp_path / "ages", catalog_name="ages", progress_bar=False)
        found = lsdb.open_catalog(tmp_path / "ages")
        expect_same(found.compute(progress_bar=False), stars, expected)
        expect_counts(survey.report(found), expected, partitions=found.npartitions)

    def test_a_partition_that_fails_is_named_by_its_pixel(self, catalog):
        dask = pytest.importorskip("dask")
        texts = pandas.ArrowDtype(pa.string())

        def damage(partition):
            return partition.assign(period=pandas.array(["slow"] * len(partition), dtype=texts))

        with (dask.config.set(scheduler="sync"),
              pytest.raises((RuntimeError, survey.PartitionError), match="'slow'") as caught):
            survey.map_partitions(catalog.map_partitions(damage)).compute(progress_bar=False)
        pixel = tuple(map(int, re.search(r"order (\d+), pixel (\d+) failed", str(caught.value)).groups()))
        assert pixel in [(found.order, found.pixel) for found in catalog.get_healpix_pixels()]
        alone = survey.map_partitions(catalog.pixel_search([pixel])).compute(progress_bar=False)
        assert 0 < len(alone) < 600


@pytest.mark.parametrize("package, call", [
    ("pyarrow", lambda frame: survey.run("stars", "ages")),
    ("pyarrow", survey.ages_of),
    ("nested_pandas", lambda frame: survey.ages_of(frame, posterior=True)),
])
def test_a_missing_package_is_named_with_the_way_to_get_it(monkeypatch, stars, package, call):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(GyrochroneError, match=f"needs {package.replace('_', '-')}.*pip install 'gyrochrone"):
        call(stars)


def test_what_is_no_survey_is_refused(stars):
    with pytest.raises(ArgumentError, match="expected a data frame of Dask or a catalog of LSDB"):
        survey.map_partitions(stars)
    with pytest.raises(ArgumentError, match="no column gyro_flags"):
        survey.report(stars)
