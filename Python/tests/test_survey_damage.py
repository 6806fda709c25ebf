# SPDX-License-Identifier: GPL-3.0-or-later
"""Surveys whose files are not what they should be: odd types and names, damage, and folders in the way."""

import decimal
import os
import re
import signal

import gyrochrone
import numpy as np
import pytest
from gyrochrone import ArgumentError, survey

pandas = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

PERIODS = [8.0, 12.0, None, 25.0]
COLORS = [0.75, 0.875, 1.0, 1.125]
IDS = [9_223_372_036_854_775_807, 1_000_000_000_000_000_001, None, 4_611_686_018_427_387_905]


def table(periods=PERIODS, **others):
    return pa.table({"source_id": pa.array(IDS, pa.int64()), "period": periods, "bp_rp0": COLORS, **others})


@pytest.fixture
def folder(tmp_path):
    """Two parts of one name in folders of their own."""
    for name in ("north", "south"):
        (tmp_path / "stars" / name).mkdir(parents=True)
        pq.write_table(table(), tmp_path / "stars" / name / "part.parquet")
    return tmp_path / "stars"


def medians(file):
    return pq.read_table(file)["log10_age_myr_q50"].to_pylist()


@pytest.mark.parametrize("periods", [
    pa.array(PERIODS, pa.float32()), pa.array([8, 12, None, 25], pa.int64()), pa.array([8, 12, None, 25], pa.uint8()),
    pa.array(PERIODS, pa.float64()).dictionary_encode(),
    pa.array([value and decimal.Decimal(int(value)) for value in PERIODS], pa.decimal128(6, 2)),
    pa.array(PERIODS, pa.float16()),
], ids=lambda periods: str(periods.type))
def test_numbers_of_any_type_give_the_same_ages(tmp_path, periods):
    wanted = gyrochrone.ages(period=np.array(PERIODS, float), bp_rp0=COLORS).number("log10_age_myr_q50")
    pq.write_table(table(periods), tmp_path / "stars.parquet")
    survey.run(tmp_path / "stars.parquet", tmp_path / "ages.parquet")
    found = pq.read_table(tmp_path / "ages.parquet")
    assert found["log10_age_myr_q50"].to_pylist() == [None if np.isnan(age) else age for age in wanted]
    assert found["source_id"].to_pylist() == IDS
    # Dask and LSDB hand over frames of pandas, whose types are of NumPy, of pandas or of Arrow.
    nullable = {pa.int64(): pandas.Int64Dtype(), pa.uint8(): pandas.UInt8Dtype(), pa.float32(): pandas.Float32Dtype()}
    for types in (pandas.ArrowDtype, nullable.get):
        dated = survey.ages_of(table(periods).to_pandas(types_mapper=types))
        np.testing.assert_array_equal(dated["log10_age_myr_q50"], wanted)
        assert [None if value is pandas.NA else value for value in dated["source_id"].tolist()] == IDS


def test_a_text_is_not_a_number_and_is_named_by_its_row_in_the_file(tmp_path):
    pq.write_table(table(["8", "12", None, "25"]), tmp_path / "stars.parquet")
    with pytest.raises(survey.PartitionError, match="period, row 0, is '8', expected a number"):
        survey.run(tmp_path / "stars.parquet", tmp_path / "ages.parquet")
    pq.write_table(table([None, None, None, "slow"]), tmp_path / "stars.parquet")
    with pytest.raises(survey.PartitionError, match="period, row 3, is 'slow'.*counted from 0"):
        survey.run(tmp_path / "stars.parquet", tmp_path / "ages.parquet", rows=1)


@pytest.mark.parametrize("kind", ["str", object, pandas.ArrowDtype(pa.string())], ids=str)
def test_texts_of_a_frame_are_not_numbers_either(kind):
    frame = pandas.DataFrame({"period": pandas.array(["8", "12"], dtype=kind), "bp_rp0": [0.75, 1]})
    with pytest.raises(ArgumentError, match="period, row 0, is '8', expected a number"):
        survey.ages_of(frame)


@pytest.mark.parametrize("lacking, hint", [
    ("period", 'Name it with period="NAME"'),
    ("bp_rp0", 'Name it with bp_rp0="NAME", or bp_rp="NAME" and av="NAME", or teff="NAME"'),
])
def test_a_frame_without_a_column_says_how_to_name_it_in_python(lacking, hint):
    with pytest.raises(ArgumentError, match=hint):
        survey.ages_of(table().drop_columns(lacking).to_pandas())


def test_a_part_without_the_column_is_named_by_its_path_and_does_not_stop_the_other(folder, tmp_path):
    pq.write_table(table().drop_columns("period"), folder / "north" / "part.parquet")
    with pytest.raises(survey.PartitionError, match="1 of 2 parts failed.*north/part.parquet: .*period") as caught:
        survey.run(folder, tmp_path / "ages")
    assert caught.value.report.stars == 4
    assert not (tmp_path / "ages" / "north" / "part.parquet").exists()
    assert medians(tmp_path / "ages" / "south" / "part.parquet")[2] is None


