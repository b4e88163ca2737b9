"""The schedules: each is one entry of `SCHEDULES`, in the order in which they are offered.

A new one is an entry in the module of its kind, in the tuple at its end, and a test.

Definitions are those of Keras (`ExponentialDecay`, `InverseTimeDecay`, `PolynomialDecay`, `CosineDecay` with
warm-up from 0), Optax (the same, `cosine_onecycle_schedule` and joined schedules) and PyTorch (`MultiStepLR`,
`LinearLR`, `CosineAnnealingWarmRestarts`, `CyclicLR`); reduce on plateau is Keras's callback. t counts the updates
already made: the first update uses t = 0. The rates of an experiment are computed by `lrgui.core.training.rates`.
"""

from __future__ import annotations

from dataclasses import replace

from lrgui.core.training.schedules.cosines import COSINES
from lrgui.core.training.schedules.cycles import CYCLES
from lrgui.core.training.schedules.decays import DECAYS
from lrgui.core.training.schedules.drawn import DRAWINGS
from lrgui.core.training.schedules.plateau import PLATEAUS
from lrgui.core.training.schedules.schedule import Schedule
from lrgui.core.training.schedules.stages import STAGES
from lrgui.core.training.schedules.warm_up import FIELD, warmed

_OFFERED = (*DECAYS, *COSINES, *STAGES, *CYCLES, *PLATEAUS, *DRAWINGS)
_WITHOUT = [schedule.code for schedule in _OFFERED if FIELD not in schedule.fields]  # whose formula has no warm-up
SCHEDULES: dict[str, Schedule] = {
    schedule.code: replace(schedule, fields=(*schedule.fields, FIELD)) if schedule.code in _WITHOUT else schedule
    for schedule in _OFFERED
}
_WARMED = {code: warmed(SCHEDULES[code]) for code in _WITHOUT}


def pace(schedule: str, warmup_epochs: float) -> Schedule:
    """A schedule in the form that it has with or without a warm-up."""
    return _WARMED.get(schedule, SCHEDULES[schedule]) if warmup_epochs else SCHEDULES[schedule]
