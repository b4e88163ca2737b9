"""Whether this program wrote a file: asked before one is replaced that nobody has named."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lrgui.core.files import embedding
from lrgui.core.files.atomic import Target
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.model.run import OWN_FIELDS
from lrgui.core.problems.network import Network
from lrgui.core.problems.problem import Problem
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.columns import EVALUATIONS, run_columns, step_columns, trajectory_columns

LATEX_MARK = "% Written by lrgui"  # at the beginning of files for LaTeX that are no table

_BEGINNING = 65_536
_FIGURE = 100_000_000  # bytes of a figure that are looked at
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SEPARATORS = re.compile(r"[,;\t|]")


def is_own(path: Target, words: Iterable[str] = ()) -> bool:
    """Whether a file is one that this program wrote: a figure with an experiment, a table, a script, lines for LaTeX.

    words: what may stand over the columns of a table beside their codes. Raises `OSError` where it cannot be read.
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
    if text.startswith(LATEX_MARK) or _is_script(text):
        return True
    return _is_table(text, {_letters(word) for word in (*column_codes(), *words)})


def column_codes() -> list[str]:
    """The codes of all columns of all tables."""
    columns = [*EVALUATIONS]
    kinds: tuple[type[Problem], ...] = (*PROBLEMS.values(), Network)
    for kind in kinds:
        columns += [
            *run_columns(kind, own=[name for name in OWN_FIELDS if name in kind.fields], changed=True, named=True),
            *step_columns(kind, plain=False),
            *trajectory_columns(kind),
        ]
    return list(dict.fromkeys(columns))


def _is_script(text: str) -> bool:
    """By the comment that every script begins with."""
    comment = re.match(r"(# .+\n)+", text)
    said = "" if comment is None else comment[0].replace("\n# ", " ")
    return re.search(r" η = .+; .+; float(64|32)\.", said) is not None


def _is_table(text: str, known: set[str]) -> bool:
    text = text.removeprefix("\\noindent")
    if text.startswith(("\\resizebox{", "{\\")):  # a LaTeX table that is made smaller
        text = text.partition("\n")[2]
    lines = text.split("\n", 3)
    if re.match(r"\\begin\{(tabular|longtable)\}\{[lr]+\}$", lines[0]) and len(lines) > 3:
        cells = lines[2].removesuffix("\\\\").split("&")
    else:
        cells = _SEPARATORS.split(lines[0].strip("|\r "))
    return known.issuperset(map(_letters, cells))


def _letters(text: str) -> str:
    """What tells a heading from others in every format: its letters and digits."""
    for command, letter in (("\\eta", "η"), ("\\nabla", ""), ("\\cdot", ""), ("\\times", "")):
        text = text.replace(command, letter)
    return re.sub(r"[\W_]", "", text.translate(_SUBSCRIPTS))
