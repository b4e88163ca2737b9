"""The program's own font, which has the Chinese glyphs of its texts also where the system has none."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from lrgui.plot.text_size import PIXELS as PIXELS  # of the window's text, at its normal size
from lrgui.resources import resource_path

FAMILY = "lrgui Sans"
# The system's Simplified Chinese faces by name: else Qt may pick a Japanese one for what users type.
FALLBACKS = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "DejaVu Sans")
FILES = {False: "fonts/lrgui-sans-regular.otf", True: "fonts/lrgui-sans-bold.otf"}  # by whether it is bold


@lru_cache(maxsize=1)
def install_fonts() -> None:
    """Makes the font known to Qt; it stays so while the program runs."""
    for name in FILES.values():
        QFontDatabase.addApplicationFont(str(resource_path(name)))


def sans(pixels: float = PIXELS) -> QFont:
    """The font at a size; fractions of a pixel are rounded."""
    install_fonts()
    font = QFont()
    font.setFamilies([FAMILY, *FALLBACKS])
    font.setPixelSize(round(pixels))
    return font
