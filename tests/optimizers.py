"""The optimizers that every problem can have: an exact line search needs a quadratic loss."""

from lrgui.core.training.optimizers import OPTIMIZERS

EVERYWHERE = {code: optimizer for code, optimizer in OPTIMIZERS.items() if not optimizer.quadratic}
