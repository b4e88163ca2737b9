"""The optimizers: each is one entry of `OPTIMIZERS`, in the order in which they are offered.

Definitions are PyTorch's (`torch.optim`) with its default constants, but for RMSProp's α, which is 0.9 (PyTorch: 0.99).
"""

from __future__ import annotations

from lrgui.core.training.optimizers.adaptive import ADAGRAD, ADAM, RMSPROP
from lrgui.core.training.optimizers.linear import GRADIENT_DESCENT, MOMENTUM, NESTEROV
from lrgui.core.training.optimizers.optimizer import Optimizer

OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.code: optimizer for optimizer in (GRADIENT_DESCENT, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM)
}
