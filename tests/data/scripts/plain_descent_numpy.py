# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.3 (constant); gradient descent; 150 updates from w = 5; float64.

import numpy as np

LEARNING_RATE = 0.3  # η
UPDATES = 150
START = 5.0


def loss(w):
    return np.square(w + 1)


w = np.float64(START)
print(f"Step 0: w = {w}, loss = {loss(w)}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    w = w - LEARNING_RATE * gradient
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w}, loss = {loss(w)}")
