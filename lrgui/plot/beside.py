"""Where texts stand beside symbols, so that they hide neither one another nor any of the symbols."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF


def beside(
    places: Sequence[tuple[float, float]],
    sizes: Sequence[QSizeF],
    margin: float,
    room: QSizeF,
    others: Sequence[QRectF] = (),
) -> list[QRectF | None]:
    """A rectangle for each text, None where there is no room for one.

    places: of the symbols, in pixels of a plotting area as large as `room`. sizes: of their texts, empty where there
    is none. margin: half the size of a symbol. others: what stands there already. The first texts have their places
    first.
    """
    inside = QRectF(0, 0, room.width(), room.height())
    symbols = [QRectF(x - margin, y - margin, 2 * margin, 2 * margin) for x, y in places]
    found: list[QRectF | None] = []
    for (x, y), size in zip(places, sizes, strict=True):
        taken = [*symbols, *others, *(box for box in found if box is not None)]
        free = (
            box
            for box in _around(x, y, size, margin)
            if inside.contains(box) and not any(box.intersects(other) for other in taken)
        )
        found.append(None if size.isEmpty() else next(free, None))
    return found


def _around(x: float, y: float, size: QSizeF, margin: float) -> list[QRectF]:
    """Right, left, then above and below: in the middle, to the right, to the left."""
    width, height = size.width(), size.height()
    right, left, middle = x + margin, x - margin - width, x - width / 2
    above, below = y - margin - height, y + margin
    corners = [(right, y - height / 2), (left, y - height / 2)]
    corners += [(across, down) for down in (above, below) for across in (middle, x, x - width)]
    return [QRectF(across, down, width, height) for across, down in corners]
