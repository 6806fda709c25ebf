#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time and held-out score of a training by `gyro train` and by PyTorch with zuko: the same stars, flow and recipe.

Run in this folder: training.py prot_catalogue.csv [RUNS] [GYRO], with the number of runs and a release build of gyro
(default: 5, and one that is made here). Writes Validation/Results/training.json and prints the table of training.md there.
"""
import csv
import json
import math
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

# Threads that spin while they wait would cost the peer minutes where other programs run beside it.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
import zuko

# The recipe of both: what of `gyro train` another program can be told to do, too.
epochs, batch_size, peak_rate, warm_up, weight_decay, clip = 60, 512, 4e-3, 0.1, 1e-2, 5.0
hidden, transforms, bins = (64, 64), 3, 8
outlier_fraction, background = 0.05, math.log(1 / 4.25)
fold_count, fold_seed = 5, 1
plain = [
    "--ensemble", "1", "--mixture", "stated", "--color-zero-point", "0", "--age-error-scale", "0",
    "--disputed", "trust",
]
gyro = sys.argv[3] if len(sys.argv) > 3 else "../../.build/release/gyro"


def used(row):
    """The published cuts."""
    flags = ("cmd_exclude", "dered_exclude", "phot_exclude")
    ruwe = row["dr3_ruwe"]
    return all(int(row[flag]) == 0 for flag in flags) and ruwe not in ("", "NULL") and float(ruwe) < 1.4


def number(row, *names):
    for name in names:
        if row[name] not in ("", "NULL", "nan"):
            return float(row[name])
    return 1.0


def arrays(rows):
    """Context, value and weight of the flow of each star."""
    context = np.array([
        [math.log10(float(r["fiducial_age_Myr"])), float(r["BPRP_0"]), math.log10(float(r["e_BPRP_0"]))]
        for r in rows
    ])
    value = np.array([math.log10(float(r["Prot"])) for r in rows])
    member = np.array([number(r, "mem_prob_hdbscan", "mem_prob_source") for r in rows])
    return context, value, member * (1 - outlier_fraction)


def scores(log_density, weight):
    """Mean log density of the flow and of the mixture, nats per star."""
    with np.errstate(divide="ignore"):  # No member at all: the background alone.
        inlier = np.log(weight) + log_density
    mixture = np.logaddexp(inlier, np.log1p(-weight) + background)
    return {"flow": float(log_density.mean()), "mixture": float(mixture.mean())}


def timed(work):
    """What work gives, its wall clock and the processor time of this process and its children, s."""
    def processor():
        usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(u.ru_utime + u.ru_stime for u in usage)
    wall, cpu = time.perf_counter(), processor()
    result = work()
    return result, {"wall": time.perf_counter() - wall, "cpu": processor() - cpu}


def ours(folder, test, threads, seed, options):
    """Whole process: start, reading the table, training, writing the model."""
    model = f"{folder}/model.safetensors"
    command = [gyro, "train", "--catalog", f"{folder}/training.csv", "--allow-altered", "--quiet",
               "--threads", str(threads), "--seed", str(seed), "--output", model, *options]
    _, cost = timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    context, value, weight = test
    points = f"{folder}/points.csv"
    with open(points, "w") as file:
        file.write("log10_age_myr,bp_rp0,log10_bp_rp0_sigma,log10_period_days\n")
        file.writelines(",".join(repr(float(x)) for x in (*c, v)) + "\n" for c, v in zip(context, value))
    densities = subprocess.run(
        [gyro, "model", "density", points, "--model", model], check=True, capture_output=True, text=True)
    rows = csv.DictReader(densities.stdout.splitlines())
    return cost | scores(np.array([float(row["log_density_flow"]) for row in rows]), weight)


def peers(training, test, threads, seed):
    """The loop over steps alone: neither the start of Python, nor reading, nor the first standardizing."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    context, value, weight = (torch.tensor(a, dtype=torch.float32) for a in training)
    (shift, scale), (center, width) = (
        (a.mean(0), a.std(0, unbiased=False)) for a in (context, value[:, None]))
    context, value = (context - shift) / scale, (value[:, None] - center) / width
    log_background = background + math.log(float(width))
    flow = zuko.flows.NSF(
        1, 3, bins=bins, transforms=transforms, hidden_features=hidden, activation=torch.nn.SiLU)
    # As in ours, training starts near the identity.
    for part in flow.transform.transforms:
        for parameter in part.hyper[-1].parameters():
            parameter.data *= 0.1
    optimizer = torch.optim.AdamW(flow.parameters(), lr=peak_rate, weight_decay=weight_decay)
    count, inlier, outlier = len(value), torch.log(weight), torch.log1p(-weight)

    def rate(fraction):
        if fraction < warm_up:
            return (fraction + 1e-3) / (warm_up + 1e-3)
        return 0.5 * (1 + math.cos(math.pi * (fraction - warm_up) / (1 - warm_up)))

    def work():
        for epoch in range(epochs):
            order = torch.randperm(count)
            for first in range(0, count, batch_size):
                rows = order[first:first + batch_size]
                for group in optimizer.param_groups:
                    group["lr"] = peak_rate * rate((epoch + first / count) / epochs)
                log_density = flow(context[rows]).log_prob(value[rows])
                loss = -torch.logaddexp(inlier[rows] + log_density, outlier[rows] + log_background).mean()
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(flow.parameters(), clip)
                optimizer.step()

    _, cost = timed(work)
    context, value, weight = test
    with torch.no_grad():
        flow = flow.double()
        points = (torch.tensor(context) - shift) / scale
        log_density = flow(points).log_prob((torch.tensor(value[:, None]) - center) / width)
    return cost | scores(log_density.numpy() - math.log(float(width)), weight)


