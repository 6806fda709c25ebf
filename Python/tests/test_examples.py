# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples in Python of README, of the package's page and of the notebook are run, where the pages are."""

import ast
import contextlib
import io
import json
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for page in (ROOT / "README.md", ROOT / "Python" / "README.md") if page.exists()]
NOTEBOOK = ROOT / "Documentation" / "Examples" / "gyrochrone.ipynb"


@pytest.fixture(autouse=True)
def packages(tmp_path, monkeypatch):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    for name in ("arviz", "astropy", "pandas"):
        pytest.importorskip(name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.skipif(not PAGES, reason="the pages are in a clone")
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_examples_run():
    for page in PAGES:
        blocks = re.findall(r"\n```python\n(.*?)```", page.read_text(), re.DOTALL)
        assert blocks, page
        names = {}
        for block in blocks:
            exec(compile(block, page.name, "exec"), names)


def outputs(source, names):
    """Runs a cell as a notebook does: what it prints, and its last expression if that is a result of the package."""
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";") else None
    value, printed = None, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), NOTEBOOK.name, "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)
    found = []
    if printed.getvalue():
        found.append({"name": "stdout", "output_type": "stream",
                      "text": printed.getvalue().splitlines(keepends=True)})
    # What other packages show changes with their versions.
    if type(value).__module__.startswith("gyrochrone"):
        data = {"text/plain": [repr(value)]}
        if hasattr(value, "_repr_html_"):
            data["text/html"] = [value._repr_html_()]
        found.append({"data": data, "execution_count": None, "metadata": {}, "output_type": "execute_result"})
    return found


@pytest.mark.skipif(not NOTEBOOK.exists(), reason="the notebook is in a clone")
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_the_notebook_runs_and_shows_what_it_holds():
    notebook = json.loads(NOTEBOOK.read_text())
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names = {}
    found = [outputs("".join(cell["source"]), names) for cell in cells]
    if os.environ.get("GYRO_RECORD"):
        for cell, shown in zip(cells, found):
            cell["outputs"] = shown
        NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")
        pytest.fail("recorded anew; read the change before it is committed")
    assert found == [cell["outputs"] for cell in cells]
    assert sum(map(len, found)) >= 5
