# Gradient descent on the loss sin(x)·cos(2y) + 0.1(x² + y²), which has at least 14 minima.
# η = 0.1 (cosine decay to 0); gradient descent; 150 updates from x = 2, y = -1; float32.

import numpy as np

np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 0.1  # η
UPDATES = 150
START = [2.0, -1.0]


def loss(w):
    x, y = w
    return np.sin(x) * np.cos(2 * y) + 0.1 * (np.square(x) + np.square(y))


def slopes(w):
    x, y = w
    along_x = 0.2 * x + np.cos(x) * np.cos(2 * y)
    along_y = 0.2 * y - 2 * np.sin(x) * np.sin(2 * y)
    return np.array([along_x, along_y], np.float32)


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
learning_rates = LEARNING_RATE * (0.5 * (1 + np.cos(np.pi * (t / UPDATES))))
learning_rates = learning_rates.astype(np.float32)

w = np.array(START, np.float32)  # x and y
print(f"Step 0: x = {w[0]!s}, y = {w[1]!s}, loss = {loss(w)!s}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = slopes(w)
    w = w - learning_rates[t] * gradient
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: x = {w[0]!s}, y = {w[1]!s}, loss = {loss(w)!s}")
