# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that computes ages in a browser."""

from __future__ import annotations

import html
import os
from pathlib import Path

from . import _library


class Page:
    """One HTML file that computes ages where it is read, without a server.

    A notebook shows it as the value of a cell.

    Attributes
    ----------
    html : str
        The whole file.
    """

    def __init__(self, text: str) -> None:
        self.html = text

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the page to a file.

        Parameters
        ----------
        path : path
            Such as ``explore.html``.
        """
        Path(path).write_bytes(self.html.encode())

    def _repr_html_(self) -> str:
        return (
            '<iframe title="Gyrochrone" width="100%" height="900" style="border: 0" '
            f'srcdoc="{html.escape(self.html)}"></iframe>')

    def __repr__(self) -> str:
        return f"<Page of {len(self.html)} characters; save(path) writes it>"


def explore(model: str | os.PathLike[str] | None = None) -> Page:
    """A page that computes ages of stars, tables and clusters in a browser, as ``gyro explore`` writes it.

    Parameters
    ----------
    model : path, optional
        A checkpoint; by default the model inside the library.

    Returns
    -------
    Page
        To be saved, or shown in a notebook.
    """
    name = None if model is None else os.fspath(model).encode()
    return Page(_library.text("gyro_explore", name))
