# Gradient descent on the loss sin(3w) + 0.1w², which has at least 5 minima.
# η = 2 (constant); Polyak's step; 150 updates from w = 5; float64.

import numpy as np

np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 2.0  # η
LOWEST = -0.9731804794973067  # the lowest loss
UPDATES = 150
START = 5.0


def loss(w):
    return np.sin(3 * w) + 0.1 * np.square(w)


w = np.float64(START)
print(f"Step 0: w = {w}, loss = {loss(w)}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 0.2 * w + 3 * np.cos(3 * w)  # the derivative of the loss
    square = np.sum(gradient * gradient)
    gap = np.maximum(loss(w) - LOWEST, 0)
    w = w - np.minimum(LEARNING_RATE, gap / (square if square else 1)) * gradient
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w}, loss = {loss(w)}")
