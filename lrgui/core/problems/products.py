"""Products with the design matrix, rounded for every run as if it were alone.

One product of all runs, parameters (runs, 3) · X̃ᵀ (3, n), would be quicker, but its sums are grouped by its shape: a
chaotic run would then depend on its neighbours. A stack of products has for each run the operations of `X̃ @ w` and
`errors @ X̃`, which is also how a script writes them (`lrgui.core.codegen.numpy_script`).
"""

from __future__ import annotations

import numpy as np

from lrgui.core.model.types import Array


def scores(x: Array, parameters: Array) -> Array:
    """X̃w of every run: x (n, d), parameters (runs, d): (runs, n)."""
    z: Array = np.matmul(x, parameters[:, :, None])[:, :, 0]
    return z


def weighted_sums(weights: Array, x: Array) -> Array:
    """Σᵢ weightᵢ·x̃ᵢ of every run: weights (runs, n), x (n, d): (runs, d)."""
    sums: Array = np.matmul(weights[:, None, :], x)[:, 0, :]
    return sums
