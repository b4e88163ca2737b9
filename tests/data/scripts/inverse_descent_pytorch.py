# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 2 (inverse-time decay, rate 0.5, period 2 updates); AdaGrad; 150 updates from w = 5; float64.
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch

LEARNING_RATE = 2.0  # η
DECAY_RATE = 0.5
DECAY_UPDATES = 2
UPDATES = 150
START = 5.0


def loss(w):
    return (w + 1) ** 2


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
learning_rates = LEARNING_RATE / (1 + DECAY_RATE * (t / DECAY_UPDATES))

w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.Adagrad([w])
print(f"Step 0: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    optimizer.param_groups[0]["lr"] = learning_rates[t]
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    optimizer.step()
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
