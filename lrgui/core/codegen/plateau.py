"""The lines that reduce learning rates on a plateau: what `lrgui.core.training.plateaus` does, for one run."""

from __future__ import annotations

import math

from lrgui.core.codegen import data
from lrgui.core.codegen.plan import Part, Plan
from lrgui.core.codegen.text import Constants, call, indented
from lrgui.core.training.plateaus import goes_on
from lrgui.core.training.schedules.schedule import exact_updates

_SETTINGS = {  # attribute: the field, and the comment of its constant
    "rate": ("learning_rate", "η"),
    "factor": ("factor", "of the learning rate, where the loss has stopped falling"),
    "patience": ("patience", "epochs without a lower loss, after which it is reduced"),
    "cooldown": ("cooldown", "epochs after that in which nothing counts"),
    "threshold": ("threshold", "by which a loss is to be lower"),
    "lowest": ("end_learning_rate", "the learning rate that it is not reduced below"),
}
_FULL = "full_rates = learning_rates.copy()  # before they are reduced, which is found out on the way"


def simple(plan: Plan) -> bool:
    """Whether the rule watches from the first to the last epoch, so that the class of a library will do."""
    return len(plan.rates) == 1 and plan.rates[0].run.pace.reduces and not plan.rates[0].run.warmup_epochs


def constant(plan: Plan, constants: Constants, attribute: str, start: int = 0) -> str:
    """The name of one of the settings, from update `start` on."""
    field, comment = _SETTINGS[attribute]
    part = next(part for part in reversed(plan.rates) if part.start <= start)
    if not plan.kind.on_data:
        comment = comment.replace("epochs", "updates")
    return constants.name(field.upper(), repr(getattr(part.run, field)), comment, start)


class PlateauLines:
    """Lines of a script for one run, none where nothing is reduced.

    rule: a class; full: lines after those that make all learning rates; start: before the loop; before: at the
    beginning of every update, the rate itself included; after: at the end of every epoch, of a function of every
    update. reason: why the script has a class of its own, a sentence; own: a library's own class does it.
    """

    def __init__(self, plan: Plan, constants: Constants, reason: str = "", *, own: bool = False) -> None:
        self._plan, self._constants = plan, constants
        self.rule: list[str] = []
        self.full: list[str] = []
        self.start: list[str] = []
        self.before: list[str] = []
        self.after: list[str] = []
        if own:
            constant(plan, constants, "rate")
        if own or not plan.reduces:
            return
        self.rule, self.full = _rule(reason), [_FULL]
        always = all(part.run.pace.reduces for part in plan.rates)
        late = any(_since(plan, part) for part in plan.rates if part.run.pace.reduces)
        first = plan.rates[0]
        self.start = self._begun(first, late=late) if first.run.pace.reduces else ["plateau = None"]
        for part, earlier in zip(plan.rates[1:], plan.rates, strict=False):
            lines = self._changed(earlier, part, late=late)
            if lines:
                self.before += [f"if t == {part.start}:", *indented(lines)]
        reduce = "learning_rates[t] = plateau.reduced(full_rates[t])"
        self.before += [reduce] if always else ["if plateau is not None:", f"    {reduce}"]
        update = f"epoch * {plan.per_epoch}" if plan.kind.on_data else "t"
        conditions = [*([] if always else ["plateau is not None"]), *([f"{update} >= since"] if late else [])]
        self.after = [f"plateau.after_epoch({_mean(plan)})"]
        if conditions:
            self.after = [f"if {' and '.join(conditions)}:", *indented(self.after)]

    @property
    def nothing_seen(self) -> list[str]:
        """The line at the beginning of an epoch."""
        return ["seen = 0.0  # Σ samples · loss of the epoch's batches, each before its update"] if self.after else []

    def seen(self, loss: str) -> list[str]:
        """The line that notes the `loss` of the update, before it is made."""
        if not self.after:
            return []
        return noted(loss) if self._plan.kind.on_data else [f"seen = {loss}"]

    def _begun(self, part: Part, *, late: bool) -> list[str]:
        names = [constant(self._plan, self._constants, attribute, part.start) for attribute in _SETTINGS]
        lines = f"plateau = {call('ReduceOnPlateau', names)}".split("\n")
        about = f"the update from which on {'whole epochs' if self._plan.kind.on_data else 'losses'} count"
        return [*lines, f"since = {_since(self._plan, part)}  # {about}"] if late else lines

    def _changed(self, earlier: Part, part: Part, *, late: bool) -> list[str]:
        if not part.run.pace.reduces:
            return ["plateau = None"] if earlier.run.pace.reduces else []
        if not goes_on(earlier.run, part.run):
            return self._begun(part, late=late)
        return [
            f"plateau.{attribute} = {constant(self._plan, self._constants, attribute, part.start)}"
            for attribute, (field, _) in _SETTINGS.items()
            if getattr(earlier.run, field) != getattr(part.run, field)
        ]


