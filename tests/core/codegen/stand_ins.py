"""Just enough of PyTorch and Keras, on one number in NumPy, to run the scripts that descend a curve.

They say what the real libraries do with a rate, a momentum and a gradient; that the real ones agree is tested where
they are installed. What a script may use is all that is here: anything else raises AttributeError.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np


class Number:
    """A number with its derivative by w, and where it is w itself, the place for a gradient."""

    def __init__(self, value: Any, slope: Any, leaf: Number | None) -> None:
        self.value, self.slope, self.leaf = value, slope, leaf or self
        self.grad = type(value)(0)

    def item(self) -> float:
        return float(self.value)

    def backward(self) -> None:
        self.leaf.grad = self.leaf.grad + self.slope

    def __add__(self, other: float) -> Number:
        return Number(self.value + self.of(other), self.slope, self.leaf)

    def __pow__(self, power: int) -> Number:
        assert power == 2
        with np.errstate(over="ignore", invalid="ignore"):  # PyTorch says nothing
            return Number(self.value * self.value, 2 * self.value * self.slope, self.leaf)

    def __isub__(self, step: Any) -> Number:
        with np.errstate(over="ignore", invalid="ignore"):
            self.value = self.value - self.of(step)
        return self

    def __rmul__(self, other: Any) -> Any:
        return self.of(other) * self.value

    def of(self, other: float) -> Any:
        return type(self.value)(other)


class TorchOptimizer:
    """One of torch.optim: `rule(state, gradient, settings)` gives the step, of which η is taken."""

    rule: Any

    def __init__(self, parameters: list[Number], lr: float | None = None, **settings: Any) -> None:
        (self.w,) = parameters
        self.state: dict[str, Any] = {}
        self.param_groups = [{"lr": lr, **settings}]

    def zero_grad(self) -> None:
        self.w.grad = self.w.of(0)

    def step(self) -> None:
        group = self.param_groups[0]
        assert group["lr"] is not None, "the script never says at which rate"
        with np.errstate(over="ignore", invalid="ignore"):
            step = type(self).rule(self.state, self.w.grad, {**group, "w": self.w.value})
            self.w.value = self.w.value - self.w.of(group["lr"]) * self.w.of(step)


class TorchBase:
    """torch.optim.Optimizer, for rules that a script has itself."""

    def __init__(self, parameters: list[Number], settings: dict[str, Any]) -> None:
        self.param_groups = [{"params": parameters, **settings}]
        self.state: dict[Number, dict[str, Any]] = {each: {} for each in parameters}

    def zero_grad(self) -> None:
        for each in self.param_groups[0]["params"]:
            each.grad = each.of(0)


def _sgd(state: dict[str, Any], g: Any, group: dict[str, Any]) -> Any:
    mu = group.get("momentum", 0)
    if not mu:
        return g
    state["v"] = mu * state["v"] + g if "v" in state else g
    return g + mu * state["v"] if group.get("nesterov") else state["v"]


def _adagrad(state: dict[str, Any], g: Any, group: dict[str, Any]) -> Any:
    state["s"] = state.get("s", 0) + g * g
    return g / (np.sqrt(state["s"]) + group.get("eps", 1e-10))


def _rmsprop(state: dict[str, Any], g: Any, group: dict[str, Any]) -> Any:
    decay = group.get("alpha", 0.99)
    state["s"] = decay * state.get("s", 0) + (1 - decay) * g * g
    return g / (np.sqrt(state["s"]) + group.get("eps", 1e-8))


def _adam(state: dict[str, Any], g: Any, group: dict[str, Any]) -> Any:
    b1, b2 = group.get("betas", (0.9, 0.999))
    n = state["n"] = state.get("n", 0) + 1
    state["m"] = b1 * state.get("m", 0) + (1 - b1) * g
    state["s"] = b2 * state.get("s", 0) + (1 - b2) * g * g
    state["most"] = max(state.get("most", 0), state["s"])
    squares = state["most"] if group.get("amsgrad") else state["s"]
    step = state["m"] / (1 - b1**n) / (np.sqrt(squares / (1 - b2**n)) + group.get("eps", 1e-8))
    return step + group.get("weight_decay", 0) * group["w"]


def _nadam(state: dict[str, Any], g: Any, group: dict[str, Any]) -> Any:
    b1, b2 = group.get("betas", (0.9, 0.999))
    n = state["n"] = state.get("n", 0) + 1
    state["m"] = b1 * state.get("m", 0) + (1 - b1) * g
    state["s"] = b2 * state.get("s", 0) + (1 - b2) * g * g
    now, following = (b1 * (1 - 0.5 * 0.96 ** (0.004 * k)) for k in (n, n + 1))
    product = state["product"] = state.get("product", 1) * now
    sum_ = (1 - now) / (1 - product) * g + following / (1 - product * following) * state["m"]
    return sum_ / (np.sqrt(state["s"] / (1 - b2**n)) + group.get("eps", 1e-8))


class TorchPlateau:
    """torch.optim.lr_scheduler.ReduceLROnPlateau, with a threshold that is absolute."""

    def __init__(
        self, optimizer: Any, factor: float, patience: int, threshold: float, threshold_mode: str, cooldown: int,
        min_lr: float, eps: float,
    ) -> None:  # fmt: skip
        assert threshold_mode == "abs"
        self.group, self.factor, self.patience, self.threshold = optimizer.param_groups[0], factor, patience, threshold
        self.cooldown, self.min_lr, self.eps = cooldown, min_lr, eps
        self.best, self.bad, self.left = np.inf, 0, 0

    def step(self, loss: float) -> None:
        better = loss < self.best - self.threshold
        self.best, self.bad = (loss, 0) if better else (self.best, self.bad + 1)
        if self.left > 0:
            self.left, self.bad = self.left - 1, 0
        if self.bad > self.patience:
            lower = max(self.group["lr"] * self.factor, self.min_lr)
            if self.group["lr"] - lower > self.eps:
                self.group["lr"] = lower
            self.left, self.bad = self.cooldown, 0


def torch() -> Any:
    def kind(name: str, rule: Any) -> type:
        return type(name, (TorchOptimizer,), {"rule": staticmethod(rule)})

    def tensor(value: float, dtype: Any, requires_grad: bool) -> Number:
        assert requires_grad
        return Number(dtype(value), dtype(1), None)

    rules = {"SGD": _sgd, "Adagrad": _adagrad, "RMSprop": _rmsprop, "Adam": _adam, "AdamW": _adam, "NAdam": _nadam}
    return SimpleNamespace(
        tensor=tensor,
        float32=np.float32,
        float64=np.float64,
        set_default_dtype=lambda _dtype: None,
        no_grad=lambda: lambda function: function,
        sqrt=np.sqrt,
        sign=np.sign,
        maximum=np.maximum,
        optim=SimpleNamespace(
            Optimizer=TorchBase,
            lr_scheduler=SimpleNamespace(ReduceLROnPlateau=TorchPlateau),
            **{name: kind(name, rule) for name, rule in rules.items()},
        ),
    )


class Variable:
    def __init__(self, value: Any, dtype: str) -> None:
        self.value, self.dtype = np.dtype(dtype).type(value), dtype

    def numpy(self) -> Any:
        return self.value

    def _of(self, other: Any) -> Any:
        return type(self.value)(other.value if isinstance(other, Variable) else other)

    def __add__(self, other: Any) -> Any:
        return self.value + self._of(other)

    def __mul__(self, other: Any) -> Any:
        return self.value * self._of(other)

    def __truediv__(self, other: Any) -> Any:
        return self.value / self._of(other)

    __radd__, __rmul__ = __add__, __mul__
    __array_ufunc__ = None  # so that NumPy's numbers leave the arithmetic to us


class KerasOptimizer:
    def __init__(self, learning_rate: Any, global_clipnorm: float | None = None) -> None:
        self.learning_rate, self.built, self.iterations = learning_rate, False, 0
        self.global_clipnorm = global_clipnorm

    def build(self, variables: list[Variable]) -> None:
        self.built = True

    def add_optimizer_variables(self, variables: list[Variable], _name: str) -> list[Variable]:
        return [Variable(0, variable.dtype) for variable in variables]

    def _get_variable_index(self, _variable: Variable) -> int:
        return 0

    def assign(self, variable: Variable, value: Any) -> None:
        variable.value = variable._of(value)

    def assign_sub(self, variable: Variable, value: Any) -> None:
        variable.value = variable.value - variable._of(value)

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        raise NotImplementedError

    def apply(self, gradients: list[Any], variables: list[Variable]) -> None:
        self.build(variables)
        rate = self.learning_rate(self.iterations) if callable(self.learning_rate) else self.learning_rate
        with np.errstate(over="ignore", invalid="ignore"):
            (gradient,) = gradients
            if self.global_clipnorm:
                gradient = gradient * (self.global_clipnorm / max(abs(gradient), self.global_clipnorm))
            self.update_step(gradient, *variables, rate)
        self.iterations += 1


class KerasSGD(KerasOptimizer):
    """The velocity of Keras's own is a sum of steps, each at the rate of its time."""

    def __init__(
        self, learning_rate: Any, momentum: float = 0.0, nesterov: bool = False, global_clipnorm: float | None = None
    ) -> None:
        super().__init__(learning_rate, global_clipnorm)
        self.momentum, self.nesterov, self.velocity = momentum, nesterov, 0.0

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        step = variable._of(learning_rate) * gradient
        self.velocity = variable._of(self.momentum) * variable._of(self.velocity) - step
        ahead = variable._of(self.momentum) * self.velocity - step
        self.assign_sub(variable, -(ahead if self.nesterov else self.velocity))


