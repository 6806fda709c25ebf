#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Times the same model in PyTorch beside gyro, on the same stars, into References/pytorch-posteriors.
# Use: PEER=python Validation/Programs/peer.sh GYRO   (PEER is a Python with torch, see Validation/Benchmarks/README.md)
set -euo pipefail
gyro=$1
cd "$(dirname "$0")/../.."

file=Validation/References/pytorch-posteriors/tables.json
command="posteriors.py gyro 1000000 128"
"$PEER" Validation/Benchmarks/posteriors.py "$gyro" 1000000 128 > "$file.part"
python3 - "$file" "$command" << 'END'
import datetime, json, os, sys
file, command = sys.argv[1:]
with open(file + ".part") as part:
    peer = json.load(part)
provenance = {"program": "PyTorch (CPU, single precision), the same checkpoint", "version": peer["peer"][0]["torch"],
              "command": command, "date": datetime.date.today().isoformat()}
with open(file, "w") as out:
    json.dump({"provenance": provenance, **peer}, out, indent=2)
    out.write("\n")
os.remove(file + ".part")
END
