# Gradient descent on the loss sin(x)·cos(2y) + 0.1(x² + y²), which has at least 14 minima.
# η = 0.1 (cosine decay to 0); gradient descent; 150 updates from x = 2, y = -1; float32.
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch

LEARNING_RATE = 0.1  # η
UPDATES = 150
START = [2.0, -1.0]


def loss(w):
    x, y = w
    return torch.sin(x) * torch.cos(2 * y) + 0.1 * (x ** 2 + y ** 2)


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
learning_rates = LEARNING_RATE * (0.5 * (1 + np.cos(np.pi * (t / UPDATES))))

w = torch.tensor(START, dtype=torch.float32, requires_grad=True)  # x and y
optimizer = torch.optim.SGD([w])
print(f"Step 0: x = {w[0].item():.7g}, y = {w[1].item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    optimizer.param_groups[0]["lr"] = learning_rates[t]
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    optimizer.step()
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: x = {w[0].item():.7g}, y = {w[1].item():.7g}, loss = {loss(w).item():.7g}")
