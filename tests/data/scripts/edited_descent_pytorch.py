# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (constant); momentum (μ = 0.9); 150 updates from w = 5; float64.
# After 9 updates it goes on with RMSProp.
# After 19 updates it goes on with η = 0.05 (one-cycle), momentum (μ = 0.9).
# After 22 updates it goes on with η = 0.1 (one-cycle), momentum (μ = 0.3).
# After 34 updates it goes on with Nesterov momentum (μ = 0).
# After 44 updates it goes on with η = 0.1 (constant), Adam.
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch

LEARNING_RATE = 0.05  # η
LEARNING_RATE_FROM_22 = 0.1  # η
UPDATES = 150
MOMENTUM = 0.9  # μ
MOMENTUM_FROM_22 = 0.3  # μ
MOMENTUM_FROM_34 = 1e-300  # μ; as good as 0, which PyTorch does not take here
START = 5.0


def loss(w):
    return (w + 1) ** 2


# The learning rate of every update; t is the number of updates already made.
learning_rates = np.empty(UPDATES)
learning_rates[:19] = LEARNING_RATE
t = np.arange(19, 22)
peak = LEARNING_RATE
first = peak / 25
last = first / 10000
# Up to the highest rate in the first 30 % of the updates, then down.
up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / 45)))
down = peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ((t - 45) / (UPDATES - 45))))
learning_rates[19:22] = np.where(t < 45, up, down)
t = np.arange(22, 44)
peak = LEARNING_RATE_FROM_22
first = peak / 25
last = first / 10000
# Up to the highest rate in the first 30 % of the updates, then down.
up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / 45)))
down = peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ((t - 45) / (UPDATES - 45))))
learning_rates[22:44] = np.where(t < 45, up, down)
learning_rates[44:] = LEARNING_RATE_FROM_22

w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.SGD([w], momentum=MOMENTUM)
print(f"Step 0: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    if t == 9:
        optimizer = torch.optim.RMSprop([w], alpha=0.9)
    if t == 19:
        optimizer = torch.optim.SGD([w], momentum=MOMENTUM)
    if t == 22:
        optimizer.param_groups[0]["momentum"] = MOMENTUM_FROM_22
    if t == 34:
        optimizer = torch.optim.SGD([w], momentum=MOMENTUM_FROM_34, nesterov=True)
    if t == 44:
        optimizer = torch.optim.Adam([w])
    optimizer.param_groups[0]["lr"] = learning_rates[t]
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    optimizer.step()
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
