#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes Tests/GyroSamplingTests/Goldens with ArviZ and scipy. Run at the root of the package."""
import json
import pathlib
import warnings

import arviz as az
import numpy as np
import scipy
from scipy.integrate import quad

warnings.simplefilter("ignore")
folder = pathlib.Path("Tests/GyroSamplingTests/Goldens")
folder.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(20260101)


def autoregressive(chains, draws, rho):
    values = np.zeros((chains, draws))
    values[:, 0] = random.standard_normal(chains)
    for draw in range(1, draws):
        noise = np.sqrt(1 - rho * rho) * random.standard_normal(chains)
        values[:, draw] = rho * values[:, draw - 1] + noise
    return values


def number(value):
    """What is undefined is null."""
    value = float(value)
    return value if np.isfinite(value) else None


cases = {
    "independent": random.standard_normal((4, 100)),
    "slow": autoregressive(4, 120, 0.95),
    "antithetic": autoregressive(4, 100, -0.7),
    "odd count": autoregressive(3, 101, 0.5),
    "shifted chain": random.standard_normal((4, 60)) + np.array([[0], [0], [0], [1.5]]),
    "wider chain": random.standard_normal((4, 60)) * np.array([[1], [1], [1], [4]]),
    "ties": random.integers(0, 4, (4, 80)).astype(float),
    "heavy tails": random.standard_cauchy((4, 80)),
    "two chains far from zero": 1e6 + autoregressive(2, 64, 0.3),
    # Not 50 draws: there a pair of correlations cancels, and rounding decides where the sum ends.
    "one trend": np.linspace(0, 1, 54)[None, :] + 0.05 * random.standard_normal((2, 54)),
    "one chain": autoregressive(1, 200, 0.6),
    "four draws": random.standard_normal((4, 4)),
    "nine draws": random.standard_normal((2, 9)),
    "constant": np.full((4, 20), 2.5),
}
points = []
for name, draws in cases.items():
    draws = np.round(draws, 6)
    points.append({
        "name": name,
        "draws": draws.tolist(),
        "rHat": number(az.rhat(draws)) if len(draws) > 1 else None,
        "essBulk": number(az.ess(draws, method="bulk")),
        "essTail": number(az.ess(draws, method="tail")),
        "essMean": number(az.ess(draws, method="mean")),
        "essQuantile10": number(az.ess(draws, method="quantile", prob=0.1)),
        "mcseMean": number(az.mcse(draws, method="mean")),
        "mcseSigma": number(az.mcse(draws, method="sd")),
        "mcseQuantile10": number(az.mcse(draws, method="quantile", prob=0.1)),
        "mcseMedian": number(az.mcse(draws, method="quantile", prob=0.5)),
        "eBFMI": [number(value) for value in az.bfmi(draws)],
    })
golden = {
    "provenance": {
        "program": f"ArviZ {az.__version__}",
        "command": "Scripts/goldens/sampling.py",
        "what": "rhat, ess, mcse and bfmi of the same draws; null where ArviZ has no number",
    },
    "tolerance": 1e-10,
    "points": points,
}
(folder / "diagnostics.json").write_text(json.dumps(golden, indent=None, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")

# Eight schools: μ and the θ are normal given τ, so each moment is one integral over τ.
effects = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
variances = np.array([15.0, 10, 16, 11, 9, 11, 10, 18]) ** 2


def given_tau(tau):
    weights = 1 / (variances + tau * tau)
    precision = weights.sum() + 1 / 25
    mean = (weights * effects).sum() / precision
    log_density = (
        0.5 * np.log(weights).sum() - 0.5 * np.log(precision)
        - 0.5 * (weights * effects**2).sum() + 0.5 * precision * mean**2
        - np.log1p(tau * tau / 25)
    )
    shrinkage = variances[0] / (variances[0] + tau * tau)
    return np.exp(log_density + 35), mean, mean**2 + 1 / precision, effects[0] + shrinkage * (mean - effects[0])


def moment(function, upper=np.inf):
    value, _ = quad(lambda tau: given_tau(tau)[0] * function(tau), 0, upper, epsabs=0, epsrel=1e-11, limit=500)
    return value


total = moment(lambda tau: 1)
golden = {
    "provenance": {
        "program": f"scipy {scipy.__version__}",
        "command": "Scripts/goldens/sampling.py",
        "what": "posterior means of eight schools by quadrature over tau, the rest in closed form",
    },
    "tolerance": 1e-9,
    "points": [
        {"name": "mu", "mean": moment(lambda tau: given_tau(tau)[1]) / total},
        {"name": "mu squared", "mean": moment(lambda tau: given_tau(tau)[2]) / total},
        {"name": "log tau", "mean": moment(np.log) / total},
        {"name": "tau below 1", "mean": moment(lambda tau: 1, 1) / total},
        {"name": "tau below 5", "mean": moment(lambda tau: 1, 5) / total},
        {"name": "theta 1", "mean": moment(lambda tau: given_tau(tau)[3]) / total},
    ],
}
(folder / "eight-schools.json").write_text(json.dumps(golden, indent=1) + "\n")
