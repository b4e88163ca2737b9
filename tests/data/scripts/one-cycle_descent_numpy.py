# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.11 (one-cycle); RMSProp; 150 updates from w = 5; float64.

import numpy as np

LEARNING_RATE = 0.11  # η
UPDATES = 150
DECAY = 0.9  # of the mean of squares
EPSILON = 1e-08  # ε
START = 5.0


def loss(w):
    return np.square(w + 1)


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
peak = LEARNING_RATE
first = peak / 25
last = first / 10000
# Up to the highest rate in the first 30 % of the updates, then down.
up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / 45)))
down = peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ((t - 45) / (UPDATES - 45))))
learning_rates = np.where(t < 45, up, down)

w = np.float64(START)
squares = 0.0  # a mean of the squares of the gradients in which old ones fade
print(f"Step 0: w = {w}, loss = {loss(w)}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    squares = DECAY * squares + (1 - DECAY) * (gradient * gradient)
    w = w - learning_rates[t] * (gradient / (np.sqrt(squares) + EPSILON))
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w}, loss = {loss(w)}")
