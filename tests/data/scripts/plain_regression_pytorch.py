# Gradient descent of a line wx + b through 4 points; the loss Σ(wx + b − y)²/n is lowest at (w, b) = (1.2,
# 0.9).
# η = 0.3 (constant); gradient descent; 150 updates from w = 0, b = 0; float64.
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch

LEARNING_RATE = 0.3  # η
UPDATES = 150
START = [0.0, 0.0]

points = np.array([
    [-1, 0], [0, 1], [1, 1], [2, 4]
])
x, y = points[:, 0].copy(), points[:, 1].copy()
x = np.column_stack([x, np.ones(len(x))])  # the column of ones is multiplied by b
x, y = torch.from_numpy(x), torch.from_numpy(y)


def loss(w):
    return torch.square(x @ w - y).mean()


w = torch.tensor(START, dtype=torch.float64, requires_grad=True)  # w and b
optimizer = torch.optim.SGD([w], lr=LEARNING_RATE)
print(f"Step 0: w = {w[0].item():.7g}, b = {w[1].item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    optimizer.step()
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w[0].item():.7g}, b = {w[1].item():.7g}, loss = {loss(w).item():.7g}")
