"""How Adam and its relatives are written in NumPy, PyTorch and Keras."""

from __future__ import annotations

from lrgui.core.training.script_parts import TorchClass, UpdateScript

NADAM_PSI, NADAM_BASE = 0.004, 0.96  # how the momentum of Nadam grows
_SMALL = "# Both means started at 0 and are too small at first, which is corrected."


def _means(script: UpdateScript) -> tuple[list[str], str, str, str, str]:
    """The lines that go on with both means, the names of these, and those of β₁ and β₂."""
    m = script.state("mean", "a mean of the gradients in which old ones fade")
    v = script.state("squares", "the same of their squares")
    b1, b2 = script.setting("beta1"), script.setting("beta2")
    lines = [
        f"{m} = {b1} * {m} + (1 - {b1}) * gradient",
        f"{v} = {b2} * {v} + (1 - {b2}) * (gradient * gradient)",
    ]
    return lines, m, v, b1, b2


def adam_script(script: UpdateScript, *, largest: bool = False, decays: bool = False) -> list[str]:
    """largest: of AMSGrad; decays: of AdamW."""
    lines, m, v, b1, b2 = _means(script)
    epsilon = script.setting("epsilon")
    if largest:
        v, squares = script.state("largest", "the largest of these so far"), v
        lines.append(f"{v} = np.maximum({v}, {squares})")
    corrects = script.steady("bias_correction")
    if corrects is False:
        rate, size = script.rate, f"np.sqrt({v})"
    else:
        times = "" if corrects else f"{script.setting('bias_correction')} * "
        lines += [
            _SMALL,
            f"n = {script.made}",
            f"rate = {script.rounded(f'{script.wide_rate} / (1 - {times}{b1}**n)')}",
            f"root = {script.rounded(f'np.sqrt(1 - {times}{b2}**n)')}",
        ]
        rate, size = "rate", f"np.sqrt({v}) / root"
    step = f"{rate} * ({m} / ({size} + {epsilon}))"
    if decays:
        decay = script.setting("decoupled_decay")
        return [*lines, f"step = {step}", f"w = w - ({script.typed_rate} * {decay} * w + step)"]
    return [*lines, f"w = w - {step}"]


def nadam_script(script: UpdateScript) -> list[str]:
    """The lines of an update in NumPy."""
    lines, m, v, b1, b2 = _means(script)
    product = script.state("product", "of the shares of the mean", "1.0")
    epsilon = script.setting("epsilon")

    def share(n: str) -> str:
        return f"{b1} * (1 - 0.5 * {NADAM_BASE} ** ({NADAM_PSI} * {n}))"

    own = f"{script.wide_rate} * ((1 - now) / (1 - {product}))"
    mean = f"{script.wide_rate} * (following / (1 - {product} * following))"
    return [
        *lines,
        _SMALL,
        "# The share of the mean grows; the next one is used now already, which looks ahead.",
        f"n = {script.made}",
        f"now = {share('n')}",
        f"following = {share('(n + 1)')}",
        f"{product} = {product} * now",
        f"own = {script.rounded(own)}",
        f"mean_rate = {script.rounded(mean)}",
        f"root = {script.rounded(f'np.sqrt(1 - {b2}**n)')}",
        f"w = w - (own * gradient + mean_rate * {m}) / (np.sqrt({v}) / root + {epsilon})",
    ]


def adam_torch(name: str, *, largest: bool = False, decays: bool = False) -> TorchClass:
    """PyTorch's rules without the corrections of both means."""
    lines = [
        'for w in group["params"]:',
        '    state, b1, b2 = self.state[w], group["beta1"], group["beta2"]',
        '    m = state["mean"] = b1 * state.get("mean", 0) + (1 - b1) * w.grad',
        '    v = state["squares"] = b2 * state.get("squares", 0) + (1 - b2) * w.grad**2',
    ]
    if largest:
        lines.append('    v = state["largest"] = torch.maximum(state.get("largest", v), v)')
    if decays:
        lines.append('    w -= group["lr"] * group["decoupled_decay"] * w')
    lines += [
        '    n = state["made"] = state.get("made", 0) + 1',
        '    rate, root = group["lr"], 1.0',
        '    if group["bias_correction"]:',
        "        rate, root = rate / (1 - b1**n), (1 - b2**n) ** 0.5",
        '    w -= rate * m / (torch.sqrt(v) / root + group["epsilon"])',
    ]
    return TorchClass(name, "PyTorch's own always corrects both means for their start at 0.", tuple(lines))


_KERAS_MEANS = (
    "m, v, b1, b2 = self.means[i], self.squares[i], self.beta1, self.beta2",
    "self.assign(m, b1 * m + (1 - b1) * gradient)",
    "self.assign(v, b2 * v + (1 - b2) * (gradient * gradient))",
)
_KERAS_NUMBER = (
    "# Both started at 0 and are too small at first. The corrections are computed in float64: in float32",
    "# little is left of the digits of 1 - β₂.",
    'n = keras.ops.cast(self.iterations + 1, "float64")',
    'rate = keras.ops.cast(learning_rate, "float64")',
)


def adam_keras(*, largest: bool = False, decays: bool = False) -> tuple[str, ...]:
    """largest: of AMSGrad; decays: of AdamW."""
    lines = [*_KERAS_MEANS]
    if largest:
        lines += ["self.assign(self.largest[i], keras.ops.maximum(self.largest[i], v))", "v = self.largest[i]"]
    if decays:
        lines.append("eta = keras.ops.cast(learning_rate, variable.dtype)")
    lines += [
        *_KERAS_NUMBER,
        "c = 1 if self.bias_correction else 0",
        "rate = rate / (1 - c * keras.ops.power(b1, n))",
        "root = keras.ops.sqrt(1 - c * keras.ops.power(b2, n))",
        "rate, root = keras.ops.cast(rate, variable.dtype), keras.ops.cast(root, variable.dtype)",
    ]
    lines.append("step = rate * (m / (keras.ops.sqrt(v) / root + self.epsilon))")
    return (
        *lines,
        f"self.assign_sub(variable, {'eta * self.decoupled_decay * variable + step' if decays else 'step'})",
    )


def nadam_keras() -> tuple[str, ...]:
    """The lines of an update in Keras."""

    def share(n: str) -> str:
        return f"b1 * (1 - 0.5 * keras.ops.power({NADAM_BASE}, {NADAM_PSI} * {n}))"

    return (
        *_KERAS_MEANS,
        *_KERAS_NUMBER,
        "# The share of the mean grows; the next one is used now already, which looks ahead.",
        f"now = {share('n')}",
        f"following = {share('(n + 1)')}",
        "product = self.products[i]",
        "product = keras.ops.where(n == 1, 1 + 0 * product, product)  # of the shares so far",
        "self.assign(self.products[i], product * keras.ops.cast(now, variable.dtype))",
        'product = keras.ops.cast(self.products[i], "float64")',
        "own = keras.ops.cast(rate * (1 - now) / (1 - product), variable.dtype)",
        "rate = keras.ops.cast(rate * following / (1 - product * following), variable.dtype)",
        "root = keras.ops.cast(keras.ops.sqrt(1 - keras.ops.power(b2, n)), variable.dtype)",
        "self.assign_sub(variable, (own * gradient + rate * m) / (keras.ops.sqrt(v) / root + self.epsilon))",
    )
