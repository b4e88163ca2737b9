"""One update after another by an optimizer alone, as the trainer makes them in blocks."""

import numpy as np


class Bowl:
    """Runs in the bowl ‖w‖²/2, for rules that look around."""

    def __init__(self, parameters):
        self.parameters, self.lowest = parameters, 0.0
        self.hessian = np.eye(parameters.shape[1])

    def loss(self, parameters):
        return np.add.reduce(parameters * parameters, axis=1) / 2


def operands(rule, run, shape, dtype="float64"):
    """The values of the settings of a run, and what an update takes of them."""
    values = tuple(np.full(shape, float(getattr(run, field))) for field in rule.fields)
    return values, rule.operands(values, np.empty(shape, dtype))


def one_update(rule, parameters, gradient, state, rate, values, given, place=None):
    """What is subtracted from the parameters, and the state after it."""
    ahead, state = rule.ahead(rate[None], state, *values)
    seen = (place or Bowl(parameters),) if rule.place else ()
    state, step = tuple(part.copy() for part in state), np.empty_like(gradient)
    rule.update(*seen, gradient, state, step, *(each[0] for each in ahead), *given)
    return step, state