def main():
    table, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    if len(sys.argv) < 4:
        subprocess.run(
            ["swift", "build", "-c", "release", "--product", "gyro", "--package-path", "../.."], check=True,
            stdout=subprocess.DEVNULL)
    with open(table, newline="") as file:
        reader = csv.DictReader(file)
        everything, header = list(reader), reader.fieldnames
    rows = [row for row in everything if used(row)]
    order = np.random.default_rng(fold_seed).permutation(len(rows))
    held_out = set(order[:len(rows) // fold_count].tolist())
    parts = [[r for i, r in enumerate(rows) if (i in held_out) == wanted] for wanted in (False, True)]
    training, test = (arrays(part) for part in parts)
    # The table keeps its length: what is held out is flagged as left out.
    for row in parts[1]:
        row["cmd_exclude"] = "1"
    result = {"gyro": {}, "zuko": {}, "gyro, default choices": {}}
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/training.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            writer.writerows(everything)
        pathlib.Path(f"{folder}/plain.json").write_text(json.dumps({"clamp_softness": 0}))
        options = {
            "gyro": plain + ["--config", f"{folder}/plain.json"], "gyro, default choices": ["--ensemble", "1"]}
        for seed in range(1, runs + 1):
            for threads in (1, 2):
                # By turns, so that the load of others falls on all alike.
                for name, found in result.items():
                    one = peers(training, test, threads, seed) if name == "zuko" else ours(
                        folder, test, threads, seed, options[name])
                    found.setdefault(str(threads), []).append(one)
                    print(name, threads, seed, one, file=sys.stderr, flush=True)
    write(result, runs, len(parts[0]), len(parts[1]))


def write(result, runs, training_count, test_count):
    processor = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine())

    def median(name, threads, key):
        return statistics.median(one[key] for one in result[name][threads])

    def spread(name, key):
        values = [one[key] for one in result[name]["1"]]
        return f"{statistics.mean(values):.3f} ± {statistics.stdev(values):.3f}" if runs > 1 else f"{values[0]:.3f}"

    ratios = {
        f"{key}_ratio_{threads}": median("zuko", threads, key) / median("gyro", threads, key)
        for key in ("wall", "cpu") for threads in ("1", "2")}
    differences = {
        f"{key}_difference": statistics.mean(one[key] for one in result["gyro"]["1"])
        - statistics.mean(one[key] for one in result["zuko"]["1"]) for key in ("flow", "mixture")}
    document = {
        "command": f"training.py prot_catalogue.csv {runs}", "date": time.strftime("%Y-%m-%d"), "torch": torch.__version__,
        "zuko": zuko.__version__, "processor": processor, "cores": os.cpu_count(), "runs": runs,
        "training_stars": training_count, "held_out_stars": test_count, **ratios, **differences, "results": result,
    }
    path = pathlib.Path("../Results/training.json")
    path.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n")
    print(f"`training.py prot_catalogue.csv {runs}`, PyTorch {torch.__version__}, zuko {zuko.__version__}, {processor}, "
          f"{os.cpu_count()} cores; {training_count} stars trained on, {test_count} held out, {epochs} epochs.\n")
    print("| program | s, 1 thread | s, 2 threads | processor s, 1 thread | held-out flow | held-out mixture |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in result:
        print(f"| {name} | {median(name, '1', 'wall'):.2f} | {median(name, '2', 'wall'):.2f} | "
              f"{median(name, '1', 'cpu'):.2f} | {spread(name, 'flow')} | {spread(name, 'mixture')} |")
    print(f"\nzuko over gyro: {ratios['wall_ratio_1']:.1f} times the wall clock with one thread, "
          f"{ratios['wall_ratio_2']:.1f} with two; {ratios['cpu_ratio_1']:.1f} times the processor time.")


main()
