"""What a map of batch sizes and rates says: its finite values, and the best of them."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.types import Floats
from lrgui.core.sweeps.batch_map import BatchMap
from lrgui.core.sweeps.summary import CRITERIA


def values(batch_map: BatchMap, criterion: str) -> Floats:
    """(batch sizes, rates), nan where nothing is computed yet, or nothing finite came out."""
    found: Floats = getattr(batch_map, criterion)
    return np.where(np.isfinite(found), found, np.nan)


def best_of_rows(found: Floats, criterion: str) -> list[tuple[int, int]]:
    """(row, column) of the best rate of each batch size that has one."""
    costs = np.where(np.isnan(found), np.inf, -found if CRITERIA[criterion][0] else found)
    return [(row, int(costs[row].argmin())) for row in range(len(costs)) if np.isfinite(costs[row]).any()]


def best_cell(batch_map: BatchMap, criterion: str) -> tuple[int, int, float] | None:
    """Row, column and value of the best of all."""
    found = values(batch_map, criterion)
    cells = best_of_rows(found, criterion)
    if not cells:
        return None
    better = max if CRITERIA[criterion][0] else min
    row, column = better(cells, key=lambda cell: found[cell])
    return row, column, float(found[row, column])
