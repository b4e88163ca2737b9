# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (cosine decay to 0); Adam; 150 updates from w = -3.25; float32.

import numpy as np

LEARNING_RATE = 0.05  # η
UPDATES = 150
BETA1 = 0.9  # β₁
BETA2 = 0.999  # β₂
EPSILON = 1e-08  # ε
START = -3.25


def loss(w):
    return np.square(w + 1)


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
learning_rates = LEARNING_RATE * (0.5 * (1 + np.cos(np.pi * (t / UPDATES))))
learning_rates = learning_rates.astype(np.float32)

w = np.float32(START)
mean = 0.0  # a mean of the gradients in which old ones fade
squares = 0.0  # the same of their squares
print(f"Step 0: w = {w!s}, loss = {loss(w)!s}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    mean = BETA1 * mean + (1 - BETA1) * gradient
    squares = BETA2 * squares + (1 - BETA2) * (gradient * gradient)
    # Both means started at 0 and are too small at first, which is corrected.
    n = t + 1
    rate = np.float32(float(learning_rates[t]) / (1 - BETA1**n))
    root = np.float32(np.sqrt(1 - BETA2**n))
    w = w - rate * (mean / (np.sqrt(squares) / root + EPSILON))
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w!s}, loss = {loss(w)!s}")
