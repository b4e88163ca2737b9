"""The optimizers: each is one entry of `OPTIMIZERS`, in the order in which they are offered.

A new one is an entry in the module of its kind, in the tuple at its end, and a test.

Definitions are PyTorch's (`torch.optim`) with its default constants, but for RMSProp's α, which is 0.9 (PyTorch: 0.99).
"""

from __future__ import annotations

from lrgui.core.training.optimizers.adaptive import ADAPTIVE
from lrgui.core.training.optimizers.linear import LINEAR
from lrgui.core.training.optimizers.optimizer import Optimizer

OPTIMIZERS: dict[str, Optimizer] = {optimizer.code: optimizer for optimizer in (*LINEAR, *ADAPTIVE)}
