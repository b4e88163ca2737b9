"""Scripts for PyTorch, whose optimizers and automatic derivatives make the updates."""

from __future__ import annotations

from lrgui.core.codegen import data, network, torch_rule
from lrgui.core.codegen.averaging import kept, of_torch_model
from lrgui.core.codegen.plan import Plan
from lrgui.core.codegen.plateau import PlateauLines, pytorch_lines
from lrgui.core.codegen.rates import learning_rates
from lrgui.core.codegen.text import QUIET, Constants, broken, header, indented, script
from lrgui.core.expressions.writing import pytorch_code

NEEDS = "Needs PyTorch and NumPy: pip install torch numpy"


def descent(plan: Plan) -> str:
    """The script of a run of the 1-D descent for PyTorch."""
    constants = Constants()
    plateau = pytorch_lines(plan, constants)
    rates = _rates(plan, constants, plateau)
    first, changes, step = torch_rule.optimizers(plan, constants, "[w]", "lambda: loss(w)")
    averaging = kept(plan, constants, "w.detach().clone()", "w = average")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", repr(plan.experiment.start))
    shown = "w = {w.item():.7g}, loss = {loss(w).item():.7g}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    update = _update(plateau, changes, [*step, *averaging.update])
    return script(
        header(plan, NEEDS),
        [*(["import numpy as np"] if rates else []), "import torch"],
        [*([QUIET] if rates and plan.growing else []), *torch_rule.default_type(plan)],
        constants.lines(),
        *torch_rule.classes(plan),
        plateau.rule,
        ["def loss(w):", *indented(broken("return", pytorch_code(plan.curve.loss)))],
        rates,
        [
            f"w = torch.tensor(START, dtype=torch.{plan.dtype}, requires_grad=True)",
            *first,
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(plan, update, report),
        ],
        averaging.told([report]),
    )


def surface(plan: Plan) -> str:
    """The script of a run of the descent on a surface for PyTorch."""
    constants = Constants()
    plateau = pytorch_lines(plan, constants)
    rates = _rates(plan, constants, plateau)
    first, changes, step = torch_rule.optimizers(plan, constants, "[w]", "lambda: loss(w)")
    averaging = kept(plan, constants, "w.detach().clone()", "w = average")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", data.place(plan))
    shown = "x = {w[0].item():.7g}, y = {w[1].item():.7g}, loss = {loss(w).item():.7g}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    update = _update(plateau, changes, [*step, *averaging.update])
    return script(
        header(plan, NEEDS),
        [*(["import numpy as np"] if rates else []), "import torch"],
        [*([QUIET] if rates and plan.growing else []), *torch_rule.default_type(plan)],
        constants.lines(),
        *torch_rule.classes(plan),
        plateau.rule,
        ["def loss(w):", *indented(["x, y = w", *broken("return", pytorch_code(plan.surface.loss))])],
        rates,
        [
            f"w = torch.tensor(START, dtype=torch.{plan.dtype}, requires_grad=True)  # x and y",
            *first,
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(plan, update, report),
        ],
        averaging.told([report]),
    )


def regression(plan: Plan) -> str:
    """The script of a run of a line through points for PyTorch."""
    constants = Constants()
    plateau = pytorch_lines(plan, constants)
    rates = _rates(plan, constants, plateau)
    first, changes, step = torch_rule.optimizers(plan, constants, "[w]", "lambda: loss(w)")
    averaging = kept(plan, constants, "w.detach().clone()", "w = average")
    constants.name("UPDATES", str(plan.total))
    constants.name("START", data.place(plan))
    shown = "w = {w[0].item():.7g}, b = {w[1].item():.7g}, loss = {loss(w).item():.7g}"
    report = f'print(f"Step {{t + 1}}: {shown}")'
    update = _update(plateau, changes, [*step, *averaging.update])
    squares = "torch.square(x @ w - y).{}()"
    return script(
        header(plan, NEEDS),
        ["import numpy as np", "import torch"],
        [*([QUIET] if rates and plan.growing else []), *torch_rule.default_type(plan)],
        constants.lines(),
        *torch_rule.classes(plan),
        plateau.rule,
        [*data.line(plan), "x, y = torch.from_numpy(x), torch.from_numpy(y)"],
        [
            "def loss(w):",
            *indented([f"return {data.square_errors(plan, squares.format('mean'), squares.format('sum'))}"]),
        ],
        rates,
        [
            f"w = torch.tensor(START, dtype=torch.{plan.dtype}, requires_grad=True)  # w and b",
            *first,
            *plateau.start,
            *averaging.start,
            f'print(f"Step 0: {shown}")',
            *data.steps(plan, update, report),
        ],
        averaging.told([report]),
    )


