"""The columns of a table: as wide as their texts, and those that have no room left out, the least important first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QTableView

LEAST_PADDING = 17  # pixels of a column beside its texts: the style sheet has 5 on either side, and Qt 3 more


def spread(
    table: QTableView, codes: Sequence[str], widths: Mapping[int, int], first_to_go: Sequence[Sequence[str]], air: int
) -> int:
    """Gives the columns of a table their widths, with up to `air` more each where there is room.

    codes: of the columns. widths: of every column, by its index. first_to_go: codes that are left out together where
    there is no room, in this order. Returns how many are left out.
    """
    room, gone = table.viewport().width(), set[str]()
    for group in first_to_go:
        if sum(width for i, width in widths.items() if codes[i] not in gone) <= room:
            break
        gone |= set(group) & set(codes)
    kept = {i: width for i, width in widths.items() if codes[i] not in gone}
    more = min(max(0, (room - sum(kept.values())) // max(1, len(kept))), air)
    for i, code in enumerate(codes):
        if table.isColumnHidden(i) != (code in gone):
            table.setColumnHidden(i, code in gone)
        if i in kept and table.columnWidth(i) != kept[i] + more:
            table.setColumnWidth(i, kept[i] + more)
    return len(gone)
