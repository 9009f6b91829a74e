"""Every notebook runs from top to bottom, and says what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


def texts(notebook: Any) -> list[str]:
    """What each code cell printed or returned, as text."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            parts = [out.get("text", out.get("data", {}).get("text/plain", "")) for out in cell.outputs]
            found.append("".join(parts))
    return found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.name)
def test_the_notebook_runs_and_prints_what_it_shows(path: Path) -> None:
    shown = nbformat.read(path, as_version=4)
    run = nbformat.read(path, as_version=4)
    NotebookClient(run, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    assert texts(run) == texts(shown)


def test_there_is_a_notebook() -> None:
    assert (NOTEBOOKS / "agreement.ipynb").is_file()
