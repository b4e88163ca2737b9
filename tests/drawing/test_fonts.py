"""The program's own font, where the system has no other one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
WORDS = "學習率與損失"  # typed in traditional characters
RARE = "龘𠮷"  # which no font here has
DRAWING = f"""
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from lrgui.core.files.document import Document, write
from lrgui.core.files.view import View
from lrgui.core.model.experiment import Experiment
from lrgui.core.training.history import History
from lrgui.drawing import fonts
from lrgui.drawing.scene import Scene
from lrgui.export.figure.figure import Figure
from lrgui.core.files.figure_options import FigureOptions
from lrgui.export.formats.figure_files import figure_bytes

app = QApplication([])
history = History(Experiment("descent")).complete()
for name, title in (("words", {WORDS!r}), ("rare", {RARE!r})):
    options = FigureOptions.preset("a4-column", title=title, legend=False)
    figure = Figure(("rate",), options, View(), Scene.of(history, View()))
    for ending in ("png", "svg", "pdf"):
        path = f"{{name}}.{{ending}}"
        open(path, "wb").write(figure_bytes(figure, path, write(Document(history.experiment))))
    notes = QPlainTextEdit(title)  # as the window has them
    notes.setFont(fonts.sans(26))
    notes.resize(300, 60)
    notes.grab().save(f"{{name}}-notes.png")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Pictures with these titles, drawn in a process for which the system has no fonts at all."""
    made = tmp_path_factory.mktemp("fonts")
    (made / "none").mkdir()
    (made / "fonts.conf").write_text(f"<fontconfig><dir>{made}/none</dir><cachedir>{made}/none</cachedir></fontconfig>")
    paths = {"FONTCONFIG_FILE": str(made / "fonts.conf"), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", DRAWING], cwd=made, env={**os.environ, **paths}, check=True)
    return made


def letters(pixels: np.ndarray) -> int:
    """How many pieces with a gap between them stand in the first line of a picture."""
    ink = pixels[..., :3].min(axis=-1) < 128
    rows = np.flatnonzero(ink.any(axis=1))
    columns = ink[rows[0] : rows[0] + 30].any(axis=0)
    return int(np.count_nonzero(columns[1:] & ~columns[:-1]))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's fonts cannot be hidden")
@pytest.mark.parametrize("name", ["words", "rare"])
def test_chinese_that_the_system_has_no_font_for_is_drawn_or_shown_as_boxes(folder, name):
    expected = len(WORDS if name == "words" else RARE)
    picture = np.asarray(Image.open(folder / f"{name}.png").convert("RGB"))[:60]
    page = pdfium.PdfDocument(folder / f"{name}.pdf")[0].render(scale=300 / 72).to_numpy()[:60]
    notes = np.asarray(Image.open(folder / f"{name}-notes.png").convert("RGB"))[4:-4, 4:-4]
    for where, pixels in (("png", picture), ("pdf", page), ("window", notes)):
        assert letters(pixels) >= expected, where
    outlines = re.findall('aria-label="([^"]*)" d="([^"]*)"', (folder / f"{name}.svg").read_text())
    title = dict(outlines)["學習率與損失" if name == "words" else RARE]
    assert title.count("M") > 2 * expected
