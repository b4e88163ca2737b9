# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.3 (constant); gradient descent; 150 updates from w = 5; float64.
# Needs PyTorch and NumPy: pip install torch numpy

import torch

LEARNING_RATE = 0.3  # η
UPDATES = 150
START = 5.0


def loss(w):
    return (w + 1) ** 2


w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=LEARNING_RATE)
print(f"Step 0: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    optimizer.step()
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
