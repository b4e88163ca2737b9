"""The optimizers: each is one entry of `OPTIMIZERS`, in the order in which they are offered.

A new one is an entry in the module of its kind, in the tuple at its end, and a test.

Definitions are PyTorch's (`torch.optim`) with its default constants, but for RMSProp's α, which is 0.9 (PyTorch: 0.99),
and Optax's where PyTorch has no such rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from lrgui.core.training.optimizers.adam import ADAM, ADAMW, AMSGRAD, CORRECTION, uncorrected
from lrgui.core.training.optimizers.adaptive import ADAPTIVE
from lrgui.core.training.optimizers.clipping import clipping
from lrgui.core.training.optimizers.directions import DIRECTIONS
from lrgui.core.training.optimizers.linear import LINEAR
from lrgui.core.training.optimizers.nadam import NADAM
from lrgui.core.training.optimizers.optimizer import CLIPPED, UNCORRECTED, Optimizer
from lrgui.core.training.optimizers.searches import SEARCHES

OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.code: optimizer for optimizer in (*LINEAR, *ADAPTIVE, ADAM, ADAMW, NADAM, AMSGRAD, *DIRECTIONS, *SEARCHES)
}


def _forms() -> Iterator[Optimizer]:
    for optimizer in OPTIMIZERS.values():
        corrected = (optimizer, uncorrected(optimizer)) if CORRECTION in optimizer.settings else (optimizer,)
        for rule in corrected:
            yield from (rule, clipping(rule)) if rule.clippable else (rule,)


# Each with and without what can be switched on and off, by its key.
RULES: dict[str, Optimizer] = {rule.key: rule for rule in _forms()}


def rule_key(optimizer: str, *, clips: bool, corrects: bool) -> str:
    """By which a form of an optimizer is known in `RULES`; what it does not have makes no difference."""
    key = OPTIMIZERS[optimizer].key
    if not corrects and CORRECTION in OPTIMIZERS[optimizer].settings:
        key = f"{key}{UNCORRECTED}"
    return f"{key}{CLIPPED}" if clips and OPTIMIZERS[optimizer].clippable else key
