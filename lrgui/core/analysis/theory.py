"""What theory says of a learning rate.

For a quadratic loss of curvature L plain gradient descent multiplies the error by ρ = 1 − ηL at every update
(any textbook on numerical optimization, e.g. Nocedal and Wright, section 3.3); with momentum the two
eigenvalues of the update's 2×2 matrix take the place of ρ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lrgui.core.training.optimizers import OPTIMIZERS

CRAWLS_BELOW = 0.05  # ηL under which an update removes less than a twentieth of the error
TOLERANCE = 1e-6  # predictions: until the error has shrunk by this factor


@dataclass(frozen=True)
class Regime:
    """The prediction for one learning rate.

    kind: "crawls", "approaches", "one-step", "overshoots", "bounces", "diverges", or "adaptive" where the
    optimizer rescales gradients and no linear theory applies. factor: 1 − ηL for plain gradient descent, else
    the largest modulus of the eigenvalues. bound: the rate from which it diverges (nan for adaptive).
    updates: predicted updates until the error is 10⁻⁶ of what it was, None where it never is. plain: whether the factor
    is 1 − ηL, as without momentum.
    """

    kind: str
    factor: float
    bound: float
    updates: int | None
    plain: bool = False


def regime(learning_rate: float, curvature: float, optimizer: str, momentum: float) -> Regime:
    """The regime of a rate > 0 on a quadratic loss of curvature L > 0."""
    x = learning_rate * curvature
    rule = OPTIMIZERS[optimizer]
    if rule.theory is None:
        return Regime("adaptive", math.nan, math.nan, None)
    mu = momentum if "momentum" in rule.fields else 0.0
    trace, determinant = rule.theory.matrix(x, mu)
    bound = rule.theory.bound(curvature, mu)
    if mu == 0:
        return Regime(_plain_kind(x), trace, bound, _updates_needed(abs(trace)), plain=True)
    # The eigenvalues are the roots of λ² − trace·λ + determinant.
    discriminant = trace * trace - 4 * determinant
    turns = discriminant < 0
    radius = math.sqrt(determinant) if turns else (abs(trace) + math.sqrt(discriminant)) / 2
    if math.isclose(learning_rate, bound, rel_tol=1e-12):
        kind = "bounces"
    elif learning_rate > bound:
        kind = "diverges"
    elif radius > 1 - CRAWLS_BELOW / 2 and not turns and trace > 0:
        kind = "crawls"
    elif turns or trace <= 0:
        kind = "overshoots"
    else:
        kind = "approaches"
    return Regime(kind, radius, bound, _updates_needed(radius))


def _plain_kind(x: float) -> str:
    if math.isclose(x, 1.0, rel_tol=1e-12):
        return "one-step"
    if math.isclose(x, 2.0, rel_tol=1e-12):
        return "bounces"
    if x > 2:
        return "diverges"
    if x > 1:
        return "overshoots"
    return "crawls" if x < CRAWLS_BELOW else "approaches"


def _updates_needed(factor: float) -> int | None:
    """⌈ln ε / ln |ρ|⌉, at least 1."""
    if factor < 1e-15:
        return 1
    if not factor < 1 - 1e-15:
        return None
    return max(1, math.ceil(math.log(TOLERANCE) / math.log(factor)))
