# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures gyrochrone.survey: Parquet parts by one process and by Dask workers, one of which is killed, and LSDB.

Use: python3 surveys.py FOLDER STEP... with the steps stars, one, command, dask, killed, partitions, lsdb, in this order; figures are
printed as JSON, one line a step. GYRO_ROWS and GYRO_PARTS say how many stars there are (10,000,000) and in how many files (20).
The command is GYROCHRONE_COMMAND, or the one beside the library.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import gyrochrone
import numpy as np
import pandas
import pyarrow.parquet as pq
from gyrochrone import _library, survey

ROWS = int(os.environ.get("GYRO_ROWS", 10_000_000))
PARTS = int(os.environ.get("GYRO_PARTS", 20))
FIRST_ID = 1 << 60


def usage():
    """Processor time (s) and the largest memory so far (MB) of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}


def size(folder):
    return sum(file.stat().st_size for file in folder.rglob("*.parquet"))


def cluster():
    from distributed import Client, LocalCluster

    return Client(LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory="dask-scratch"))


def stars(folder):
    """Mock stars of all ages, on the sky, with 64-bit identifiers."""
    start, each = time.time(), ROWS // PARTS
    shutil.rmtree(folder / "stars", ignore_errors=True)
    (folder / "stars").mkdir(parents=True)
    for part in range(PARTS):
        random = np.random.default_rng(part)
        frame = gyrochrone.simulate("100:5000", each, seed=part + 1).to_pandas()
        frame = frame[["period", "bp_rp0", "bp_rp0_sigma"]].assign(
            source_id=FIRST_ID + part * each + np.arange(each),
            ra=random.uniform(0, 360, each), dec=np.degrees(np.arcsin(random.uniform(-1, 1, each))))
        frame.loc[::1000, "period"] = np.nan
        frame.to_parquet(folder / "stars" / f"part-{part:03d}.parquet", compression="zstd", index=False)
    return {"rows": ROWS, "parts": PARTS, "wall_s": time.time() - start, "bytes": size(folder / "stars")}


def timed(folder, name, client=None):
    shutil.rmtree(folder / name, ignore_errors=True)
    before, start = usage(), time.time()
    report = survey.run(folder / "stars", folder / name, client=client, threads=1)
    wall = time.time() - start
    found = {"wall_s": wall, "rows_per_s": report.stars / wall, "stars": report.stars, "dated": report.dated,
             "bytes_in": size(folder / "stars"), "bytes_out": size(folder / name)}
    return found, before


def one(folder):
    found, before = timed(folder, "one")
    after = usage()
    return {**found, "cpu_s": after["cpu_s"] - before["cpu_s"], "peak_mb": after["peak_mb"]}


def command(folder):
    """The command on the stars of the first parts, up to a million: what other machines and versions compare with."""
    files = sorted((folder / "stars").iterdir())[:max(1, PARTS * 1_000_000 // ROWS)]
    pandas.concat(map(pandas.read_parquet, files)).to_csv(folder / "first.csv", index=False)
    program = os.environ.get("GYROCHRONE_COMMAND") or _library.path().parent / "gyro"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [program, "age", folder / "first.csv", "--threads", "1", "--quiet", "--output", folder / "first.parquet"],
        check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    there = pq.read_table(folder / "first.parquet")
    names = [name for name in there.column_names if name.startswith(("log10_age_myr_q", "gyro_flags"))]
    here = pq.read_table([folder / "one" / file.name for file in files], columns=names)
    return {"rows": len(there), "cpu_s": cpu, "rows_per_cpu_s": len(there) / cpu, "compared": names,
            "ages_equal": all(here[name].to_pylist() == there[name].to_pylist() for name in names)}


def equal(folder, name):
    """How many parts are those of one process, byte for byte."""
    files = sorted((folder / "one").glob("*.parquet"))
    same = sum(file.read_bytes() == (folder / name / file.name).read_bytes() for file in files)
    return f"{same} of {len(files)}"


def dask(folder):
    with cluster() as client:
        before = sum(found["cpu_s"] for found in client.run(usage).values())
        found, _ = timed(folder, "dask", client)
        workers = list(client.run(usage).values())
    return {**found, "cpu_s": sum(worker["cpu_s"] for worker in workers) - before,
            "worker_peak_mb": [worker["peak_mb"] for worker in workers], "parts_equal": equal(folder, "dask")}


def killed(folder):
    """Kills a worker when a third of the parts is there."""
    with cluster() as client:
        process = next(iter(client.run(os.getpid).values()))
        killed_at = []

        def kill():
            while len(list((folder / "killed").glob("*.parquet"))) < PARTS // 3:
                time.sleep(0.05)
            os.kill(process, signal.SIGKILL)
            killed_at.append(len(list((folder / "killed").glob("*.parquet"))))

        thread = threading.Thread(target=kill)
        thread.start()
        found, _ = timed(folder, "killed", client)
        thread.join()
    return {**found, "killed_after_parts": killed_at[0], "parts_equal": equal(folder, "killed")}


def partitions(folder):
    """What a partition costs besides its stars: the same stars in parts of different sizes."""
    table = pq.read_table(folder / "stars").slice(0, 200_000)
    found = []
    for rows in (1_000, 5_000, 20_000, 65_536, 200_000):
        shutil.rmtree(folder / "cut", ignore_errors=True)
        (folder / "cut").mkdir()
        for part in range(len(table) // rows):
            pq.write_table(table.slice(part * rows, rows), folder / "cut" / f"{part:04d}.parquet")
        # The model is open before the clock runs.
        survey.run(folder / "cut" / "0000.parquet", folder / "warm.parquet", threads=1)
        (folder / "warm.parquet").unlink()
        shutil.rmtree(folder / "cut-ages", ignore_errors=True)
        before = usage()["cpu_s"]
        count = survey.run(folder / "cut", folder / "cut-ages", threads=1).stars
        cpu = usage()["cpu_s"] - before
        found.append({"rows": rows, "parts": len(table) // rows, "cpu_s": cpu, "rows_per_cpu_s": count / cpu})
    return {"sizes": found}


def lsdb(folder):
    """A HATS catalog of the first million stars: import, ages, write, read back."""
    import lsdb
    from hats_import.catalog.arguments import ImportArguments
    from hats_import.pipeline import pipeline_with_client

    files = sorted((folder / "stars").iterdir())[:max(1, PARTS * 1_000_000 // ROWS)]
    for name in ("stars_hats", "ages_hats"):
        shutil.rmtree(folder / name, ignore_errors=True)
    times, start = {}, time.time()
    with cluster() as client:
        pipeline_with_client(ImportArguments(
            ra_column="ra", dec_column="dec", input_file_list=files, file_reader="parquet",
            output_artifact_name="stars_hats", output_path=folder, pixel_threshold=50_000,
            simple_progress_bar=True), client)
        times["import_s"], start = time.time() - start, time.time()
        catalog = lsdb.open_catalog(folder / "stars_hats")
        dated = survey.map_partitions(catalog, posterior=True)
        dated.write_catalog(folder / "ages_hats", catalog_name="ages_hats", progress_bar=False)
        times["ages_and_write_s"], start = time.time() - start, time.time()
        again = lsdb.open_catalog(folder / "ages_hats", columns=["source_id", "log10_age_myr_q50"])
        frame = again.compute(progress_bar=False)
        counts = survey.report(lsdb.open_catalog(folder / "ages_hats"))
        times["read_back_s"] = time.time() - start
    wanted = pandas.concat(
        pq.read_table(folder / "one" / file.name, columns=["source_id", "log10_age_myr_q50"]).to_pandas()
        for file in files).set_index("source_id")["log10_age_myr_q50"].sort_index()
    got = frame.set_index("source_id")["log10_age_myr_q50"].sort_index()
    return {**times, "partitions": again.npartitions, "stars": counts.stars, "dated": counts.dated,
            "medians_equal": bool(np.array_equal(
                wanted.to_numpy(), got.to_numpy(np.float64, na_value=np.nan), equal_nan=True)),
            "bytes_out": size(folder / "ages_hats")}


STEPS = {step.__name__: step for step in (stars, one, command, dask, killed, partitions, lsdb)}

if __name__ == "__main__":
    where = Path(sys.argv[1]).resolve()
    where.mkdir(parents=True, exist_ok=True)
    os.chdir(where)
    for step in sys.argv[2:]:
        print(json.dumps({"step": step, **STEPS[step](where)}), flush=True)
