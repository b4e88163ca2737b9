"""The lines of scripts for a classifier with hidden units, where they differ from those of logistic regression."""

from __future__ import annotations

from lrgui.core.codegen.data import order_seed
from lrgui.core.codegen.plan import Plan
from lrgui.core.codegen.text import Constants


def start(plan: Plan, constants: Constants) -> list[str]:
    """The weights that runs start with: `units` (K, 3), of each its w1, w2 and b, and `v` (K,)."""
    constants.name("UNITS", str(plan.experiment.hidden_units), "hidden, with tanh")
    constants.name("START_SPREAD", repr(plan.experiment.start_spread), "the deviation of the weights at the start")
    return [
        "# Of each unit w1, w2 and b, which starts at 0, and v, by which its output counts; c starts at 0.",
        f"random = np.random.RandomState([{order_seed(plan, constants)}, 0, 2])",
        "units = np.zeros((UNITS, 3))",
        "units[:, :2] = random.normal(size=(UNITS, 2)) * START_SPREAD",
        "v = random.normal(size=UNITS) * START_SPREAD",
    ]


# NumPy

FORWARD = [
    "def forward(w, x):",
    "    hidden = np.tanh(x @ w[: 3 * UNITS].reshape(UNITS, 3).T)",
    "    return hidden @ w[3 * UNITS : 4 * UNITS] + w[4 * UNITS], hidden",
]
UPDATE = [
    "x, y = train_x[batch], train_y[batch]",
    "z, hidden = forward(w, x)",
    "errors = sigmoid(z) - y",
    "back = errors[:, None] * w[3 * UNITS : 4 * UNITS] * (1 - hidden * hidden)",
    "gradient = np.concatenate([(back.T @ x).ravel(), errors @ hidden, [errors.sum()]]) / len(batch)",
]


def numpy_start(plan: Plan, constants: Constants, decay: str) -> list[str]:
    """All parameters in one array `w`, and what each decays with."""
    lines = [*start(plan, constants), f"w = np.concatenate([units.ravel(), v, [0]]).astype(np.{plan.dtype})"]
    if decay:
        lines += [
            f"decay = np.full(4 * UNITS + 1, {decay}, np.{plan.dtype})",
            "decay[2 : 3 * UNITS : 3] = decay[-1] = 0  # b and c do not decay",
        ]
    return lines


# PyTorch


def pytorch_model(plan: Plan, constants: Constants) -> list[str]:
    """Two layers, and tanh between them."""
    dtype = f"dtype=torch.{plan.dtype}"
    return [
        *start(plan, constants),
        f"hidden, output = torch.nn.Linear(2, UNITS, {dtype}), torch.nn.Linear(UNITS, 1, {dtype})",
        "model = torch.nn.Sequential(hidden, torch.nn.Tanh(), output)",
        "with torch.no_grad():",
        "    hidden.weight[:], hidden.bias[:] = torch.tensor(units[:, :2]), 0",
        "    output.weight[0], output.bias[:] = torch.tensor(v), 0",
    ]


def pytorch_penalty(decay: str) -> list[str]:
    """What weight decay adds to the loss."""
    return [
        "def penalty():",
        f"    return {decay} / 2 * (hidden.weight.square().sum() + output.weight.square().sum())",
    ]


# Keras


def keras_model(plan: Plan, constants: Constants, regularizer: str) -> list[str]:
    """The same two layers."""
    return [
        *start(plan, constants),
        f'hidden = keras.layers.Dense(UNITS, activation="tanh"{regularizer})',
        f"output = keras.layers.Dense(1{regularizer})",
        "model = keras.Sequential([keras.Input((2,)), hidden, output])",
        "model.set_weights([units[:, :2].T, np.zeros(UNITS), v[:, None], np.zeros(1)])",
    ]