def classifier(plan: Plan) -> str:
    """The script of a run of the classifier for PyTorch."""
    constants = Constants()
    plateau = pytorch_lines(plan, constants)
    rates = _rates(plan, constants, plateau)
    first, changes, step = torch_rule.optimizers(plan, constants, "model.parameters()", "batch_loss")
    averaging = of_torch_model(plan, constants)
    decay = data.decay(plan, constants)
    penalty = "penalty()" if plan.hidden else f"{decay} / 2 * model.weight.square().sum()"
    added = f" + {penalty}" if decay else ""
    backward = ["binary_cross_entropy_with_logits(z, train_y[batch]).backward()  # computes the gradient"]
    seen = plateau.seen("loss.item()")
    if decay or seen:
        backward = [
            f"loss = binary_cross_entropy_with_logits(z, train_y[batch]){added}",
            "loss.backward()  # computes the gradient",
        ]
    if plan.experiment.loss_form == "textbook":
        seen = plateau.seen("evaluate(train_x[batch], train_y[batch])[0]" + (f" + ({penalty}).item()" if decay else ""))
    update = [
        *plateau.before,
        *changes,
        "optimizer.zero_grad()",
        "z = model(train_x[batch])[:, 0]",
        *backward,
        *seen,
        *step,
        *averaging.update,
    ]
    report = [
        "loss, accuracy = evaluate(train_x, train_y)",
        *([f"loss = loss + ({penalty}).item()"] if decay else []),
        "valid_loss, valid_accuracy = evaluate(valid_x, valid_y)",
        'print(f"Epoch {epoch + 1}: training loss = {loss:.7g}, accuracy = {accuracy:.7g};", end=" ")',
        'print(f"validation loss = {valid_loss:.7g}, accuracy = {valid_accuracy:.7g}")',
    ]
    points = data.points(plan, constants, ones=False)
    counted = bool(changes or plateau.before) or len(step) > 1
    loop = data.epochs(plan, constants, update, report, counted, plateau.nothing_seen, plateau.after)
    start = []
    if plan.starts_elsewhere:
        name = constants.name("START", data.start(plan), "w1 and w2; b starts at 0")
        start = ["with torch.no_grad():", f"    model.weight[0] = torch.tensor({name}, dtype=torch.{plan.dtype})"]
    model = [
        f"model = torch.nn.Linear(2, 1, dtype=torch.{plan.dtype})  # w1, w2 and b",
        *(start or ["torch.nn.init.zeros_(model.weight)"]),
        "torch.nn.init.zeros_(model.bias)",
    ]
    told = [
        "(w1, w2), b = model.weight[0].tolist(), model.bias.item()",
        'print(f"After the last update: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")',
    ]
    if plan.hidden:
        model = network.pytorch_model(plan, constants)
        told = [
            'print("After the last update:")',
            "for number, ((w1, w2), b) in enumerate(zip(hidden.weight.tolist(), hidden.bias.tolist()), start=1):",
            '    print(f"Unit {number}: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")',
        ]
    return script(
        header(plan, NEEDS),
        [
            "import numpy as np",
            "import torch",
            "from torch.nn.functional import binary_cross_entropy_with_logits",
            *(["from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn"] if averaging.start else []),
        ],
        [*([QUIET] if plan.growing else []), *torch_rule.default_type(plan)],
        constants.lines(),
        *torch_rule.classes(plan),
        plateau.rule,
        [*points, "train_x, train_y, valid_x, valid_y = map(torch.from_numpy, (train_x, train_y, valid_x, valid_y))"],
        model,
        network.pytorch_penalty(decay) if plan.hidden and decay else [],
        _evaluate(plan),
        _batch_loss(plan, added),
        rates,
        [*first, *plateau.start, *averaging.start, *loop],
        [
            data.LAST,
            *told,
            *data.samples(plan),
            f"samples = torch.tensor(samples, dtype=torch.{plan.dtype})",
            "predictions = torch.sigmoid(model(samples))[:, 0]",
            "for number, p in enumerate(predictions.tolist(), start=1):",
            '    print(f"Sample {number}, by these weights: p = {p:.7g}")',
        ],
        averaging.told(report),
    )


def _batch_loss(plan: Plan, added: str) -> list[str]:
    """The function of the loss that rules look at."""
    if not torch_rule.looks(plan):
        return []
    lines = [
        "loss = evaluate(train_x[batch], train_y[batch])[0]",
        f"return torch.tensor(loss, dtype=torch.{plan.dtype}){added}",
    ]
    return ["def batch_loss():", *indented(lines)]


def _update(plateau: PlateauLines, changes: list[str], step: list[str]) -> list[str]:
    """The lines of one update of a function."""
    gradient = ["optimizer.zero_grad()", "loss(w).backward()  # computes the gradient"]
    return [*plateau.before, *changes, *plateau.seen("loss(w).item()"), *gradient, *step, *plateau.after]


def _rates(plan: Plan, constants: Constants, plateau: PlateauLines) -> list[str]:
    if not torch_rule.in_advance(plan):
        constants.name("LEARNING_RATE", repr(plan.rates[0].run.learning_rate), "η")
        return []
    lines = [*learning_rates(plan, constants), *plateau.full]
    if plan.growing and plan.dtype == "float32":
        lines.append("learning_rates = learning_rates.astype(np.float32)  # PyTorch takes inf, but nothing between")
    return lines


def _evaluate(plan: Plan) -> list[str]:
    if plan.experiment.loss_form == "stable":
        loss = ["loss = binary_cross_entropy_with_logits(z, y).item()"]
    else:
        loss = [
            "p = 1 / (1 + torch.exp(-z))",
            f"# {data.NAN}",
            "# (The gradient is taken of the same loss in the form that does not overflow.)",
            "loss = -torch.mean(y * torch.log(p) + (1 - y) * torch.log(1 - p)).item()",
        ]
    accuracy = ["accuracy = ((z > 0) == (y > 0.5)).double().mean().item()"]
    if plan.may_overflow:
        accuracy += [
            "if not all(torch.isfinite(values).all() for values in model.parameters()):",
            "    accuracy = float('nan')",
        ]
    lines = ["with torch.no_grad():", "    z = model(x)[:, 0]", *loss, *accuracy, "return loss, accuracy"]
    return ["def evaluate(x, y):", *indented(lines)]
