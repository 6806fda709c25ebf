# SPDX-License-Identifier: GPL-3.0-or-later
"""The command to compare with: the one built beside the library, unless GYROCHRONE_COMMAND names another."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from gyrochrone import _library


@pytest.fixture(scope="session")
def gyro():
    """Runs the command; what it prints on a stream. Statuses besides 0 that are no failure can be named."""
    named = os.environ.get("GYROCHRONE_COMMAND")
    command = Path(named) if named else _library.path().parent / "gyro"
    if not command.exists():
        pytest.fail(f"{command} is missing: build it beside the library")

    def run(*arguments, text=None, statuses=(0,), stream="stdout"):
        done = subprocess.run(
            [command, *map(str, arguments)], input=text, capture_output=True, text=True, check=False)
        assert done.returncode in statuses, done.stderr
        return getattr(done, stream)

    return run


@pytest.fixture(scope="session")
def gyro_json(gyro):
    """Runs the command; the JSON that it prints."""
    return lambda *arguments, **options: json.loads(
        gyro(*arguments, "--format", "json", "--digits", 17, **options))
