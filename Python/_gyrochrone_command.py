# SPDX-License-Identifier: GPL-3.0-or-later
"""The command ``gyro`` of the wheel, a module of its own so that nothing else is imported on its way."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Becomes the command."""
    program = Path(__file__).resolve().parent / "gyrochrone" / "bin" / "gyro"
    os.execv(program, sys.argv)
