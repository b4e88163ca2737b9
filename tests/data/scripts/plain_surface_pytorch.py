# Gradient descent on the loss x²/20 + y², which is lowest at (x, y) = (0, 0).
# η = 0.3 (constant); gradient descent; 150 updates from x = 5, y = 2; float64.
# Needs PyTorch and NumPy: pip install torch numpy

import torch

LEARNING_RATE = 0.3  # η
UPDATES = 150
START = [5.0, 2.0]


def loss(w):
    x, y = w
    return x ** 2 / 20 + y ** 2


w = torch.tensor(START, dtype=torch.float64, requires_grad=True)  # x and y
optimizer = torch.optim.SGD([w], lr=LEARNING_RATE)
print(f"Step 0: x = {w[0].item():.7g}, y = {w[1].item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    optimizer.step()
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: x = {w[0].item():.7g}, y = {w[1].item():.7g}, loss = {loss(w).item():.7g}")