def _exponential(rate: Any, steps: Any, decay: Any, staircase: bool = False) -> Any:
    return lambda t: rate * decay ** (np.floor(t / steps) if staircase else t / steps)


def _inverse_time(rate: Any, steps: Any, decay: Any, staircase: bool = False) -> Any:
    return lambda t: rate / (1 + decay * (np.floor(t / steps) if staircase else t / steps))


def _polynomial(rate: Any, steps: Any, end: Any, power: Any = 1.0) -> Any:
    return lambda t: (rate - end) * (1 - min(t, steps) / steps) ** power + end


def _cosine(rate: Any, steps: Any, alpha: Any = 0.0, warmup_target: Any = None, warmup_steps: Any = 0) -> Any:
    def at(t: float) -> Any:
        if warmup_target is not None and t < warmup_steps:
            return rate + (warmup_target - rate) * (t / warmup_steps)
        peak = rate if warmup_target is None else warmup_target
        done = min(t - warmup_steps, steps) / steps
        return peak * ((1 - alpha) * 0.5 * (1 + np.cos(np.pi * done)) + alpha)

    return at


def keras() -> Any:
    schedules = SimpleNamespace(
        LearningRateSchedule=object,
        ExponentialDecay=_exponential,
        InverseTimeDecay=_inverse_time,
        PolynomialDecay=_polynomial,
        CosineDecay=_cosine,
    )
    ops = SimpleNamespace(
        cast=lambda value, dtype: np.dtype(dtype).type(value.value if isinstance(value, Variable) else value),
        convert_to_tensor=np.asarray,
        power=np.power,
        sqrt=lambda value: np.sqrt(value.value if isinstance(value, Variable) else value),
        take=lambda values, at: values[at],
        maximum=lambda a, b: np.maximum(a.value, b.value),
        sign=np.sign,
        sum=np.sum,
        where=lambda condition, one, other: one if condition else other,
    )
    return SimpleNamespace(
        Variable=Variable,
        config=SimpleNamespace(set_floatx=lambda _name: None),
        ops=ops,
        optimizers=SimpleNamespace(Optimizer=KerasOptimizer, SGD=KerasSGD, schedules=schedules),
    )
