# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (cosine decay to 0); Adam; 150 updates from w = -3.25; float32.
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch

LEARNING_RATE = 0.05  # η
UPDATES = 150
START = -3.25


def loss(w):
    return (w + 1) ** 2


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
learning_rates = LEARNING_RATE * (0.5 * (1 + np.cos(np.pi * (t / UPDATES))))

w = torch.tensor(START, dtype=torch.float32, requires_grad=True)
optimizer = torch.optim.Adam([w])
print(f"Step 0: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    optimizer.param_groups[0]["lr"] = learning_rates[t]
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    optimizer.step()
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
