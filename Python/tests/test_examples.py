# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples in Python of README and of the package's page are run, where the pages are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for page in (ROOT / "README.md", ROOT / "Python" / "README.md") if page.exists()]


@pytest.mark.skipif(not PAGES, reason="the pages are in a clone")
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_examples_run(tmp_path, monkeypatch):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    for name in ("arviz", "astropy", "pandas"):
        pytest.importorskip(name)
    monkeypatch.chdir(tmp_path)
    for page in PAGES:
        blocks = re.findall(r"\n```python\n(.*?)```", page.read_text(), re.DOTALL)
        assert blocks, page
        names = {}
        for block in blocks:
            exec(compile(block, page.name, "exec"), names)
