# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of batch.sh: `one` and `growth` run gyro age and print JSON, `write` makes the result files."""

import glob
import json
import os
import pty
import re
import statistics
import subprocess
import sys
import time


def run(command):
    """Wall and processor seconds, resident MB, and what is said on standard error."""
    start = time.perf_counter()
    # A terminal: to nobody else is said where the time went.
    here, there = pty.openpty()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=there)
    os.close(there)
    words = ""
    try:
        while piece := os.read(here, 65536):
            words += piece.decode(errors="replace")
    except OSError:
        pass  # how Linux ends a terminal
    os.close(here)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"batch: {' '.join(command)} ended with {status}: {words}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "mb": usage.ru_maxrss / 1024}, words


def one(gyro):
    command = [gyro, "age", "--period", "25.4", "--bp-rp0", "0.818", "--bp-rp0-sigma", "0.0282", "--quiet"]
    runs = [run(command)[0] for _ in range(21)]
    return {key: statistics.median(one[key] for one in runs) for key in runs[0]}


def growth(gyro, rows, folder, posterior=None):
    rows = int(rows)
    stars, ages = (os.path.join(folder, f"{name}.fits") for name in ("stars", "ages"))
    run([gyro, "simulate", "--age", "10:4000", "--stars", str(rows), "--seed", "3", "--output", stars])
    command = [gyro, "age", stars, "--output", ages]
    kept = os.path.join(folder, f"posteriors.{posterior}")
    if posterior:
        command += ["--posterior", kept]
    runs = []
    for _ in range(3 if rows < 10_000_000 and not posterior else 1):
        found, words = run(command)
        parts = re.search(r"side by side: reading ([\d.]+) s, ages ([\d.]+) s, writing ([\d.]+) s", words)
        for name, seconds in zip(("reading", "ages", "writing"), parts.groups() if parts else ()):
            found[name] = float(seconds)
        runs.append(found)
    best = sorted(runs, key=lambda one: one["wall"])[len(runs) // 2]
    size = os.path.getsize(kept) if posterior else None
    for path in [stars, ages] + [kept] * bool(posterior):
        os.remove(path)
    return {"rows": rows, "runs": len(runs), "load": os.getloadavg()[0], **best, **({"posterior": posterior, "bytes": size} if posterior else {})}


def write(folder, results):
    def load(name):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            return None
        with open(path) as file:
            return json.load(file)

    def text(name):
        with open(os.path.join(folder, name)) as file:
            return file.read()

    curve = sorted((load(os.path.basename(path)) for path in glob.glob(os.path.join(folder, "growth-*.json"))),
                   key=lambda one: one["rows"])
    kept = [one for one in (load(f"posterior-{form}.json") for form in ("fits", "gyroposterior")) if one]
    peer, single = load("peer.json"), load("one.json")
    lines = [line.strip().strip("|").split("|") for line in text("accuracy.md").splitlines() if line.startswith("|")]
    accuracy = {}
    for suite, claim, figure, value, *_ in lines[2:]:
        if figure.strip():
            accuracy.setdefault(claim.strip(), {})[figure.strip()] = float(value)
    summary = {"model_sha256": text("model").strip(), "processors": os.cpu_count(), "one_star": single, "growth": curve,
               "posterior": kept, "peer": peer, "accuracy": accuracy}

    def rounded(value):
        if isinstance(value, float):
            return float(f"{value:.4g}")
        if isinstance(value, dict):
            return {key: rounded(item) for key, item in value.items()}
        return [rounded(item) for item in value] if isinstance(value, list) else value
    with open(os.path.join(results, "batch.json"), "w") as file:
        json.dump(rounded(summary), file, indent=1)
        file.write("\n")

    def seconds(one, key):
        return f"{one[key]:.2f} s" if key in one else ""
    tables = {"model": f"Model {summary['model_sha256']}."}
    tables["growth"] = "\n".join(
        ["| rows | wall | processor time | resident | stars/s | stars per processor second | reading | ages | writing | load |",
         "|---|---|---|---|---|---|---|---|---|---|"]
        + [f"| {one['rows']:,} | {one['wall']:.2f} s | {one['cpu']:.2f} s | {one['mb']:.0f} MB | {one['rows'] / one['wall']:,.0f} | "
           f"{one['rows'] / one['cpu']:,.0f} | {seconds(one, 'reading')} | {seconds(one, 'ages')} | {seconds(one, 'writing')} | "
           f"{one['load']:.0f} |" for one in curve])
    tables["posterior"] = "" if not kept else "\n".join(
        ["| `--posterior`, 1,000,000 rows | wall | processor time | resident | file |", "|---|---|---|---|---|"]
        + [f"| .{one['posterior']} | {one['wall']:.2f} s | {one['cpu']:.2f} s | {one['mb']:.0f} MB | {one['bytes'] / 1e6:.0f} MB |"
           for one in kept])
    tables["one"] = (f"One star, whole process, median of 21: {1000 * single['wall']:.0f} ms wall, {1000 * single['cpu']:.0f} ms "
                     f"processor time, {single['mb']:.0f} MB.")
    if peer:
        rows = ["| program | threads | stars | stars/s | stars per processor second | `gyro age` is faster by | by processor time |",
                "|---|---|---|---|---|---|---|"]
        for ours in peer["gyro"]:
            rows.append(f"| `gyro age`, FITS to FITS | {ours['threads']} | {peer['rows']:,} | {ours['stars_per_second']:,.0f} | "
                        f"{ours['stars_per_cpu_second']:,.0f} | | |")
        for one in peer["peer"]:
            rows.append(f"| PyTorch {one['torch']}, {'the same 4 flows' if one['flows'] > 1 else 'one of the flows'} | {one['threads']} | "
                        f"{one['stars']:,} | {one['stars_per_second']:.0f} | {one['stars_per_cpu_second']:.0f} | "
                        f"{one['gyro_is_faster_by']:.0f} | {one['gyro_is_faster_by_cpu']:.0f} |")
        near = next(one["quantiles_beside_gyro_dex"] for one in peer["peer"] if "quantiles_beside_gyro_dex" in one)
        tables["peer"] = "\n".join(rows) + (
            f"\n\nThe quantiles of both programs differ by {near['median']:.1g} dex (median), {near['q99']:.1g} (99 %) and at most "
            f"{near['largest']:.1g}; the medians of the ages by at most {near['medians_largest']:.1g}.")
    names = ["stars", *(f"{part}, {level}" for part in ("inner", "outer", "probability") for level in ("50 %", "99.9 %", "largest"))]
    tables["accuracy"] = "\n".join(
        ["| " + " | ".join(["stars", "how many", *names[1:]]) + " |", "|" + "---|" * (1 + len(names))]
        + [f"| {claim} | {found['stars']:.0f} | " + " | ".join(f"{found[name]:.2g}" for name in names[1:]) + " |"
           for claim, found in accuracy.items()])
    path = os.path.join(results, "batch.md")
    with open(path) as file:
        page = file.read()
    for name, table in tables.items():
        page, count = re.subn(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda m: m[1] + table + "\n" + m[2], page, flags=re.S)
        assert count == 1, name
    with open(path, "w") as file:
        file.write(page)

    data = "\n".join(f"{one['rows']} {one['wall']:.4g} {one['cpu']:.4g} {one['mb']:.4g}" for one in curve)
    with open(os.path.join(results, "batch.gp"), "w") as file:
        file.write(f"""# SPDX-License-Identifier: GPL-3.0-or-later
# How time and memory of `gyro age` grow with the rows of a table; written by Validation/batch.sh, run from the root.
$growth << END
{data}
END
set terminal svg size 760,340 font "sans,13" background "white"
set output "Validation/Results/batch.svg"
set multiplot layout 1,2
set logscale xy
set format "10^{{%T}}"
set xlabel "rows"
set xrange [600:16000000]
set grid
set key left top
set ylabel "seconds"
set format y "%g"
plot $growth using 1:2 with linespoints pt 7 lw 2 title "wall", $growth using 1:3 with linespoints pt 5 lw 2 title "processor", \\
  x / 1e5 with lines dt 2 lc "gray50" title "100,000 stars/s"
set ylabel "resident memory (MB)"
set yrange [10:2000]
plot $growth using 1:4 with linespoints pt 7 lw 2 title "gyro age", 1000 with lines dt 2 lc "gray50" title "1 GB"
""")


if __name__ == "__main__":
    step, arguments = sys.argv[1], sys.argv[2:]
    if step == "write":
        write(*arguments)
    else:
        print(json.dumps({"one": one, "growth": growth}[step](*arguments)))
