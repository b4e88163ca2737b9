# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.5 (times 0.5 where the loss has not fallen for 1 update); gradient descent; 150 updates from w = 5;
# float64.
# Needs PyTorch and NumPy: pip install torch numpy

import torch

LEARNING_RATE = 0.5  # η
FACTOR = 0.5  # of the learning rate, where the loss has stopped falling
PATIENCE = 1  # updates without a lower loss, after which it is reduced
COOLDOWN = 1  # updates after that in which nothing counts
THRESHOLD = 0.05  # by which a loss is to be lower
END_LEARNING_RATE = 0.0  # the learning rate that it is not reduced below
UPDATES = 150
START = 5.0


def loss(w):
    return (w + 1) ** 2


w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=LEARNING_RATE)
# PyTorch waits for one more than it is told, and so it is told one less.
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
    optimizer,
    factor=FACTOR,
    patience=PATIENCE - 1,
    threshold=THRESHOLD,
    threshold_mode="abs",
    cooldown=max(COOLDOWN - 1, 0),
    min_lr=END_LEARNING_RATE,
    eps=0,
)
print(f"Step 0: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    seen = loss(w).item()
    optimizer.zero_grad()
    loss(w).backward()  # computes the gradient
    optimizer.step()
    scheduler.step(seen)
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.item():.7g}, loss = {loss(w).item():.7g}")
