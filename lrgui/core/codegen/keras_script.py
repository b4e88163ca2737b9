"""Scripts for Keras 3. Where its optimizers are defined in another way than ours, the script has its own."""

from __future__ import annotations

from lrgui.core.codegen import data, network
from lrgui.core.codegen.averaging import kept, of_keras_model
from lrgui.core.codegen.keras_rule import WHY_EXACT, made_of, optimizer_class, rate_of, settings_of, table_class
from lrgui.core.codegen.plan import Plan, Stretch
from lrgui.core.codegen.plateau import PlateauLines, keras_lines
from lrgui.core.codegen.text import QUIET, Constants, broken, header, indented, script
from lrgui.core.expressions.writing import keras_code

NEEDS = "Needs Keras 3 with TensorFlow: pip install tensorflow"
LOSS = "keras.losses.BinaryCrossentropy(from_logits=True)"


def descent(plan: Plan) -> str:
    """The script of a run of the 1-D descent for Keras 3."""
    constants = Constants()
    plateau = keras_lines(plan, constants)
    lines, rates = rate_of(plan, constants)
    lines += plateau.full
    table = rates.startswith("FromTable")
    optimizers, changes = _optimizers(plan, constants, rates, [])
    averaging = kept(plan, constants, "w.numpy().copy()", "w.assign(average)")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", repr(plan.experiment.start))
    shown = "w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    update = [
        *changes,
        *_reduced(plateau, "loss(w.numpy())"),
        f"gradient = {keras_code(plan.curve.slope)}  # the derivative of the loss",
        "optimizer.apply([gradient], [w])",
        *plateau.after,
        *averaging.update,
    ]
    quiet = plan.may_overflow
    loss = keras_code(plan.curve.loss, "np")  # of a number: what is printed
    numpy = quiet or table or any("np." in line for line in (*lines, *optimizers, loss))
    return script(
        header(plan, NEEDS),
        ["import keras", *(["import numpy as np"] if numpy else [])],
        _settings(plan, quiet),
        constants.lines(),
        *_classes(plan, table),
        plateau.rule,
        ["def loss(w):", *indented(broken("return", loss))],
        lines,
        [
            f'w = keras.Variable(START, dtype="{plan.dtype}")',
            *_first(optimizers),
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(plan, update, report),
        ],
        averaging.told([report]),
    )


def surface(plan: Plan) -> str:
    """The script of a run of the descent on a surface for Keras 3."""
    constants = Constants()
    plateau = keras_lines(plan, constants)
    lines, rates = rate_of(plan, constants)
    lines += plateau.full
    table = rates.startswith("FromTable")
    optimizers, changes = _optimizers(plan, constants, rates, [])
    averaging = kept(plan, constants, "w.numpy().copy()", "w.assign(average)")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", data.place(plan))
    shown = "x = {w.numpy()[0]:.7g}, y = {w.numpy()[1]:.7g}, loss = {loss(*w.numpy()):.7g}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    along_x, along_y = map(keras_code, plan.surface.slopes)
    update = [
        *changes,
        *_reduced(plateau, "loss(*w.numpy())"),
        "x, y = w[0], w[1]",
        *broken("along_x =", along_x),
        *broken("along_y =", along_y),
        "optimizer.apply([keras.ops.stack([along_x, along_y])], [w])",
        *plateau.after,
        *averaging.update,
    ]
    quiet = plan.may_overflow
    loss = keras_code(plan.surface.loss, "np")  # of numbers: what is printed
    numpy = quiet or table or any("np." in line for line in (*lines, *optimizers, loss))
    return script(
        header(plan, NEEDS),
        ["import keras", *(["import numpy as np"] if numpy else [])],
        _settings(plan, quiet),
        constants.lines(),
        *_classes(plan, table),
        plateau.rule,
        ["def loss(x, y):", *indented(broken("return", loss))],
        lines,
        [
            f'w = keras.Variable(START, dtype="{plan.dtype}")  # x and y',
            *_first(optimizers),
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(plan, update, report),
        ],
        averaging.told([report]),
    )


