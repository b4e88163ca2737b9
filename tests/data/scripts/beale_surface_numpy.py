# Gradient descent on the loss (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x …, which is lowest at (x, y) =
# (3, 0.5).
# η = 0.01 (constant); Adam; 150 updates from x = 1, y = 1; float64.

import numpy as np

np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 0.01  # η
BETA1 = 0.9  # β₁
BETA2 = 0.999  # β₂
EPSILON = 1e-08  # ε
UPDATES = 150
START = [1.0, 1.0]


def loss(w):
    x, y = w
    return (
        np.square(1.5 - x + x * y)
        + np.square(2.25 - x + x * np.square(y))
        + np.square(2.625 - x + x * (np.square(y) * y))
    )


def slopes(w):
    x, y = w
    along_x = (
        2 * (y - 1) * (1.5 - x + x * y)
        + 2 * (np.square(y) - 1) * (2.25 - x + x * np.square(y))
        + 2 * (np.square(y) * y - 1) * (2.625 - x + x * (np.square(y) * y))
    )
    along_y = (
        2 * x * (1.5 - x + x * y)
        + 4 * x * y * (2.25 - x + x * np.square(y))
        + 6 * x * np.square(y) * (2.625 - x + x * (np.square(y) * y))
    )
    return np.array([along_x, along_y], np.float64)


w = np.array(START, np.float64)  # x and y
mean = 0.0  # a mean of the gradients in which old ones fade
squares = 0.0  # the same of their squares
print(f"Step 0: x = {w[0]}, y = {w[1]}, loss = {loss(w)}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = slopes(w)
    mean = BETA1 * mean + (1 - BETA1) * gradient
    squares = BETA2 * squares + (1 - BETA2) * (gradient * gradient)
    # Both means started at 0 and are too small at first, which is corrected.
    n = t + 1
    rate = LEARNING_RATE / (1 - BETA1**n)
    root = np.sqrt(1 - BETA2**n)
    w = w - rate * (mean / (np.sqrt(squares) / root + EPSILON))
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: x = {w[0]}, y = {w[1]}, loss = {loss(w)}")
