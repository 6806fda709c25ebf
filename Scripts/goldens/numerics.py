#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes Tests/GyroNumericsTests/Goldens with numpy and mpmath. Run at the root of the package."""
import json
import pathlib

import mpmath as mp
import numpy as np

folder = pathlib.Path("Tests/GyroNumericsTests/Goldens")
ones = (1 << 64) - 1


def write(name, program, what, tolerance, points):
    provenance = {"program": program, "command": "Scripts/goldens/numerics.py", "what": what}
    golden = {"provenance": provenance, "tolerance": tolerance, "points": points}
    text = json.dumps(golden, indent=1, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text + "\n")


def block(key, counter):
    """numpy increments the counter before it makes a block."""
    number = sum(int(word) << (64 * place) for place, word in enumerate(counter)) - 1
    words = [((number % (1 << 256)) >> (64 * place)) & ones for place in range(4)]
    philox = np.random.Philox(key=np.array(key, dtype=np.uint64), counter=np.array(words, dtype=np.uint64))
    return [int(word) for word in philox.random_raw(4)]


pi_key = (0x452821E638D01377, 0xBE5466CF34E90C6C)
pi_counter = (0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89)
cases = [
    ((0, 0), (0, 0, 0, 0)),
    ((ones, ones), (ones, ones, ones, ones)),
    ((20260101, 0), (1, 0, 0, 0)),
    (pi_key, pi_counter),
]
write(
    "philox", f"numpy {np.__version__}", "numpy.random.Philox", 0,
    [{"key": list(k), "counter": list(c), "words": block(k, c)} for k, c in cases],
)


def fnv1a(label):
    value = 0xCBF29CE484222325
    for byte in label.encode():
        value = ((value ^ byte) * 0x100000001B3) & ones
    return value


def child(key, label, index):
    return tuple(block(key, (fnv1a(label), index & ones, len(label.encode()), 1))[:2])


streams = []
for path in [[], [("chain", 0)], [("chain", 3)], [("chain", -1)], [("α Per", 7), ("draw", 0)]]:
    key = (20260101, 0)
    for label, index in path:
        key = child(key, label, index)
    names = [{"label": label, "index": index} for label, index in path]
    streams.append({"path": names, "words": block(key, (0, 0, 0, 0)) + block(key, (1, 0, 0, 0))})
write(
    "streams", f"numpy {np.__version__}", "numpy.random.Philox under the rule for children", 0, streams
)

mp.mp.dps = 40
points = []
for z in [-37, -12.5, -8, -3, -1, -0.25, 0, 0.1, 0.6744897501960817, 1.96, 5, 8.2]:
    exact = mp.mpf(z)
    points.append({
        "z": z,
        "logDensity": float(-exact * exact / 2 - mp.log(2 * mp.pi) / 2),
        "cdf": float(mp.erfc(-exact / mp.sqrt(2)) / 2),
        "survival": float(mp.erfc(exact / mp.sqrt(2)) / 2),
    })
write("normal", f"mpmath {mp.__version__}", "40 digits, rounded to Double", 1e-14, points)
