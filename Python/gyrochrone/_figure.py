# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of results in the grammar of Vega-Lite, which notebooks draw."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

#: What notebooks call the grammar.
MIME_TYPE = "application/vnd.vegalite.v5+json"


class Figure:
    """A picture with its data inside, as ``--plot FILE.vl.json`` writes it.

    A notebook draws it as the value of a cell; Altair takes it with ``altair.Chart.from_dict(figure.spec)``.

    Attributes
    ----------
    spec : dict
        The specification in the grammar of Vega-Lite 5.
    """

    def __init__(self, text: str) -> None:
        self.spec: dict[str, Any] = json.loads(text)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the specification to a file.

        Parameters
        ----------
        path : path
            Such as ``star.vl.json``.
        """
        Path(path).write_text(json.dumps(self.spec), encoding="utf-8")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME_TYPE: self.spec}

    def __repr__(self) -> str:
        return "<Figure in Vega-Lite; save(path) writes it>"
