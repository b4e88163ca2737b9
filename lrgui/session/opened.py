"""What is known of a document beside its experiment: its file, its notes, and what of it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lrgui.core.files.recipe import Recipe
from lrgui.core.model.experiment import Experiment


@dataclass(eq=False)
class Opened:
    """A document that is open, or that undo brings back; two of them are never the same one.

    saved: the experiment as its file has it, or as it was when it was opened; None where no file has what is there.
    content: what the file had in it when it was opened or saved, None where that is not known.
    figure: how the figure was made that was opened, None where it was none.
    """

    saved: Experiment | None
    path: Path | None = None
    notes: str = ""
    saved_notes: str = ""
    content: bytes | None = None
    figure: Recipe | None = None
