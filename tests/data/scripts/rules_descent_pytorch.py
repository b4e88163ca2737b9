# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (constant); AdamW (β₁ = 0.8, λ = 0.1); 150 updates from w = 5; float64.
# After 10 updates it goes on with AMSGrad (β₁ = 0.8, m̂ = m, v̂ = v).
# After 20 updates it goes on with Nadam (β₁ = 0.8).
# After 30 updates it goes on with normalised gradient.
# After 40 updates it goes on with sign descent.
# After 50 updates it goes on with momentum (μ = 0.9, ‖g‖ ≤ 0.2).
# Needs PyTorch and NumPy: pip install torch numpy

import torch

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
UPDATES = 150
START = 5.0


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


def loss(w):
    return (w + 1) ** 2


w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.AdamW(
    [w],
    lr=LEARNING_RATE,
    betas=(BETA1, BETA2),
    weight_decay=DECOUPLED_DECAY,
)
print(f"Step 0: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    if t == 10:
        optimizer = AMSGrad(
            [w],
            lr=LEARNING_RATE,
            beta1=BETA1,
            beta2=BETA2,
            epsilon=EPSILON,
            bias_correction=BIAS_CORRECTION,
        )
    if t == 20:
        optimizer = torch.optim.NAdam([w], lr=LEARNING_RATE, betas=(BETA1, BETA2))
    if t == 30:
        optimizer = NormalisedGradient([w], lr=LEARNING_RATE)
    if t == 40:
        optimizer = SignDescent([w], lr=LEARNING_RATE)
    if t == 50:
        optimizer = torch.optim.SGD([w], lr=LEARNING_RATE, momentum=MOMENTUM)
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    clip_norm = CLIP_NORM if t < 50 else CLIP_NORM_FROM_50
    norm = torch.sqrt(sum((each.grad**2).sum() for each in [w]))
    if 0 < clip_norm < norm:
        for each in [w]:
            each.grad *= clip_norm / norm
    optimizer.step()
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