def test_parts_of_one_name_are_both_named(folder, tmp_path):
    for name in ("north", "south"):
        file = folder / name / "part.parquet"
        file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(survey.PartitionError, match="2 of 2.*north/part.parquet: .*south/part.parquet: ") as caught:
        survey.run(folder, tmp_path / "ages")
    assert sorted(caught.value.report.failed) == ["north/part.parquet", "south/part.parquet"]


def test_of_many_parts_that_fail_ten_are_named(tmp_path):
    (tmp_path / "stars").mkdir()
    for part in range(25):
        (tmp_path / "stars" / f"{part:02d}.parquet").write_bytes(b"PAR1")
    with pytest.raises(survey.PartitionError, match="25 of 25 .*09.parquet: .*and 15 more") as caught:
        survey.run(tmp_path / "stars", tmp_path / "ages")
    assert "10.parquet" not in str(caught.value)
    assert len(caught.value.report.failed) == 25


def test_a_folder_that_is_named_like_a_file_is_a_folder(folder, tmp_path):
    (folder / "north").rename(folder / "north.parquet")
    assert survey.run(folder, tmp_path / "ages").partitions == 2


def test_what_a_killed_worker_has_left_is_removed_at_the_end(folder, tmp_path):
    survey.run(folder, tmp_path / "ages")
    left = tmp_path / "ages" / "north" / ".part.parquet.0123456789abcdef.partial"
    mine = tmp_path / "ages" / "north" / ".mine.partial"
    for file in (left, mine):
        file.write_bytes(b"PAR1")
    survey.run(folder, tmp_path / "ages")
    assert sorted(os.listdir(left.parent)) == [".mine.partial", "part.parquet"]


def test_an_output_that_cannot_be_written_is_refused_before_the_work(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ArgumentError, match="cannot be written into .*file/ages/(north|south): .*Choose another"):
        survey.run(folder, tmp_path / "file" / "ages")
    # As on a file system that is mounted to be read; what is finished is still reported.
    finished = survey.run(folder, tmp_path / "ages")

    def refuse(*arguments, **options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert survey.run(folder, tmp_path / "ages") == finished
    (tmp_path / "ages" / "north" / "part.parquet").unlink()
    with pytest.raises(ArgumentError, match="cannot be written into .*ages/north: Read-only file system"):
        survey.run(folder, tmp_path / "ages")


def test_a_source_that_is_missing_or_a_catalog_is_refused(folder, tmp_path):
    with pytest.raises(ArgumentError, match="nowhere does not exist"):
        survey.run(tmp_path / "nowhere", tmp_path / "ages")
    (folder / "dataset").mkdir()
    (folder / "hats.properties").write_text("obs_collection=stars\n")
    for source in (folder, folder / "dataset"):
        with pytest.raises(ArgumentError, match="is a HATS catalog.*lsdb.open_catalog"):
            survey.run(source, tmp_path / "ages")


def test_the_recipes_of_the_command_for_parquet_are_right(gyro, folder, tmp_path):
    def recipe(path, wanted, **names):
        text = gyro("age", path, statuses=(1,), stream="stderr")
        code = re.search(wanted, text)[0]
        for name, value in names.items():
            quoted = f'"{name.replace("_", ".")}"'
            assert quoted in code, text
            code = code.replace(quoted, repr(str(value)))
        return code

    file = folder / "north" / "part.parquet"
    exec(recipe(file, r"from gyrochrone .*?\)", FILE=file, AGES_parquet=tmp_path / "ages.parquet"))
    exec(recipe(folder, r"from gyrochrone .*?\)", FOLDER=folder, AGES=tmp_path / "ages"))
    assert survey.report(tmp_path / "ages").stars == 2 * survey.report(tmp_path / "ages.parquet").stars == 8
    code = recipe(file, r"pandas\.read_parquet.*\)", FILE=file, FILE_csv=tmp_path / "stars.csv")
    exec(code, {"pandas": pandas})
    assert "log10_age_myr_q50" in gyro("age", tmp_path / "stars.csv")


def end_first_reader(marker):
    """Ends the worker that first looks at a part in the south, without a chance to clean up."""
    from gyrochrone import _parquet

    digest = _parquet._digest

    def ending(file):
        if file.parent.name == "south":
            try:
                marker.touch(exist_ok=False)
            except FileExistsError:
                return digest(file)
            os.kill(os.getpid(), signal.SIGKILL)
        return digest(file)

    _parquet._digest = ending


def test_a_worker_that_is_killed_loses_nothing(folder, tmp_path):
    distributed = pytest.importorskip("distributed")
    here = survey.run(folder, tmp_path / "here")
    with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None,
            local_directory=tmp_path / "scratch") as cluster, distributed.Client(cluster) as client:
        client.run(end_first_reader, tmp_path / "killed")
        assert survey.run(folder, tmp_path / "there", client=client) == here
    assert (tmp_path / "killed").exists()
    for name in ("north", "south"):
        there = tmp_path / "there" / name / "part.parquet"
        assert there.read_bytes() == (tmp_path / "here" / name / "part.parquet").read_bytes()
