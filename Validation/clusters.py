# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what clusters.sh ran into Results: clusters.json, and the tables between the marks of clusters.md."""

import json
import math
import os
import re
import sys

runs, scales_path, results = sys.argv[1:]


def load(name):
    with open(os.path.join(runs, name + ".json")) as file:
        return json.load(file)


def took(name):
    with open(os.path.join(runs, name + ".time")) as file:
        wall, processor, memory = file.read().split()[-3:]
    return float(wall), float(processor), int(memory) / 1000


def rounded(value):
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def shown(value):
    """Three digits, without an exponent."""
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def key(name):
    special = {"alpha Per": "APer", "h Per": "HPer", "Sco-Cen": "ScoCen", "Psc-Eri": "PscEri"}
    return special.get(name, name.replace(" ", ""))


with open(scales_path) as file:
    scales = {scale["key"]: scale for scale in json.load(file)}
bouma = {entry["cluster"]: entry["ageMyr"] for entry in scales["bouma-2023"]["ages"]}
disputed = set(scales["chronoflow"]["disputed"])
with open(os.path.join(results, "heldout.json")) as file:
    held_out = json.load(file)["clusters"]
# The mean of a cluster's stars: subgroups have ages of their own.
fiducials = {entry["cluster"]: entry["calibration_log10_age_myr"] for entry in held_out}


def one(document):
    """The clusters of a run, whether it was of one or of several."""
    return document["clusters"] if "clusters" in document else [document]


def row(cluster):
    log10 = cluster["log10_age_myr"]
    budget = cluster["budget_dex"]
    diagnostics = cluster["diagnostics"]
    low, middle, high = (10 ** log10[q] for q in ("q16", "q50", "q84"))
    fiducial = fiducials.get(key(cluster["cluster"]))
    other = bouma.get(key(cluster["cluster"]))
    return [
        cluster["cluster"] + (" (disputed)" if key(cluster["cluster"]) in disputed else ""),
        str(cluster["stars_used"]),
        f"{shown(middle)} ({shown(low)}–{shown(high)})",
        *(f"{budget[part]:.3f}" for part in ("statistical", "extinction", "membership", "total")),
        shown(10**fiducial) if fiducial is not None else "",
        f"{log10['q50'] - fiducial:+.3f}" if fiducial is not None else "",
        f"{other:.0f}" if other else "",
        f"{log10['q50'] - math.log10(other):+.3f}" if other else "",
        f"{diagnostics['rhat_max']:.3f}, {diagnostics['ess_bulk_min']:.0f}, {diagnostics['ess_tail_min']:.0f}",
        f"{min(cluster['predictive'].values()):.3f}",
        ", ".join(cluster["flags"]),
    ]


HEAD = [
    "cluster", "stars", "age, Myr (68 %)", "statistical", "extinction", "membership", "total, dex",
    "fiducial, Myr", "minus fiducial, dex", "Bouma et al. 2023", "minus it, dex",
    "R-hat, bulk and tail ESS", "least predictive p", "flags",
]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(cells) + " |" for cells in rows])


def ages(each):
    clusters = sorted(one(each), key=lambda cluster: cluster["log10_age_myr"]["q50"])
    calm = [c for c in clusters if key(c["cluster"]) not in disputed]
    offsets = [abs(c["log10_age_myr"]["q50"] - fiducials[key(c["cluster"])]) for c in calm]
    inside = sum(offset <= c["budget_dex"]["total"] for offset, c in zip(offsets, calm))
    rms = math.sqrt(sum(offset**2 for offset in offsets) / len(offsets))
    diagnostics = [c["diagnostics"] for c in clusters]
    provenance = each["provenance"]
    return "\n\n".join([
        f"Model sha256 {provenance['model_sha256'][:12]}…, {provenance['chains']} chains of "
        f"{provenance['warmup']} + {provenance['draws']} draws.",
        table(HEAD, [row(cluster) for cluster in clusters]),
        f"{sum(d['converged'] for d in diagnostics)} of {len(clusters)} converged; R-hat at most "
        f"{max(d['rhat_max'] for d in diagnostics):.3f}, bulk ESS at least "
        f"{min(d['ess_bulk_min'] for d in diagnostics):.0f}, tail ESS at least "
        f"{min(d['ess_tail_min'] for d in diagnostics):.0f}; the tabulation is off by at most "
        f"{max(d['table_error_nat'] for d in diagnostics):.3f} nat. Of the {len(calm)} undisputed clusters {inside} "
        f"have their fiducial age within one total error, in sample; the scatter is {rms:.3f} dex.",
    ])


def external(names):
    return table(HEAD, [row(one(load("external-" + name))[0]) for name in names])


