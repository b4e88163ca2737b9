"""Whether this program wrote a file: asked before one is replaced that nobody has named."""

from __future__ import annotations

import re

from lrgui.core.files import embedding
from lrgui.core.files.atomic import Target
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.columns import EVALUATIONS, run_columns, step_columns, trajectory_columns

LATEX_MARK = "% Written by lrgui"  # at the beginning of files for LaTeX that are no table

_BEGINNING = 65_536
_FIGURE = 100_000_000  # bytes of a figure that are looked at
_SEPARATORS = re.compile(r"[,;\t|]")


def is_own(path: Target) -> bool:
    """Whether a file is one that this program wrote: a figure with an experiment, a table, lines for LaTeX.

    Raises `OSError` where it cannot be read.
    """
    with open(path, "rb") as file:
        data = file.read(_BEGINNING)
        if embedding.is_figure(data):
            data += file.read(_FIGURE)
            try:
                return embedding.extract(data) is not None
            except DamagedFile:
                return False
    text = data.decode("utf-8-sig", "replace")
    return text.startswith(LATEX_MARK) or _is_table(text)


def _is_table(text: str) -> bool:
    if text.startswith("\\begin{tabular}"):
        return "\\toprule" in text and "$\\eta$" in text
    cells = [cell.strip() for cell in _SEPARATORS.split(text.partition("\n")[0])]
    words = [cell for cell in cells if cell]
    return len(words) > 1 and _codes().issuperset(words)


def _codes() -> set[str]:
    """The codes of all columns."""
    columns = {*EVALUATIONS}
    for problem in PROBLEMS:
        columns.update(run_columns(problem), step_columns(problem), trajectory_columns(problem))
    return columns