def regression(plan: Plan) -> str:
    """The script of a run of a line through points for Keras 3."""
    constants = Constants()
    plateau = keras_lines(plan, constants)
    lines, rates = rate_of(plan, constants)
    lines += plateau.full
    table = rates.startswith("FromTable")
    optimizers, changes = _optimizers(plan, constants, rates, [])
    averaging = kept(plan, constants, "w.numpy().copy()", "w.assign(average)")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", data.place(plan))
    shown = "w = {w.numpy()[0]:.7g}, b = {w.numpy()[1]:.7g}, loss = {loss(w.numpy()):.7g}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    update = [
        *changes,
        *_reduced(plateau, "loss(w.numpy())"),
        "errors = keras.ops.subtract(keras.ops.matmul(x, w), y)",
        f"gradient = keras.ops.matmul(errors, x) * ({data.slope_factor(plan)})",
        "optimizer.apply([gradient], [w])",
        *plateau.after,
        *averaging.update,
    ]
    squares = "np.{}(np.square(x @ w - y))"
    return script(
        header(plan, NEEDS),
        ["import keras", "import numpy as np"],
        _settings(plan, plan.may_overflow),
        constants.lines(),
        data.line(plan),
        *_classes(plan, table),
        plateau.rule,
        [
            "def loss(w):",
            *indented([f"return {data.square_errors(plan, squares.format('mean'), squares.format('sum'))}"]),
        ],
        lines,
        [
            f'w = keras.Variable(START, dtype="{plan.dtype}")  # w and b',
            *_first(optimizers),
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(plan, update, report),
        ],
        averaging.told([report]),
    )


def classifier(plan: Plan) -> str:
    """The script of a run of the classifier for Keras 3."""
    constants = Constants()
    plateau = keras_lines(plan, constants)
    lines, rates = rate_of(plan, constants)
    lines += plateau.full
    table = rates.startswith("FromTable")
    compile_ = f"model.compile(optimizer=optimizer, loss={LOSS})"
    optimizers, changes = _optimizers(plan, constants, rates, [compile_])
    decay = data.decay(plan, constants)
    squares = "np.square(layer.get_weights()[0]).sum()"
    if plan.hidden:
        squares = "sum(np.square(weights).sum() for weights in model.get_weights()[::2])"
    batch_loss = "evaluate(train_x[batch], train_y[batch])[0]" + (f" + {decay} / 2 * {squares}" if decay else "")
    update = [*changes, *_reduced(plateau, batch_loss), "model.train_on_batch(train_x[batch], train_y[batch])"]
    if plateau.after and not plateau.rule:
        reset = "model.reset_metrics()  # so that the loss is that of this batch"
        update = [*update[:-1], reset, f"loss = {update[-1]}", *plateau.seen("loss")]
    averaging = of_keras_model(plan, constants)
    update += averaging.update
    report = [
        "loss, accuracy = evaluate(train_x, train_y)",
        *([f"loss = loss + {decay} / 2 * {squares}"] if decay else []),
        "valid_loss, valid_accuracy = evaluate(valid_x, valid_y)",
        'print(f"Epoch {epoch + 1}: training loss = {loss:.7g}, accuracy = {accuracy:.7g};", end=" ")',
        'print(f"validation loss = {valid_loss:.7g}, accuracy = {valid_accuracy:.7g}")',
    ]
    points = data.points(plan, constants, ones=False)
    counted = bool(changes or plateau.before)
    loop = data.epochs(plan, constants, update, report, counted, plateau.nothing_seen, plateau.after)
    regularizer = f", kernel_regularizer=keras.regularizers.L2({decay} / 2)" if decay else ""
    start = []
    if plan.starts_elsewhere:
        name = constants.name("START", data.start(plan), "w1 and w2; b starts at 0")
        start = [f"layer.set_weights([np.transpose([{name}]), np.zeros(1)])"]
    model = [
        f"# One layer with the weights w1, w2 and b{'' if start else ', which start at 0'}.",
        f'layer = keras.layers.Dense(1, kernel_initializer="zeros"{regularizer})',
        "model = keras.Sequential([keras.Input((2,)), layer])",
        *start,
    ]
    told = [
        "(w1, w2), b = layer.get_weights()[0][:, 0], layer.get_weights()[1][0]",
        'print(f"After the last update: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")',
    ]
    if plan.hidden:
        model = network.keras_model(plan, constants, regularizer)
        told = [
            'print("After the last update:")',
            "for number, ((w1, w2), b) in enumerate(zip(hidden.get_weights()[0].T, hidden.get_weights()[1]), start=1):",
            '    print(f"Unit {number}: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")',
        ]
    return script(
        header(plan, NEEDS),
        ["import keras", "import numpy as np"],
        _settings(plan, plan.may_overflow or plan.experiment.loss_form == "textbook"),
        constants.lines(),
        points,
        *_classes(plan, table),
        plateau.rule,
        model,
        _evaluate(plan),
        lines,
        [*_first(optimizers), compile_, *plateau.start, *averaging.start, *loop],
        [
            data.LAST,
            *told,
            *data.samples(plan),
            "z = model.predict_on_batch(samples)[:, 0]",
            "for number, p in enumerate(keras.ops.convert_to_numpy(keras.ops.sigmoid(z)), start=1):",
            '    print(f"Sample {number}, by these weights: p = {p:.7g}")',
        ],
        averaging.told(report),
    )


