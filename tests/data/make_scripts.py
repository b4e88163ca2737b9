"""Writes tests/data/scripts: the scripts that "Copy as code" has to give for a spread of experiments.

    python tests/data/make_scripts.py

tests/core/codegen/test_expected_scripts.py compares with them, so that no script changes unseen. After a change that
is meant, run this, read the difference in `git diff` as somebody would who runs the scripts, and run the scripts of
PyTorch and Keras with `.ci/run --scripts`.
"""

from __future__ import annotations

from pathlib import Path

from lrgui.core.codegen import code
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run

SCRIPTS = Path(__file__).parent / "scripts"


def one(run: Run, **settings: object) -> Experiment:
    return Experiment(**{"epochs": 3, "updates": 150, "batch_size": 60, "seed": 3, "runs": (run,), **settings})


PLAIN = one(Run(0.3))
STAIRS = one(Run(0.11, "exponential", decay_rate=0.8, decay_epochs=1.4, staircase=True, optimizer="momentum"))
INVERSE = one(Run(2.0, "inverse-time", decay_rate=0.5, decay_epochs=2.0, optimizer="adagrad"))
POLYNOMIAL = one(Run(0.11, "polynomial", power=1.7, end_learning_rate=0.01, optimizer="nesterov", momentum=0.8))
WARM_UP = one(Run(0.05, "cosine", alpha=0.1, warmup_epochs=1.7, optimizer="adam"))
ONE_CYCLE = one(Run(0.11, "one-cycle", optimizer="rmsprop"))
EDITED = (
    one(Run(0.05, optimizer="momentum"))
    .with_change(9, 0, optimizer="rmsprop")
    .with_change(19, 0, optimizer="momentum", schedule="one-cycle")
    .with_change(22, 0, momentum=0.3, learning_rate=0.1)
    .with_change(34, 0, optimizer="nesterov", momentum=0.0)
    .with_change(44, 0, optimizer="adam", schedule="constant")
)
RULES = (
    one(Run(0.05, optimizer="adamw", decoupled_decay=0.1, beta1=0.8))
    .with_change(10, 0, optimizer="amsgrad", bias_correction=False)
    .with_change(20, 0, optimizer="nadam")
    .with_change(30, 0, optimizer="normalised")
    .with_change(40, 0, optimizer="sign")
    .with_change(50, 0, optimizer="momentum", clip_norm=0.2)
)
FLOAT32 = one(Run(0.05, "cosine", optimizer="adam"), precision="float32", start=-3.25)
SHORT_BATCH = one(Run(0.3, optimizer="nesterov"), precision="float32", batch_size=7, epochs=2)
TEXTBOOK = one(Run(50.0), loss_form="textbook", epochs=60, batch_size=1600)
GROWING = one(Run(1.0, "exponential", decay_rate=1000.0), precision="float32")
ELSEWHERE = one(Run(0.3, optimizer="adagrad"), start_w1=2.0, start_w2=-1.5)

SURFACE = {"surface": "sin(x)cos(2y) + 0.1(x^2 + y^2)", "start_x": 2.0, "start_y": -1.0}
SCHEDULED = (
    one(Run(0.1, "linear", alpha=0.2, warmup_epochs=1.0))
    .with_change(10, 0, schedule="inverse-square-root", decay_epochs=2.0)
    .with_change(20, 0, schedule="piecewise", milestones=(0.5, 1.5), factor=0.3)
    .with_change(30, 0, schedule="warmup-stable-decay", hold_epochs=1.0)
    .with_change(40, 0, schedule="cosine-restarts", first_period=1.0, period_factor=2)
    .with_change(50, 0, schedule="cyclic", warmup_epochs=0.3, schedule_from=50)
    .with_change(60, 0, schedule="drawn", rate_points=((0.0, 1.0), (0.5, 0.3), (1.0, 0.0)))
)
PLATEAU = one(Run(0.5, "plateau", patience=1, factor=0.5, threshold=0.05, cooldown=1))
WARM_PLATEAU = one(Run(0.5, "plateau", patience=1, factor=0.5, threshold=0.05, warmup_epochs=0.5)).with_change(
    50, 0, learning_rate=0.3, patience=2
)
HIDDEN = one(Run(0.3), data="x2 > sin(3 x1)", hidden_units=3, weight_decay=0.01, standardised=True)

LINE = {"points": "eight", "standardised": True, "loss_scale": "half-mean", "start_w": 1.0, "precision": "float32"}
CASES = {
    f"{name}_{problem}_{library}": (experiment, problem, library)
    for name, experiment, problem, libraries in (
        ("plain", PLAIN, "descent", ("numpy", "pytorch", "keras")),
        ("plain", PLAIN, "classifier", ("numpy", "pytorch", "keras")),
        ("stairs", STAIRS, "classifier", ("numpy", "pytorch", "keras")),
        ("inverse", INVERSE, "descent", ("pytorch", "keras")),
        ("polynomial", POLYNOMIAL, "classifier", ("numpy", "keras")),
        ("warm-up", WARM_UP, "classifier", ("pytorch", "keras")),
        ("one-cycle", ONE_CYCLE, "descent", ("numpy", "keras")),
        ("edited", EDITED, "descent", ("numpy", "pytorch", "keras")),
        ("edited", EDITED, "classifier", ("pytorch",)),
        ("rules", RULES, "descent", ("numpy", "pytorch", "keras")),
        ("rules", RULES, "classifier", ("numpy", "pytorch", "keras")),
        ("armijo", one(Run(2.0, optimizer="armijo"), weight_decay=0.1), "classifier", ("numpy",)),
        ("polyak", one(Run(2.0, optimizer="polyak"), curve="sin(3w) + 0.1w^2"), "descent", ("numpy",)),
        ("line-search", one(Run(optimizer="line-search"), problem="surface"), "surface", ("numpy",)),
        ("float32", FLOAT32, "descent", ("numpy", "pytorch", "keras")),
        ("short-batch", SHORT_BATCH, "classifier", ("pytorch", "keras")),
        ("textbook", TEXTBOOK, "classifier", ("numpy", "keras")),
        ("plain", PLAIN, "surface", ("numpy", "pytorch", "keras")),
        ("beale", one(Run(0.01, optimizer="adam"), surface="beale", start_x=1.0, start_y=1.0), "surface", ("numpy",)),
        ("typed", one(Run(0.1, "cosine"), **SURFACE, precision="float32"), "surface", ("numpy", "pytorch", "keras")),
        ("plain", PLAIN, "regression", ("numpy", "pytorch", "keras")),
        ("standardised", one(Run(0.05, "cosine"), **LINE), "regression", ("numpy", "pytorch", "keras")),
        ("growing", GROWING, "classifier", ("pytorch",)),
        ("scheduled", SCHEDULED, "classifier", ("numpy", "keras")),
        ("plateau", PLATEAU, "descent", ("numpy", "pytorch", "keras")),
        ("plateau", PLATEAU, "classifier", ("numpy", "pytorch", "keras")),
        ("warm-plateau", WARM_PLATEAU, "classifier", ("numpy", "pytorch", "keras")),
        ("hidden", HIDDEN, "classifier", ("numpy", "pytorch", "keras")),
        ("elsewhere", ELSEWHERE, "classifier", ("pytorch", "keras")),
    )
    for library in libraries
}


def main() -> None:
    SCRIPTS.mkdir(exist_ok=True)
    for path in SCRIPTS.glob("*.py"):
        path.unlink()
    for name, (experiment, problem, library) in CASES.items():
        (SCRIPTS / f"{name}.py").write_text(code(experiment, problem, 0, library), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
