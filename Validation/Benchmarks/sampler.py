#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Effective draws per gradient of our No-U-Turn sampler and of NumPyro's, on the same posteriors.

Run in this folder; prints the table of Validation/Results/sampler.md. Option: number of seeds.
"""
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
import arviz as az
import jax
import jax.numpy as jnp
import numpy as np
import numpyro
from numpyro.infer import MCMC, NUTS

jax.config.update("jax_enable_x64", True)
numpyro.set_platform("cpu")


def autoregressive(rho):
    def potential(x):
        residuals = x[1:] - rho * x[:-1]
        return 0.5 * x[0] ** 2 + 0.5 * jnp.sum(residuals**2) / (1 - rho * rho)
    return potential


def eight_schools(x):
    effects = jnp.array([28.0, 8, -3, 7, -1, 1, 18, 12])
    sigmas = jnp.array([15.0, 10, 16, 11, 9, 11, 10, 18])
    tau = jnp.exp(x[1])
    residuals = (effects - x[0] - tau * x[2:]) / sigmas
    return (
        x[0] ** 2 / 50 + jnp.log1p(tau * tau / 25) - x[1]
        + 0.5 * jnp.sum(x[2:] ** 2) + 0.5 * jnp.sum(residuals**2)
    )


def normal(sigmas):
    sigmas = jnp.array(sigmas)
    return lambda x: 0.5 * jnp.sum((x / sigmas) ** 2)


cases = [
    ("normal-2", "diagonal", 0.8, 2, autoregressive(0.9)),
    ("normal-2", "dense", 0.8, 2, autoregressive(0.9)),
    ("normal-10", "diagonal", 0.8, 10, autoregressive(0.9)),
    ("normal-10", "dense", 0.8, 10, autoregressive(0.9)),
    ("normal-100", "diagonal", 0.8, 100, autoregressive(0.6)),
    ("normal-100", "dense", 0.8, 100, autoregressive(0.6)),
    ("scales-50", "diagonal", 0.8, 50, normal([10 ** (-1 + 0.04 * i) for i in range(50)])),
    ("funnel-noncentered", "diagonal", 0.8, 10, normal([3.0] + 9 * [1.0])),
    ("eight-schools", "diagonal", 0.8, 10, eight_schools),
    ("eight-schools", "diagonal", 0.95, 10, eight_schools),
]


def ours(case, seed, folder):
    name, metric, acceptance = case[:3]
    file = pathlib.Path(folder) / "draws.bin"
    program = [".build/release/sampler-draws", name, metric, str(acceptance), str(seed), str(file)]
    gradients = json.loads(subprocess.run(program, check=True, capture_output=True).stdout)
    data = file.read_bytes()
    start = 16 + int.from_bytes(data[8:16], "little")
    header = json.loads(data[16:start])
    records = np.frombuffer(data, "<f8", offset=start)
    records = records.reshape(-1, header["settings"]["chainCount"], len(header["fields"]))
    return records[:, :, :-6].transpose(1, 0, 2), gradients["warmup"], gradients["draws"]


def numpyros(case, seed, samplers):
    name, metric, acceptance, dimension, potential = case
    key = (name, metric, acceptance)
    if key not in samplers:
        kernel = NUTS(
            potential_fn=potential, dense_mass=metric == "dense", target_accept_prob=acceptance
        )
        samplers[key] = MCMC(
            kernel, num_warmup=1000, num_samples=1000, num_chains=4, chain_method="vectorized",
            progress_bar=False,
        )
    sampler = samplers[key]
    keys = jax.random.split(jax.random.PRNGKey(seed))
    starts = jax.random.uniform(keys[0], (4, dimension), minval=-2.0, maxval=2.0)
    sampler.warmup(keys[1], init_params=starts, extra_fields=("num_steps",), collect_warmup=True)
    warmup = int(sampler.get_extra_fields()["num_steps"].sum())
    sampler.run(keys[1], init_params=starts, extra_fields=("num_steps",))
    draws = int(sampler.get_extra_fields()["num_steps"].sum())
    return np.asarray(sampler.get_samples(group_by_chain=True)), warmup, draws


def summary(draws, warmup, kept):
    """Least bulk and tail effective size of a component, per 1,000 gradients; and of all gradients."""
    components = range(draws.shape[2])
    bulk = min(az.ess(draws[:, :, i], method="bulk") for i in components)
    tail = min(az.ess(draws[:, :, i], method="tail") for i in components)
    return [1000 * bulk / kept, 1000 * tail / kept, 1000 * bulk / (kept + warmup), kept]


seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
subprocess.run(["swift", "build", "-c", "release"], check=True, stdout=subprocess.DEVNULL)
print(f"NumPyro {numpyro.__version__}, ArviZ {az.__version__}, {seeds} seeds, medians\n")
print("| posterior | metric | acceptance | bulk ESS per 1,000 gradients: ours | NumPyro | ratio | tail: ratio | with warm-up: ratio | gradients of the draws: ratio |")
print("|---|---|---|---|---|---|---|---|---|")
ratios = []
with tempfile.TemporaryDirectory() as folder:
    samplers = {}
    for case in cases:
        mine = [summary(*ours(case, seed, folder)) for seed in range(seeds)]
        theirs = [summary(*numpyros(case, seed, samplers)) for seed in range(seeds)]
        a, b = np.median(mine, axis=0), np.median(theirs, axis=0)
        ratios.append(a[0] / b[0])
        ratio_bulk, ratio_tail, ratio_all, ratio_gradients = a / b
        print(
            f"| {case[0]} | {case[1]} | {case[2]} | {a[0]:.0f} | {b[0]:.0f} | {ratio_bulk:.2f} | "
            f"{ratio_tail:.2f} | {ratio_all:.2f} | {ratio_gradients:.2f} |", flush=True,
        )
print(f"\nGeometric mean of the bulk ratios: {math.exp(np.mean(np.log(ratios))):.2f}; least {min(ratios):.2f}")