def _reduced(plateau: PlateauLines, loss: str) -> list[str]:
    """The lines that note the loss and set the learning rate of an update, where the script reduces it itself."""
    if not plateau.rule:
        return []
    return [*plateau.before, "optimizer.learning_rate = learning_rates[t]", *plateau.seen(f"float({loss})")]


def _settings(plan: Plan, quiet: bool) -> list[str]:
    lines = []
    if plan.dtype == "float64":
        lines.append('keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told')
    return [*lines, QUIET] if quiet else lines


def _classes(plan: Plan, table: bool) -> list[list[str]]:
    """The classes of the script: of the schedule, and of each optimizer that Keras does not have as we do."""
    classes = [table_class()] if table else []
    seen = []
    for stretch in plan.stretches:
        lines = optimizer_class(plan, stretch)
        if lines and stretch.optimizer not in seen:
            classes.append(lines)
            seen.append(stretch.optimizer)
    return classes


def _evaluate(plan: Plan) -> list[str]:
    lines = ["z = model.predict_on_batch(x)[:, 0]", *data.losses(plan), "accuracy = np.mean((z > 0) == (y > 0.5))"]
    if plan.may_overflow:
        lines += [
            "if not all(np.isfinite(values).all() for values in model.get_weights()):",
            "    accuracy = np.nan",
        ]
    lines.append("return loss, accuracy")
    return ["def evaluate(x, y):", *indented(lines)]


def _optimizers(plan: Plan, constants: Constants, rate: str, after: list[str]) -> tuple[list[str], list[str]]:
    """The lines that make the optimizers, and those before each update; `after` each change."""
    made, changes = [], []
    for stretch in plan.stretches:
        line = f"optimizer = {made_of(plan, stretch, constants, _from(rate, stretch))}"
        made.append(line)
        if stretch.start:
            changes += [f"if t == {stretch.start}:", *indented([*line.split("\n"), *after])]
        for part in stretch.parts[1:]:
            lines = [f"optimizer.{name} = {value}" for name, value in settings_of(stretch, part, constants).items()]
            changes += [f"if t == {part.start}:", *indented([*lines, *after])]
    return made, changes


def _first(optimizers: list[str]) -> list[str]:
    """The line that makes the first optimizer, with a comment where one is due."""
    lines = optimizers[0].split("\n")
    return [WHY_EXACT, *lines] if any("np.float64" in line for line in optimizers) else lines


def _from(rate: str, stretch: Stretch) -> str:
    """Keras counts the updates of each optimizer from 0: a later one has the later learning rates."""
    if not stretch.start:
        return rate
    return rate.replace("learning_rates", f"learning_rates[{stretch.start}:]")
