"""Scripts that need NumPy only, and whose numbers agree with the program's to the last bit.

They make the operations of `lrgui.core.training` and `lrgui.core.problems` in the same order.
"""

from __future__ import annotations

from lrgui.core.codegen import data, network
from lrgui.core.codegen.averaging import kept
from lrgui.core.codegen.numpy_rule import Rule
from lrgui.core.codegen.plan import Plan
from lrgui.core.codegen.plateau import PlateauLines, batch_loss
from lrgui.core.codegen.rates import learning_rates
from lrgui.core.codegen.text import QUIET, Constants, broken, header, indented, script
from lrgui.core.expressions.writing import numpy_code

_GRADIENT = [
    "x, y = train_x[batch], train_y[batch]",
    "p = sigmoid(x @ w)",
    "gradient = (p - y) @ x / len(batch)",
]


def descent(plan: Plan) -> str:
    """The script of a run of the 1-D descent for NumPy."""
    constants = Constants()
    plateau = PlateauLines(plan, constants)
    rates = _rates(plan, constants, plateau)
    rule, averaging = Rule(plan, constants), kept(plan, constants, "w", "w = average")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", repr(plan.experiment.start))
    # The text of a number in float32 would otherwise be that of the same number in float64.
    exact = "!s" if plan.dtype == "float32" else ""
    shown = f"w = {{w{exact}}}, loss = {{loss(w){exact}}}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    return script(
        header(plan),
        ["import numpy as np"],
        [QUIET] if plan.may_overflow else [],
        constants.lines(),
        plateau.rule,
        ["def loss(w):", *indented(broken("return", numpy_code(plan.curve.loss)))],
        rates,
        [
            f"w = np.{plan.dtype}(START)",
            *rule.start,
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(
                plan,
                _update(
                    plateau,
                    [f"gradient = {numpy_code(plan.curve.slope)}  # the derivative of the loss"],
                    [*rule.update, *averaging.update],
                ),
                report,
            ),
        ],
        averaging.told([report]),
    )


def surface(plan: Plan) -> str:
    """The script of a run of the descent on a surface for NumPy."""
    constants = Constants()
    plateau = PlateauLines(plan, constants)
    rates = _rates(plan, constants, plateau)
    rule, averaging = Rule(plan, constants), kept(plan, constants, "w", "w = average")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", data.place(plan))
    exact = "!s" if plan.dtype == "float32" else ""
    shown = f"x = {{w[0]{exact}}}, y = {{w[1]{exact}}}, loss = {{loss(w){exact}}}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    along_x, along_y = map(numpy_code, plan.surface.slopes)
    return script(
        header(plan),
        ["import numpy as np"],
        [QUIET] if plan.may_overflow else [],
        constants.lines(),
        plateau.rule,
        ["def loss(w):", *indented(["x, y = w", *broken("return", numpy_code(plan.surface.loss))])],
        [
            "def slopes(w):",
            *indented(
                [
                    "x, y = w",
                    *broken("along_x =", along_x),
                    *broken("along_y =", along_y),
                    f"return np.array([along_x, along_y], np.{plan.dtype})",
                ]
            ),
        ],
        rates,
        [
            f"w = np.array(START, np.{plan.dtype})  # x and y",
            *rule.start,
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(
                plan,
                _update(plateau, ["gradient = slopes(w)"], [*rule.update, *averaging.update]),
                report,
            ),
        ],
        averaging.told([report]),
    )


def regression(plan: Plan) -> str:
    """The script of a run of a line through points for NumPy."""
    constants = Constants()
    plateau = PlateauLines(plan, constants)
    rates = _rates(plan, constants, plateau)
    rule, averaging = Rule(plan, constants), kept(plan, constants, "w", "w = average")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", data.place(plan))
    exact = "!s" if plan.dtype == "float32" else ""
    shown = f"w = {{w[0]{exact}}}, b = {{w[1]{exact}}}, loss = {{loss(w){exact}}}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    squares = "np.{}(np.square(x @ w - y))"
    gradient = ["errors = x @ w - y", f"gradient = errors @ x * ({data.slope_factor(plan)})"]
    return script(
        header(plan),
        ["import numpy as np"],
        [QUIET] if plan.may_overflow else [],
        constants.lines(),
        data.line(plan),
        plateau.rule,
        [
            "def loss(w):",
            *indented([f"return {data.square_errors(plan, squares.format('mean'), squares.format('sum'))}"]),
        ],
        rates,
        [
            f"w = np.array(START, np.{plan.dtype})  # w and b",
            *rule.start,
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(plan, _update(plateau, gradient, [*rule.update, *averaging.update]), report),
        ],
        averaging.told([report]),
    )


