# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 0.05 (constant); AdamW (β₁ = 0.8, λ = 0.1); batches of 60, 3 epochs, seed 3; float64.
# After 10 updates it goes on with AMSGrad (β₁ = 0.8, m̂ = m, v̂ = v).
# After 20 updates it goes on with Nadam (β₁ = 0.8).
# After 30 updates it goes on with normalised gradient.
# After 40 updates it goes on with sign descent.
# After 50 updates it goes on with momentum (μ = 0.9, ‖g‖ ≤ 0.2).
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

torch.set_default_dtype(torch.float64)  # also of what the optimizer remembers

LEARNING_RATE = 0.05  # η
BETA1 = 0.8  # β₁
BETA2 = 0.999  # β₂
DECOUPLED_DECAY = 0.1  # λ
EPSILON = 1e-08  # ε
BIAS_CORRECTION = 0  # whether both means are corrected for their start at 0
MOMENTUM = 0.9  # μ
CLIP_NORM = 0  # what gradients are cut to, 0 for none
CLIP_NORM_FROM_50 = 0.2  # what gradients are cut to, 0 for none
SEED = 3  # of the split and of the order of the training data
BATCH_SIZE = 60
EPOCHS = 3


class AMSGrad(torch.optim.Optimizer):
    """PyTorch's own always corrects both means for their start at 0."""

    def __init__(self, parameters, **settings):
        super().__init__(parameters, settings)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                state, b1, b2 = self.state[w], group["beta1"], group["beta2"]
                m = state["mean"] = b1 * state.get("mean", 0) + (1 - b1) * w.grad
                v = state["squares"] = b2 * state.get("squares", 0) + (1 - b2) * w.grad**2
                v = state["largest"] = torch.maximum(state.get("largest", v), v)
                n = state["made"] = state.get("made", 0) + 1
                rate, root = group["lr"], 1.0
                if group["bias_correction"]:
                    rate, root = rate / (1 - b1**n), (1 - b2**n) ** 0.5
                w -= rate * m / (torch.sqrt(v) / root + group["epsilon"])


class NormalisedGradient(torch.optim.Optimizer):
    """PyTorch has no rule that makes every step as long as the learning rate."""

    def __init__(self, parameters, **settings):
        super().__init__(parameters, settings)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            norm = torch.sqrt(sum((w.grad**2).sum() for w in group["params"]))
            for w in group["params"]:
                w -= group["lr"] * w.grad / (norm if norm else 1)


class SignDescent(torch.optim.Optimizer):
    """PyTorch has no rule that looks at the sign of the gradient alone."""

    def __init__(self, parameters, **settings):
        super().__init__(parameters, settings)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                w -= group["lr"] * torch.sign(w.grad)


# The data: 2,000 houses at random places (x1, x2); those with x2 > x1 + 0.5 are in the school district.
random = np.random.RandomState(10)
x1 = random.uniform(size=2000)
x2 = random.uniform(size=2000)
labels = (x2 > x1 + 0.5).astype(np.float64)
points = np.round(np.column_stack([x1, x2]), 2)  # rounded after the labels were given
order = np.random.RandomState([SEED, 0]).permutation(2000)
train_x, train_y = points[order[:1600]], labels[order[:1600]]
valid_x, valid_y = points[order[1600:]], labels[order[1600:]]
train_x, train_y, valid_x, valid_y = map(torch.from_numpy, (train_x, train_y, valid_x, valid_y))

model = torch.nn.Linear(2, 1, dtype=torch.float64)  # w1, w2 and b
torch.nn.init.zeros_(model.weight)
torch.nn.init.zeros_(model.bias)


def evaluate(x, y):
    with torch.no_grad():
        z = model(x)[:, 0]
    loss = binary_cross_entropy_with_logits(z, y).item()
    accuracy = ((z > 0) == (y > 0.5)).double().mean().item()
    return loss, accuracy


optimizer = torch.optim.AdamW(
    model.parameters(),
    lr=LEARNING_RATE,
    betas=(BETA1, BETA2),
    weight_decay=DECOUPLED_DECAY,
)
t = 0  # the number of updates already made
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        if t == 10:
            optimizer = AMSGrad(
                model.parameters(),
                lr=LEARNING_RATE,
                beta1=BETA1,
                beta2=BETA2,
                epsilon=EPSILON,
                bias_correction=BIAS_CORRECTION,
            )
        if t == 20:
            optimizer = torch.optim.NAdam(model.parameters(), lr=LEARNING_RATE, betas=(BETA1, BETA2))
        if t == 30:
            optimizer = NormalisedGradient(model.parameters(), lr=LEARNING_RATE)
        if t == 40:
            optimizer = SignDescent(model.parameters(), lr=LEARNING_RATE)
        if t == 50:
            optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM)
        optimizer.zero_grad()
        z = model(train_x[batch])[:, 0]
        binary_cross_entropy_with_logits(z, train_y[batch]).backward()  # computes the gradient
        clip_norm = CLIP_NORM if t < 50 else CLIP_NORM_FROM_50
        norm = torch.sqrt(sum((each.grad**2).sum() for each in model.parameters()))
        if 0 < clip_norm < norm:
            for each in model.parameters():
                each.grad *= clip_norm / norm
        optimizer.step()
        t = t + 1
    loss, accuracy = evaluate(train_x, train_y)
    valid_loss, valid_accuracy = evaluate(valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss:.7g}, accuracy = {accuracy:.7g};", end=" ")
    print(f"validation loss = {valid_loss:.7g}, accuracy = {valid_accuracy:.7g}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
(w1, w2), b = model.weight[0].tolist(), model.bias.item()
print(f"After the last update: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")
samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
samples = torch.tensor(samples, dtype=torch.float64)
predictions = torch.sigmoid(model(samples))[:, 0]
for number, p in enumerate(predictions.tolist(), start=1):
    print(f"Sample {number}, by these weights: p = {p:.7g}")
