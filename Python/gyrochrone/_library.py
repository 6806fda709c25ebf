# SPDX-License-Identifier: GPL-3.0-or-later
"""The shared library: where it is, its calls, and what they hand out."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

_ABI_VERSION = 1


class GyrochroneError(Exception):
    """A failure that is not one argument's, such as a model that cannot be read."""


class ArgumentError(GyrochroneError, ValueError):
    """An argument that cannot be used; the message names it and its row."""


_FAILURES: dict[int, type[GyrochroneError]] = {1: ArgumentError, 2: GyrochroneError}


def path() -> Path:
    """Where the shared library is.

    Returns
    -------
    pathlib.Path
        GYROCHRONE_LIBRARY, or the one of the wheel, or of a clone.
    """
    named = os.environ.get("GYROCHRONE_LIBRARY")
    if named:
        return Path(named)
    name = "libGyroC.dylib" if sys.platform == "darwin" else "libGyroC.so"
    here = Path(__file__).resolve().parent
    clone = here.parent.parent / ".build"
    for candidate in (here / name, clone / "release" / name, clone / "debug" / name):
        if candidate.exists():
            return candidate
    raise ImportError(
        f"{name} is not beside {here}. Install the wheel; in a clone, build it with "
        "'swift build -c release --product GyroC', or name it in GYROCHRONE_LIBRARY."
    )


@cache
def loaded() -> ctypes.CDLL:
    """The shared library.

    Returns
    -------
    ctypes.CDLL
        With the types of those functions whose results are not numbers of 32 bits.
    """
    file = path()
    try:
        library = ctypes.CDLL(str(file))
    except OSError as error:
        raise ImportError(f"{file} cannot be loaded: {error}") from error
    found = library.gyro_abi_version()
    # A call that was added last: libraries of before lack it.
    if found != _ABI_VERSION or not hasattr(library, "gyro_cluster_open"):
        raise ImportError(
            f"{file} has version {found} of the interface, or an early form of {_ABI_VERSION}, which is expected. "
            "Install library and package of one version."
        )
    for name in ("gyro_version", "gyro_flag_name", "gyro_reason_name"):
        getattr(library, name).restype = ctypes.c_char_p
    for part in ("name", "unit", "meaning"):
        function = getattr(library, f"gyro_table_column_{part}")
        function.argtypes = [ctypes.c_void_p, ctypes.c_int32]
        function.restype = ctypes.c_char_p
    library.gyro_table_column_is_text.argtypes = [ctypes.c_void_p, ctypes.c_int32]
    library.gyro_table_row_count.argtypes = [ctypes.c_void_p]
    library.gyro_table_row_count.restype = ctypes.c_int64
    for name in ("gyro_model_close", "gyro_ages_close", "gyro_cluster_close", "gyro_table_close",
                 "gyro_free"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
        getattr(library, name).restype = None
    return library


def version() -> str:
    """The version of the library, that of the command.

    Returns
    -------
    str
        A semantic version.
    """
    return loaded().gyro_version().decode()


@cache
def flag_names() -> tuple[str | None, ...]:
    """The names of the flags by bit; None where a bit has no flag."""
    names = (loaded().gyro_flag_name(bit) for bit in range(32))
    return tuple(name.decode() if name else None for name in names)


def reason_name(code: int) -> str:
    """The name of the reason of a code."""
    name = loaded().gyro_reason_name(code)
    return name.decode() if name else ""


def call(name: str, *arguments: Any) -> None:
    """Calls a function of the library, without the GIL, and raises what it reports."""
    message = ctypes.create_string_buffer(2048)
    code = getattr(loaded(), name)(*arguments, message, ctypes.c_size_t(len(message)))
    if code:
        raise _FAILURES.get(code, GyrochroneError)(message.value.decode(errors="replace"))


def text(name: str, *arguments: Any) -> str:
    """Calls a function whose last result is a text; empty if there is none."""
    found = ctypes.c_void_p()
    try:
        call(name, *arguments, ctypes.byref(found))
        return ctypes.string_at(found.value).decode() if found.value else ""
    finally:
        loaded().gyro_free(found)


def doubles(values: NDArray[Any]) -> ctypes.c_void_p:
    """A pointer to contiguous doubles."""
    return ctypes.c_void_p(values.ctypes.data)


class Handle:
    """Something of the library that is freed with this object."""

    def __init__(self, kind: str, *arguments: Any, opener: str | None = None) -> None:
        self._close = getattr(loaded(), f"gyro_{kind}_close")
        self.pointer = ctypes.c_void_p()
        call(opener or f"gyro_{kind}_open", *arguments, ctypes.byref(self.pointer))

    def __del__(self) -> None:
        if getattr(self, "pointer", None):
            self._close(self.pointer)


@cache
def _model(path: str | None, options: str, process: int) -> Handle:
    return Handle("model", path.encode() if path else None, options.encode())


def model(path: str | None, options: dict[str, Any]) -> Handle:
    """A model under some assumptions, opened once per process."""
    given = {key: value for key, value in options.items() if value is not None}
    return _model(path, json.dumps(given, sort_keys=True), os.getpid())


def columns(arrays: dict[str, NDArray[Any]]) -> tuple[Any, ...]:
    """Arrays of equal length as the library takes them: count, names and pointers."""
    return (
        ctypes.c_int64(len(next(iter(arrays.values())))),
        ctypes.c_int32(len(arrays)),
        (ctypes.c_char_p * len(arrays))(*(name.encode() for name in arrays)),
        (ctypes.c_void_p * len(arrays))(*(doubles(values) for values in arrays.values())),
    )
