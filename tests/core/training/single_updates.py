"""One update after another by an optimizer alone, as the trainer makes them in blocks."""

import numpy as np


def operands(rule, run, shape, dtype="float64"):
    """The values of the settings of a run, and what an update takes of them."""
    values = tuple(np.full(shape, float(getattr(run, field))) for field in rule.fields)
    return values, rule.operands(values, np.dtype(dtype))


def one_update(rule, parameters, gradient, state, rate, values, given):
    """What is subtracted from the parameters, and the state after it."""
    ahead, state = rule.ahead(rate[None], state, *values)
    place = (parameters,) if rule.parameters else ()
    return rule.update(*place, gradient, state, *next(iter(ahead)), *given)
