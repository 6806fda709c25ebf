#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Age posteriors of the same stars by `gyro age` and by the same model in vectorised PyTorch, in the same run.

Run anywhere: posteriors.py GYRO [ROWS [PEER_STARS]]; prints one JSON object (README.md tells what is in it).
"""
import json
import os
import pathlib
import platform
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np

CHECKPOINT = pathlib.Path(__file__).resolve().parents[2] / "Sources/CEmbeddedModel/default.safetensors"
AGES = np.linspace(0, 4.14, 1000)
PROBABILITIES = (0.16, 0.5, 0.84)
REPEATS = 3


def random_stars(count, seed):
    """log10 periods (d), dereddened colors (mag) and their errors (mag): spread over what the model knows."""
    random = np.random.default_rng(seed)
    return np.column_stack([
        random.uniform(-0.5, 1.6, count), random.uniform(0.5, 3.0, count),
        10 ** np.clip(random.normal(-1.5, 0.2, count), -1.84, -0.15),
    ])


def write_fits(path, stars):
    def block(cards):
        text = "".join(card.ljust(80) for card in [*cards, "END"])
        return text.ljust(-(-len(text) // 2880) * 2880).encode()

    def card(key, value):
        return f"{key:8}= {value:>20}"

    names = ["period", "bp_rp0", "bp_rp0_sigma"]
    cards = [
        f"{'XTENSION':8}= 'BINTABLE'", card("BITPIX", 8), card("NAXIS", 2), card("NAXIS1", 24),
        card("NAXIS2", len(stars)), card("PCOUNT", 0), card("GCOUNT", 1), card("TFIELDS", 3),
    ]
    for index, name in enumerate(names, 1):
        cards += [f"{f'TTYPE{index}':8}= '{name:8}'", f"{f'TFORM{index}':8}= 'D       '"]
    table = stars.copy()
    table[:, 0] = 10 ** table[:, 0]
    data = table.astype(">f8").tobytes()
    with open(path, "wb") as file:
        file.write(block([card("SIMPLE", "T"), card("BITPIX", 8), card("NAXIS", 0)]))
        file.write(block(cards) + data + bytes(-len(data) % 2880))


def read_column(path, name):
    """A column of 64-bit numbers of the first table of a FITS file."""
    data = path.read_bytes()
    place, header = 0, {}
    for _ in range(2):
        header = {}
        while True:
            card = data[place:place + 80].decode("latin-1")
            place += 80
            if card[8:10] == "= ":
                header[card[:8].strip()] = card[10:].split("/")[0].strip().strip("'").strip()
            if card.startswith("END     "):
                break
        place = -(-place // 2880) * 2880
    offset = 0
    widths = {"D": 8, "K": 8, "E": 4, "J": 4, "I": 2, "A": 1, "L": 1, "B": 1}
    for index in range(1, int(header["TFIELDS"]) + 1):
        form = header[f"TFORM{index}"]
        if header[f"TTYPE{index}"].lower() == name:
            rows, width = int(header["NAXIS2"]), int(header["NAXIS1"])
            cells = np.frombuffer(data, "u1", rows * width, place).reshape(rows, width)
            return cells[:, offset:offset + 8].copy().view(">f8")[:, 0]
        offset += int(form[:-1] or 1) * widths[form[-1]]
    raise KeyError(name)


class Peer:
    """The embedded model in PyTorch, single precision: contexts of all stars and ages in one batch."""

    def __init__(self, path, flow_count=None):
        import torch
        self.torch = torch
        data = pathlib.Path(path).read_bytes()
        size = struct.unpack("<Q", data[:8])[0]
        header = json.loads(data[8:8 + size])
        self.constants = header.pop("__metadata__")
        tensors = {}
        for name, about in header.items():
            start, end = (8 + size + place for place in about["data_offsets"])
            values = np.frombuffer(data[start:end], "<f8").astype("f4").reshape(about["shape"])
            tensors[name] = torch.from_numpy(values.copy())
        count = int(self.constants["flows"])
        layers = range(0, 2 * len(self.numbers("hidden_widths")) + 1, 2)
        self.flows = [
            [[(tensors[f"flows.{flow}.transform.transforms.{t}.hyper.{layer}.weight"],
               tensors[f"flows.{flow}.transform.transforms.{t}.hyper.{layer}.bias"])
              for layer in layers] for t in range(int(self.constants["transforms"]))]
            for flow in range(flow_count or count)]
        # A model of true colors has no error of the color in its context: it is integrated over.
        self.has_true_colors = self.constants["context_names"] == "log10_age_myr,bp_rp0"
        self.ages = torch.from_numpy(AGES.astype("f4"))
        seen, self.location = self.law(AGES)
        mean, scale = self.numbers("context_mean"), self.numbers("context_scale")
        self.seen_ages = torch.from_numpy(((seen - mean[0]) / scale[0]).astype("f4"))
        self.location = torch.from_numpy(self.location.astype("f4"))

    def numbers(self, key):
        return [float(word) for word in self.constants[key].split(",")]

    def law(self, ages):
        """What the perceptrons see of an age, and where the periods of that age are centered."""
        def ramp(x, width):
            return np.maximum(x, 0) + width * np.log1p(np.exp(-np.abs(x) / width))
        if "clamp_range" not in self.constants:
            return ages, np.zeros_like(ages)
        lower, upper = self.numbers("clamp_range")
        soft, = self.numbers("clamp_softness")
        slope, knee, bend = (self.numbers(key)[0] for key in ("trend_slope", "trend_knee", "trend_bend"))
        return lower + ramp(ages - lower, soft) - ramp(ages - upper, soft), slope * ramp(ages - knee, bend)

    def spline(self, u, raw):
        """Durkan et al. (2019), eqs. 4-6, with zuko's squashing: u [n], raw [n, 3 bins - 1]."""
        torch, functional = self.torch, self.torch.nn.functional
        bins, bound = int(self.constants["bins"]), float(self.constants["bound"])
        limit = -np.log(float(self.constants["slope"]))

        def edges(part):
            shares = torch.softmax(part / (1 + (2 / limit) * part.abs()), dim=-1)
            return functional.pad(bound * (2 * torch.cumsum(shares, dim=-1) - 1), (1, 0), value=-bound)

        x, y = edges(raw[:, :bins]), edges(raw[:, bins:2 * bins])
        part = raw[:, 2 * bins:]
        slopes = functional.pad(torch.exp(part / (1 + part.abs() / limit)), (1, 1), value=1.0)
        place = (torch.searchsorted(x, u[:, None]) - 1).clamp(0, bins - 1)

        def at(values, places):
            return values.gather(1, places)[:, 0]
        x0, y0, d0 = at(x, place), at(y, place), at(slopes, place)
        width, height, d1 = at(x, place + 1) - x0, at(y, place + 1) - y0, at(slopes, place + 1)
        s = height / width
        z = (u - x0) / width
        zz = z * (1 - z)
        bottom = s + (d0 + d1 - 2 * s) * zz
        value = y0 + height * (s * z * z + d0 * zz) / bottom
        log_slope = torch.log(s * s * (d1 * z * z + 2 * s * zz + d0 * (1 - z) ** 2)) - 2 * torch.log(bottom)
        inside = u.abs() < bound
        return torch.where(inside, value, u), torch.where(inside, log_slope, torch.zeros_like(u))

    def densities(self, log_periods, features):
        """Flow densities per dex of period, shape [rows, ages], given features besides the age, shape [rows, features]."""
        torch = self.torch
        count = len(log_periods)
        mean, scale = (torch.tensor(self.numbers(f"context_{key}")) for key in ("mean", "scale"))
        seen = ((features - mean[1:]) / scale[1:])[:, None, :].expand(-1, len(AGES), -1)
        contexts = torch.cat([self.seen_ages.expand(count, -1)[:, :, None], seen], dim=-1)
        contexts = contexts.reshape(-1, len(mean))
        value_mean, value_scale = self.numbers("value_mean")[0], self.numbers("value_scale")[0]
        start = ((log_periods[:, None] - self.location - value_mean) / value_scale).reshape(-1)
        total = torch.zeros_like(start)
        for flow in self.flows:
            u, log_density = start, torch.zeros_like(start)
            for layers in flow:
                hidden = contexts
                for weight, bias in layers[:-1]:
                    hidden = torch.nn.functional.silu(torch.addmm(bias, hidden, weight.T), inplace=True)
                u, log_slope = self.spline(u, torch.addmm(layers[-1][1], hidden, layers[-1][0].T))
                log_density = log_density + log_slope
            total += torch.exp(log_density - 0.5 * u * u)
        return (total / (len(self.flows) * value_scale * np.sqrt(2 * np.pi))).reshape(count, -1)

    def star_densities(self, stars):
        """Densities of stars with the errors of their colors integrated over, shape [stars, ages]."""
        torch = self.torch
        if not self.has_true_colors:
            return self.densities(stars[:, 0], torch.stack([stars[:, 1], torch.log10(stars[:, 2])], dim=1))
        # The trapezoid rule: steps of one standard deviation, none above 0.03 mag, as far as four of them.
        step = torch.clamp(stars[:, 2], max=0.03)
        half = torch.ceil(4 * stars[:, 2] / step - 1e-4).long()
        counts = 2 * half + 1
        star = torch.repeat_interleave(torch.arange(len(stars)), counts)
        place = torch.arange(len(star)) - torch.repeat_interleave(torch.cumsum(counts, 0) - counts, counts)
        offset = (place - half[star]) * step[star]
        weight = torch.exp(-0.5 * (offset / stars[star, 2]) ** 2)
        weight = weight / torch.zeros(len(stars)).index_add(0, star, weight)[star]
        rows = self.densities(stars[star, 0], (stars[star, 1] + offset)[:, None])
        return torch.zeros(len(stars), len(AGES)).index_add(0, star, weight[:, None] * rows)

    def quantiles(self, stars, batch):
        """Quantiles of log10 age, shape [stars, 3]: 5 % outliers, prior uniform in log10 age."""
        torch = self.torch
        found = []
        with torch.inference_mode():
            for part in torch.from_numpy(stars.astype("f4")).split(batch):
                density = 0.95 * self.star_densities(part) + 0.05 / 4.25
                cdf = torch.cumsum(0.5 * (density[:, 1:] + density[:, :-1]), dim=1)
                cdf = torch.nn.functional.pad(cdf / cdf[:, -1:], (1, 0))
                wanted = torch.tensor(PROBABILITIES).expand(len(part), -1).contiguous()
                place = torch.searchsorted(cdf, wanted).clamp(1, len(AGES) - 1)
                below, above = cdf.gather(1, place - 1), cdf.gather(1, place)
                found.append(self.ages[place - 1]
                             + (wanted - below) / (above - below) * (self.ages[1] - self.ages[0]))
        return torch.cat(found).numpy()