def pytorch_lines(plan: Plan, constants: Constants) -> PlateauLines:
    """Those for PyTorch: its own class where it does the same, which waits for one epoch more than it is told."""
    if not simple(plan):
        return PlateauLines(plan, constants, "PyTorch's own knows neither a warm-up nor changes on the way.")
    lines, run = PlateauLines(plan, constants, own=True), plan.rates[0].run
    names = {attribute: constant(plan, constants, attribute) for attribute in _SETTINGS if attribute != "rate"}
    arguments = [
        "optimizer",
        f"factor={names['factor']}",
        f"patience={names['patience']} - 1",
        f"threshold={names['threshold']}",
        'threshold_mode="abs"',
        f"cooldown=max({names['cooldown']} - 1, 0)" if run.cooldown else f"cooldown={names['cooldown']}",
        f"min_lr={names['lowest']}",
        "eps=0",
    ]
    made = call("torch.optim.lr_scheduler.ReduceLROnPlateau", arguments)
    why = "# PyTorch waits for one more than it is told, and so it is told one less."
    lines.start = [why, *f"scheduler = {made}".split("\n")]
    lines.after = [f"scheduler.step({_mean(plan)})"]
    return lines


def keras_lines(plan: Plan, constants: Constants) -> PlateauLines:
    """Those for Keras: its own callback where there is a model and it is there from the first to the last epoch."""
    if not plan.kind.on_data:
        return PlateauLines(plan, constants, "Keras's own is for models that have epochs.")
    if not simple(plan) or plan.experiment.loss_form == "textbook":
        return PlateauLines(plan, constants, "Keras's own knows neither a warm-up nor changes on the way.")
    lines = PlateauLines(plan, constants, own=True)
    names = {attribute: constant(plan, constants, attribute) for attribute in _SETTINGS if attribute != "rate"}
    arguments = [
        'monitor="loss"',
        f"factor={names['factor']}",
        f"patience={names['patience']}",
        'mode="min"',
        f"min_delta={names['threshold']}",
        f"cooldown={names['cooldown']}",
        f"min_lr={names['lowest']}",
    ]
    made = call("keras.callbacks.ReduceLROnPlateau", arguments)
    lines.start = [*f"callback = {made}".split("\n"), "callback.set_model(model)", "callback.on_train_begin()"]
    lines.after = [f'callback.on_epoch_end(epoch, {{"loss": {_mean(plan)}}})']
    return lines


def noted(loss: str) -> list[str]:
    """The lines that add the loss of a batch, by its samples, to what the epoch has seen."""
    if " " not in loss.replace(", ", ""):
        return [f"seen = seen + len(batch) * {loss}"]
    return [f"loss = {loss}", "seen = seen + len(batch) * loss"]


def batch_loss(plan: Plan, constants: Constants) -> str:
    """The loss of the update's batch in NumPy, a number of float64 whatever the precision of training."""
    loss = "evaluate(w, x, y)[0]"
    wide = "w" if plan.dtype == "float64" else "w.astype(np.float64)"
    loss = loss if plan.dtype == "float64" else f"float({loss})"
    if not plan.experiment.weight_decay:
        return loss
    name = data.decay(plan, constants)
    squares = f"(np.square({wide}) * (decay / 2)).sum()"
    return f"{loss} + {squares if plan.hidden else f'{name} / 2 * np.square({wide}[:2]).sum()'}"


def _mean(plan: Plan) -> str:
    return "seen / len(train_y)" if plan.kind.on_data else "seen"


def _since(plan: Plan, part: Part) -> int:
    """The update from which on whole epochs count, where nothing was seen before the part."""
    return max(part.start, part.run.schedule_from + math.ceil(exact_updates(part.run.warmup_epochs, plan.per_epoch)))


def _rule(reason: str) -> list[str]:
    about = "Keras's rule: where the loss has stopped falling, the learning rate is multiplied by a factor."
    return [
        "class ReduceOnPlateau:",
        *indented(
            [
                *([f'"""{about}', "", reason, '"""'] if reason else [f'"""{about}"""']),
                "",
                "def __init__(self, rate, factor, patience, cooldown, threshold, lowest):",
                "    self.rate, self.factor, self.patience = rate, factor, patience",
                "    self.cooldown, self.threshold, self.lowest = cooldown, threshold, lowest",
                '    self.share, self.best, self.wait, self.pause = 1.0, float("inf"), 0, 0',
                "",
                "def reduced(self, rate):",
                "    return max(rate * self.share, min(rate, self.lowest))",
                "",
                "def after_epoch(self, loss):",
                "    if self.pause > 0:",
                "        self.pause, self.wait = self.pause - 1, 0",
                "    if loss < self.best - self.threshold:",
                "        self.best, self.wait = loss, 0",
                "    elif self.pause == 0:",
                "        self.wait = self.wait + 1",
                "        if self.wait >= self.patience and self.reduced(self.rate) > self.lowest:",
                "            self.share, self.pause, self.wait = self.share * self.factor, self.cooldown, 0",
            ]
        ),
    ]
