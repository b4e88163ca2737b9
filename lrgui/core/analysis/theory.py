"""What theory says of a learning rate.

For a quadratic loss of curvature L plain gradient descent multiplies the error by ρ = 1 − ηL at every update
(any textbook on numerical optimization, e.g. Nocedal and Wright, section 3.3); with momentum the two
eigenvalues of the update's 2×2 matrix take the place of ρ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from lrgui.core.analysis.linear_recurrence import Recurrence
from lrgui.core.training.optimizers import RULES

CRAWLS_BELOW = 0.05  # ηL under which an update removes less than a twentieth of the error
TOLERANCE = 1e-6  # predictions: until the error has shrunk by this factor for good
EQUAL = 1e-12  # numbers that differ by this share are the same but for rounding


@dataclass(frozen=True)
class Regime:
    """The prediction for one learning rate.

    kind: "crawls", "approaches", "one-step", "overshoots", "bounces", "diverges", or "adaptive" where the
    optimizer rescales gradients and no linear theory applies. factor: 1 − ηL for plain gradient descent, else
    the largest modulus of the eigenvalues. bound: the rate from which it diverges (nan for adaptive).
    updates: predicted updates after which the error stays at or below 10⁻⁶ of what it was, None where it never does.
    plain: whether the factor is 1 − ηL, as without momentum. mode: the number of the eigenvalue in whose direction this
    factor is, of a loss that is curved differently in several.
    """

    kind: str
    factor: float
    bound: float
    updates: int | None
    plain: bool = False
    mode: int = 0


def recurrence(learning_rate: float, curvature: float, optimizer: str, momentum: float) -> Recurrence | None:
    """The errors e(n), with e(0) = 1, of a run at a constant rate on a quadratic loss; None without linear theory."""
    rule = RULES[optimizer]
    if rule.theory is None:
        return None
    mu = momentum if "momentum" in rule.fields else 0.0
    (a, b), (c, d) = rule.theory.matrix(learning_rate * curvature, mu)
    return Recurrence(a + d, a * d - b * c, 1.0, a)


def regime(learning_rate: float, curvature: float, optimizer: str, momentum: float) -> Regime:
    """The regime of a rate > 0 on a quadratic loss of curvature L > 0."""
    x = learning_rate * curvature
    errors = recurrence(learning_rate, curvature, optimizer, momentum)
    theory = RULES[optimizer].theory
    if errors is None or theory is None:
        return Regime("adaptive", math.nan, math.nan, None)
    mu = momentum if "momentum" in RULES[optimizer].fields else 0.0
    bound = theory.bound(curvature, mu)
    if mu == 0:
        factor = 1.0 - x
        return Regime(_plain_kind(x), factor, bound, _updates_needed(abs(factor)), plain=True)
    if math.isinf(x):
        return Regime("diverges", math.inf, bound, None)
    larger, smaller = errors.eigenvalues
    turns, radius = larger.imag != 0, errors.radius
    if math.isclose(learning_rate, bound, rel_tol=1e-12):
        return Regime("bounces", radius, bound, None)
    if learning_rate > bound:
        return Regime("diverges", radius, bound, None)
    if radius > 1 - CRAWLS_BELOW / 2 and not turns and errors.trace > 0:
        kind = "crawls"
    elif turns or errors.trace <= 0 or smaller.real < 0:
        kind = "overshoots"
    else:
        kind = "approaches"
    return Regime(kind, radius, bound, errors.settled(TOLERANCE * (1 + EQUAL)))


def spectral_regime(learning_rate: float, spectrum: tuple[float, ...], optimizer: str, momentum: float) -> Regime:
    """The regime on a quadratic loss whose Hessian has these eigenvalues > 0, the largest first.

    The error along each eigenvector goes its own way; that which shrinks least decides in the long run.
    """
    each = [regime(learning_rate, curvature, optimizer, momentum) for curvature in spectrum]
    if len(each) == 1 or each[0].kind == "adaptive":
        return each[0]
    mode = max(range(len(each)), key=lambda i: abs(each[i].factor))
    needed = [one.updates for one in each]
    updates = None if None in needed else max(n for n in needed if n is not None)
    return replace(each[mode], bound=each[0].bound, updates=updates, mode=mode)


def best_rate(spectrum: tuple[float, ...]) -> float:
    """2/(λ₁ + λₙ), which shrinks the error most in the long run: 1/L where there is one curvature."""
    return 2.0 / (spectrum[0] + spectrum[-1])


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
    updates = math.log(TOLERANCE) / math.log(factor)
    # Where |ρ| is 0.1 but for the last bit of 1 − 0.55·2, six updates are six.
    return max(1, math.ceil(updates - EQUAL * updates))
