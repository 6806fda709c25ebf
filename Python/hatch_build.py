# SPDX-License-Identifier: GPL-3.0-or-later
"""Packs the compiled library and the command, and says what is needed where they are missing."""

import platform
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledHook(BuildHookInterface):
    """Makes one wheel for all versions of Python: the library is called through ctypes."""

    def initialize(self, version, build_data):
        """Checks that the binaries are there, and names the platform."""
        if version == "editable":
            return
        for name in ("libGyroC.so", "bin/gyro"):
            if not (Path(self.root) / "gyrochrone" / name).exists():
                raise RuntimeError(
                    f"gyrochrone/{name} is missing. It is compiled from Swift, and a source distribution holds the "
                    "Python part alone: in a clone of Gyrochrone, with Swift 6.2 or later, GSL, zlib, Expat and "
                    "OpenSSL, Scripts/release/wheel.sh builds the wheel. Or install a wheel.")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-linux_{platform.machine()}"