def classifier(plan: Plan) -> str:
    """The script of a run of the classifier for NumPy."""
    constants = Constants()
    plateau = PlateauLines(plan, constants)
    rates = _rates(plan, constants, plateau)
    rule, averaging = Rule(plan, constants), kept(plan, constants, "w", "w = average")
    exact = "!s" if plan.dtype == "float32" else ""
    decay = data.decay(plan, constants)
    gradient = network.UPDATE if plan.hidden else _GRADIENT
    gradient = [*gradient[:-1], gradient[-1] + (" + decay * w" if decay else "")]
    update = [*plateau.before, *gradient, *plateau.seen(batch_loss(plan, constants)), *rule.update]
    update += averaging.update
    penalty = "(np.square(w) * (decay / 2)).sum()" if plan.hidden else f"{decay} / 2 * np.square(w[:2]).sum()"
    report = [
        "loss, accuracy = evaluate(w, train_x, train_y)",
        *([f"loss = loss + {penalty}"] if decay else []),
        "valid_loss, valid_accuracy = evaluate(w, valid_x, valid_y)",
        f'print(f"Epoch {{epoch + 1}}: training loss = {{loss{exact}}}, accuracy = {{accuracy}};", end=" ")',
        f'print(f"validation loss = {{valid_loss{exact}}}, accuracy = {{valid_accuracy}}")',
    ]
    points = data.points(plan, constants, ones=True)
    loop = data.epochs(plan, constants, update, report, rule.counted, plateau.nothing_seen, plateau.after)
    start = network.numpy_start(plan, constants, decay) if plan.hidden else _start(plan, constants, decay)
    return script(
        header(plan),
        ["import numpy as np"],
        [QUIET] if plan.scores_may_overflow or plan.experiment.loss_form == "textbook" else [],
        constants.lines(),
        points,
        plateau.rule,
        ["def sigmoid(z):", "    return 1 / (1 + np.exp(-z))"],
        network.FORWARD if plan.hidden else [],
        _evaluate(plan),
        rates,
        [*start, *rule.start, *plateau.start, *averaging.start, *loop],
        [
            data.LAST,
            *_told(plan, exact),
            *data.samples(plan),
            *_predictions(plan),
            f'    print(f"Sample {{number}}, by these weights: p = {{p{exact}}}")',
        ],
        averaging.told(report),
    )


def _told(plan: Plan, exact: str) -> list[str]:
    if plan.hidden:
        return [
            'print("After the last update:")',
            "for number, (w1, w2, b) in enumerate(w[: 3 * UNITS].reshape(UNITS, 3), start=1):",
            f'    print(f"Unit {{number}}: w1 = {{w1{exact}}}, w2 = {{w2{exact}}}, b = {{b{exact}}}")',
        ]
    return [f'print(f"After the last update: w1 = {{w[0]{exact}}}, w2 = {{w[1]{exact}}}, b = {{w[2]{exact}}}")']


def _predictions(plan: Plan) -> list[str]:
    cast = ["samples = samples.astype(np.float32)"] if plan.dtype == "float32" else []
    if plan.hidden:
        return [
            f"samples = np.column_stack([samples, np.ones(len(samples))]).astype(np.{plan.dtype})",
            "for number, p in enumerate(sigmoid(forward(w, samples)[0]), start=1):",
        ]
    return [*cast, "for number, p in enumerate(sigmoid(samples @ w[:2] + w[2]), start=1):"]


def _start(plan: Plan, constants: Constants, decay: str) -> list[str]:
    line = f"w = np.zeros(3, np.{plan.dtype})  # w1, w2, b"
    if plan.starts_elsewhere:
        start = constants.name("START", data.start(plan), "w1 and w2; b starts at 0")
        line = f"w = np.array([*{start}, 0], np.{plan.dtype})  # w1, w2, b"
    return [line, f"decay = np.array([{decay}, {decay}, 0], np.{plan.dtype})"] if decay else [line]


def _update(plateau: PlateauLines, gradient: list[str], rule: list[str]) -> list[str]:
    """The lines of one update of a function."""
    return [*plateau.before, *gradient, *plateau.seen("float(loss(w))"), *rule, *plateau.after]


def _rates(plan: Plan, constants: Constants, plateau: PlateauLines) -> list[str]:
    lines = [*learning_rates(plan, constants), *plateau.full]
    return (
        [*lines, "learning_rates = learning_rates.astype(np.float32)"] if lines and plan.dtype == "float32" else lines
    )


def _evaluate(plan: Plan) -> list[str]:
    finite = " if np.isfinite(w).all() else np.nan" if plan.may_overflow else ""
    accuracy = f"accuracy = np.mean((z > 0) == (y > 0.5)){finite}"
    score = "z = forward(w, x)[0]" if plan.hidden else "z = x @ w"
    return ["def evaluate(w, x, y):", *indented([score, *data.losses(plan), accuracy, "return loss, accuracy"])]