def coverage(each):
    """Held-out medians of heldout.json with the total errors of the sampled posteriors above."""
    totals = {key(c["cluster"]): c["budget_dex"]["total"] for c in one(each)}
    own = math.log10(1 + scales["chronoflow"]["relativeSigma"])
    groups = {
        "all": lambda name: True,
        "undisputed": lambda name: name not in disputed,
        "undisputed between Sco-Cen and M67":
            lambda name: name not in disputed | {"Taurus", "ScoCen", "M67"},
    }
    rows = []
    for label, wanted in groups.items():
        chosen = [c for c in held_out if wanted(c["cluster"])]

        def share(factor, extra):
            return sum(
                abs(c["offset_dex"]) <= factor * math.hypot(totals[c["cluster"]], extra)
                for c in chosen) / len(chosen)

        names = {c["cluster"] for c in chosen}
        rows.append([
            f"{label} ({len(names)})", *(
                f"{100 * share(factor, extra):.0f} %"
                for extra in (0, own) for factor in (0.994458, 1.959964))])
    return table(
        ["clusters", "68 % interval", "95 % interval", "68 %, with the fiducial age's own error", "95 %"], rows)


def joint(document, each):
    clusters = document["clusters"]
    diagnostics = clusters[0]["diagnostics"]
    alone = {c["cluster"]: c["log10_age_myr"]["q50"] for c in one(each)}
    shifts = {c["cluster"]: c["log10_age_myr"]["q50"] - alone[c["cluster"]] for c in clusters}
    widest = max(shifts, key=lambda name: abs(shifts[name]))
    shared = document["shared_parameters"]
    priors = document["provenance"]
    rows = [
        [label, *(f"{shared[name][q]:.3f}" for q in ("q50", "q16", "q84")), f"half-normal, {priors[prior]}"]
        for label, name, prior in (
            ("zero point of E(BP-RP), mag", "zero_point_sigma_mag", "zero_point_sigma_mag"),
            ("shift of the membership log-odds", "membership_shift_sigma", "membership_shift_sigma"))]
    return "\n\n".join([
        f"{'Converged' if diagnostics['converged'] else 'NOT converged'}: R-hat at most {diagnostics['rhat_max']:.3f}, "
        f"bulk ESS at least {diagnostics['ess_bulk_min']:.0f}, tail ESS {diagnostics['ess_tail_min']:.0f}, "
        f"{diagnostics['divergences']} divergences. Against the clusters alone the ages move by at most "
        f"{shifts[widest]:+.3f} dex ({widest}).",
        table(["scale", "median", "16 %", "84 %", "prior"], rows),
    ])


def times(each, both):
    with open(os.path.join(runs, "load")) as file:
        load_average = file.read().strip()
    pleiades = one(load("pleiades"))[0]["diagnostics"]
    rows = []
    for name, what in (
        ("pleiades", f"Pleiades, 737 stars, bulk ESS {pleiades['ess_bulk_min']:.0f}"),
        ("each", f"30 clusters one by one, bulk ESS at least "
            f"{min(c['diagnostics']['ess_bulk_min'] for c in one(each)):.0f}"),
        ("joint", f"30 clusters together, bulk ESS {both['clusters'][0]['diagnostics']['ess_bulk_min']:.0f}"),
    ):
        wall, processor, memory = took(name)
        rows.append([what, f"{wall:.1f} s", f"{processor:.1f} s", f"{memory:.0f} MB"])
    return table(["what", "wall", "processor", "peak memory"], rows) + (
        f"\n\n{os.cpu_count()} processors; load average {load_average} at the end.")


def main():
    each, both = load("each"), load("joint")
    kept = rounded(each)
    for cluster in kept["clusters"]:
        cluster.pop("members", None)
        cluster["fiducial_log10_age_myr"] = rounded(fiducials[key(cluster["cluster"])])
    kept["joint"] = rounded({
        "shared_parameters": both["shared_parameters"], "diagnostics": both["clusters"][0]["diagnostics"],
        "log10_age_myr": {c["cluster"]: c["log10_age_myr"] for c in both["clusters"]}})
    with open(os.path.join(results, "clusters.json"), "w") as file:
        json.dump(kept, file, indent=1, sort_keys=True)
        file.write("\n")
    page = os.path.join(results, "clusters.md")
    with open(page) as file:
        text = file.read()
    for mark, body in (
        ("ages", ages(each)), ("external", external(["Psc-Eri", "Blanco1", "GroupX"])),
        ("coverage", coverage(each)), ("joint", joint(both, each)), ("times", times(each, both)),
    ):
        pattern = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- end -->)", re.S)
        if not pattern.search(text):
            sys.exit(f"{page}: the mark <!-- {mark} --> is missing")
        text = pattern.sub(lambda found: found[1] + body + "\n" + found[2], text)
    with open(page, "w") as file:
        file.write(text)


main()
