"""The names of the sizes that figures are offered in."""

from __future__ import annotations

from lrgui.text.language import translate

OWN = "own"  # any other size


def size_name(code: str) -> str:
    return {
        "slide": translate("Sizes", "Slide 16:9 (PowerPoint)"),
        "half": translate("Sizes", "Half a slide 16:9 (PowerPoint)"),
        "beamer": translate("Sizes", "Whole slide 16:9 (Beamer), 160 × 90 mm"),
        "beamer-half": translate("Sizes", "Half a slide 16:9 (Beamer)"),
        "beamer-text": translate("Sizes", "Under a title (Beamer), 140 × 65 mm"),
        "beamer-column": translate("Sizes", "Column under a title (Beamer), 68 × 65 mm"),
        "a4-column": translate("Sizes", "A4 column, 84 mm"),
        "a4-full": translate("Sizes", "A4 full width, 170 mm"),
        "square": translate("Sizes", "Square"),
        "720p": translate("Sizes", "Screen, 1280 × 720 pixels"),
        "1080p": translate("Sizes", "Screen, 1920 × 1080 pixels"),
        "2160p": translate("Sizes", "Screen, 3840 × 2160 pixels"),
        OWN: translate("Sizes", "Own size"),
    }[code]
