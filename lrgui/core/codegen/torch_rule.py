"""Optimizers for PyTorch: its own where it has them, else classes for the script."""

from __future__ import annotations

import re

from lrgui.core.codegen.known import known
from lrgui.core.codegen.plan import Part, Plan, Stretch
from lrgui.core.codegen.plateau import simple
from lrgui.core.codegen.text import Constants, call, indented
from lrgui.core.training.optimizers.clipping import CLIP
from lrgui.core.training.script_parts import TorchClass, number


def optimizers(plan: Plan, constants: Constants, parameters: str, loss: str) -> tuple[list[str], list[str], list[str]]:
    """The lines that make the first optimizer, the lines before each update, and those that make it.

    loss: a function without arguments, that of the batch where the parameters are.
    """
    first = _optimizer(plan, plan.stretches[0], constants, parameters)
    changes = []
    for stretch in plan.stretches:
        if stretch.start:
            changes += [f"if t == {stretch.start}:", *indented(_optimizer(plan, stretch, constants, parameters))]
        for part in stretch.parts[1:]:
            if lines := _changed(part, stretch, constants):
                changes += [f"if t == {part.start}:", *indented(lines)]
    if in_advance(plan):
        changes.append('optimizer.param_groups[0]["lr"] = learning_rates[t]')
    step = f"optimizer.step({loss})" if looks(plan) else "optimizer.step()"
    return first, changes, [*_clipping(plan, constants, parameters), step]


def looks(plan: Plan) -> bool:
    """Whether some rule asks for the loss."""
    return any(own is not None and own.looks for own in map(_own, plan.stretches))


def in_advance(plan: Plan) -> bool:
    """Whether learning rates are made in advance: they change, and no class of PyTorch's changes them."""
    return not plan.constant and not simple(plan)


def classes(plan: Plan) -> list[list[str]]:
    """The classes of the rules that PyTorch does not have."""
    given = looks(plan)
    found = {own.name: _class(own, given=given) for own in map(_own, plan.stretches) if own is not None}
    return list(found.values())


def default_type(plan: Plan) -> list[str]:
    """The line without which an optimizer of PyTorch would calculate in float32 whatever its parameters are."""
    narrow = plan.dtype == "float64" and any(stretch.optimizer.pytorch.default_type for stretch in plan.stretches)
    return ["torch.set_default_dtype(torch.float64)  # also of what the optimizer remembers"] if narrow else []


def _own(stretch: Stretch) -> TorchClass | None:
    """The class of a rule that PyTorch has not; None where it has."""
    theirs = stretch.optimizer.pytorch
    return theirs.own if not theirs.name or not stretch.optimizer.corrects else None


def _class(own: TorchClass, *, given: bool) -> list[str]:
    """given: whether every step of the script is given the loss."""
    return [
        f"class {own.name}(torch.optim.Optimizer):",
        *indented(
            [
                f'"""{own.reason}"""',
                "",
                "def __init__(self, parameters, **settings):",
                "    super().__init__(parameters, settings)",
                "",
                "@torch.no_grad()",
                "def step(self, loss):" if given else "def step(self):",
                "    for group in self.param_groups:",
                *indented(indented(list(own.step))),
            ]
        ),
    ]


def _optimizer(plan: Plan, stretch: Stretch, constants: Constants, parameters: str) -> list[str]:
    theirs, own = stretch.optimizer.pytorch, _own(stretch)
    arguments = [parameters]
    if not in_advance(plan):  # else it is set before each update
        arguments.append("lr=LEARNING_RATE")
    settings = _settings(stretch.parts[0], stretch, constants)
    if own is not None:
        arguments += [f"{field}={name}" for field, name in settings.items()]
        if own.knows:
            arguments.append(f"{own.knows}={known(plan, constants, own.knows, stretch.start, matrix=True)}")
        return f"optimizer = {call(own.name, arguments)}".split("\n")
    arguments += [text.format(**settings) for text in _said(stretch)]
    return f"optimizer = {call(f'torch.optim.{theirs.name}', arguments)}".split("\n")


def _said(stretch: Stretch) -> list[str]:
    """The arguments of PyTorch's optimizer that do not go without saying in all parts."""
    usual = {setting.field for setting in stretch.optimizer.settings} - {
        setting.field for part in stretch.parts for setting in stretch.optimizer.said(part.run)
    }
    return [
        text
        for text in stretch.optimizer.pytorch.arguments
        if not (fields := set(_fields(text))) or not fields <= usual
    ]


def _fields(argument: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", argument)


def _settings(part: Part, stretch: Stretch, constants: Constants) -> dict[str, str]:
    """Field and name of each setting. With 0 PyTorch keeps no velocity for a later μ, and refuses Nesterov's."""
    names = {}
    if _own(stretch) is None:
        wanted = {field for text in _said(stretch) for field in _fields(text)}
    else:
        wanted = set(stretch.optimizer.fields) - {CLIP.field}
    for setting in stretch.optimizer.settings:
        if setting.field not in wanted:
            continue
        value, comment = getattr(part.run, setting.field), setting.comment or setting.letter
        text = number(value) if isinstance(value, bool) else repr(value)  # of both β PyTorch wants numbers of one type
        minds = len(stretch.parts) > 1 or stretch.optimizer.pytorch.above_zero
        if setting.field == "momentum" and value == 0 and minds:
            text, comment = "1e-300", f"{comment}; as good as 0, which PyTorch does not take here"
        names[setting.field] = constants.name(setting.field.upper(), text, comment, part.start)
    return names


def _changed(part: Part, stretch: Stretch, constants: Constants) -> list[str]:
    settings = _settings(part, stretch, constants)
    if _own(stretch) is not None:
        values = settings
    else:
        pairs = [text.format(**settings).partition("=") for text in _said(stretch) if _fields(text)]
        values = {name: value for name, _, value in pairs}
    return [f'optimizer.param_groups[0]["{field}"] = {name}' for field, name in values.items()]


def _clipping(plan: Plan, constants: Constants, parameters: str) -> list[str]:
    """The lines that cut gradients which are too long."""
    cuts = [(part, part.run.clip_norm if part.run.rule.clips else 0.0) for part in plan.rules]
    if not any(longest for _, longest in cuts):
        return []
    starts = [(part.start, value) for i, (part, value) in enumerate(cuts) if i == 0 or value != cuts[i - 1][1]]
    names = [constants.name(CLIP.field.upper(), number(value), CLIP.comment, start) for start, value in starts]
    longest = names[-1]
    for (start, _), name in reversed(list(zip(starts[1:], names[:-1], strict=True))):
        longest = f"{name} if t < {start} else {longest}"
    lines = []
    if len(names) > 1:
        lines, longest = [f"clip_norm = {longest}"], "clip_norm"
    return [
        *lines,
        f"norm = torch.sqrt(sum((each.grad**2).sum() for each in {parameters}))",
        f"if 0 < {longest} < norm:",
        f"    for each in {parameters}:",
        f"        each.grad *= {longest} / norm",
    ]