def peer(threads, flows, count, seed):
    """One process of the peer: stars a second, without import, reading of weights and a first call."""
    import torch
    torch.set_num_threads(threads)
    model = Peer(CHECKPOINT, flows or None)
    stars = random_stars(count, seed)

    def seconds(part, batch):
        start = time.perf_counter()
        model.quantiles(part, batch)
        return time.perf_counter() - start
    # It may choose how many stars it takes at a time.
    model.quantiles(stars[:8], 8)
    few = stars[:min(count, 256)]
    batch = min((1, 2, 4, 8, 16, 32, 64, 128), key=lambda size: seconds(few, size))
    before = time.process_time()
    times = [seconds(stars, batch) for _ in range(REPEATS)]
    cpu = (time.process_time() - before) / REPEATS
    np.save(sys.stdout.buffer, model.quantiles(stars, batch))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({
        "flows": len(model.flows), "threads": threads, "stars": count, "stars_at_a_time": batch,
        "seconds": times, "stars_per_second": count / statistics.median(times),
        "stars_per_cpu_second": count / cpu, "resident_mb": round(memory),
        "torch": torch.__version__,
    }), file=sys.stderr)


def main():
    if sys.argv[1] == "--peer":
        return peer(*(int(word) for word in sys.argv[2:]))
    gyro = sys.argv[1]
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 1024
    seed = 20261121
    result = {"processor": platform.processor() or platform.machine(), "processors": os.cpu_count(),
              "rows": rows, "peer": [], "gyro": []}
    with tempfile.TemporaryDirectory() as folder:
        stars, ages = pathlib.Path(folder) / "stars.fits", pathlib.Path(folder) / "ages.fits"

        def age(table, threads):
            write_fits(stars, table)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.perf_counter()
            subprocess.run([gyro, "age", stars, "--output", ages, "--quiet", "--threads", str(threads)],
                           check=True)
            wall = time.perf_counter() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        # The peer's stars are the first of the table.
        few = random_stars(count, seed)
        many = np.concatenate([few, random_stars(rows - count, seed + 1)])
        age(few, 2)
        ours = np.column_stack([
            read_column(ages, f"log10_age_myr_q{round(100 * p):02d}") for p in PROBABILITIES])
        for threads in (1, 2):
            for flows in (0, 1):
                done = subprocess.run(
                    [sys.executable, __file__, "--peer", *map(str, (threads, flows, count, seed))],
                    check=True, capture_output=True)
                about = json.loads(done.stderr)
                if flows == 0:
                    with open(ages, "wb") as file:
                        file.write(done.stdout)
                    difference = np.abs(np.load(ages) - ours)
                    about["quantiles_beside_gyro_dex"] = {
                        "median": float(np.median(difference)),
                        "q99": float(np.quantile(difference, 0.99)), "largest": float(difference.max()),
                        "medians_largest": float(difference[:, 1].max())}
                result["peer"].append(about)
            times = [age(many, threads) for _ in range(REPEATS)]
            wall = statistics.median(wall for wall, _ in times)
            result["gyro"].append({
                "threads": threads, "seconds": [wall for wall, _ in times],
                "cpu_seconds": [cpu for _, cpu in times], "stars_per_second": rows / wall,
                "stars_per_cpu_second": rows / statistics.median(cpu for _, cpu in times)})
    for ours in result["gyro"]:
        for about in result["peer"]:
            if about["threads"] == ours["threads"]:
                about["gyro_is_faster_by"] = ours["stars_per_second"] / about["stars_per_second"]
                about["gyro_is_faster_by_cpu"] = ours["stars_per_cpu_second"] / about["stars_per_cpu_second"]
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
