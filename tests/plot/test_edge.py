"""Texts of the marks at the edge of a plot."""

from PySide6.QtGui import QFontMetricsF, QTextLayout

from lrgui.plot.edge import held


def test_no_line_ends_with_a_bar_that_opens(qapp):
    text = "step 1: |1 − ηL|\u00a0=\u00a04.8"
    assert held(text).replace("\u2060", "") == text
    layout = QTextLayout(held(text), qapp.font())
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(QFontMetricsF(qapp.font()).horizontalAdvance("step 1: |"))
        lines.append(held(text)[line.textStart() : line.textStart() + line.textLength()].strip("\u2060 "))
    layout.endLayout()
    assert len(lines) > 1
    assert not [line for line in lines if line.endswith(" |") or line == "|"]
