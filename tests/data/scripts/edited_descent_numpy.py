# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (constant); momentum (μ = 0.9); 150 updates from w = 5; float64.
# After 9 updates it goes on with RMSProp.
# After 19 updates it goes on with η = 0.05 (one-cycle), momentum (μ = 0.9).
# After 22 updates it goes on with η = 0.1 (one-cycle), momentum (μ = 0.3).
# After 34 updates it goes on with Nesterov momentum (μ = 0).
# After 44 updates it goes on with η = 0.1 (constant), Adam.

import numpy as np

LEARNING_RATE = 0.05  # η
LEARNING_RATE_FROM_22 = 0.1  # η
UPDATES = 150
MOMENTUM = 0.9  # μ
DECAY = 0.9  # of the mean of squares
EPSILON = 1e-08  # ε
MOMENTUM_FROM_22 = 0.3  # μ
MOMENTUM_FROM_34 = 0  # μ
BETA1 = 0.9  # β₁
BETA2 = 0.999  # β₂
START = 5.0


def loss(w):
    return np.square(w + 1)


# The learning rate of every update; t is the number of updates already made.
learning_rates = np.empty(UPDATES)
learning_rates[:19] = LEARNING_RATE
t = np.arange(19, 22)
peak = LEARNING_RATE
first = peak / 25
last = first / 10000
# Up to the highest rate in the first 30 % of the updates, then down.
up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / 45)))
down = peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ((t - 45) / (UPDATES - 45))))
learning_rates[19:22] = np.where(t < 45, up, down)
t = np.arange(22, 44)
peak = LEARNING_RATE_FROM_22
first = peak / 25
last = first / 10000
# Up to the highest rate in the first 30 % of the updates, then down.
up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / 45)))
down = peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ((t - 45) / (UPDATES - 45))))
learning_rates[22:44] = np.where(t < 45, up, down)
learning_rates[44:] = LEARNING_RATE_FROM_22

w = np.float64(START)
velocity = 0.0  # of the momentum: a sum of gradients in which old ones fade
squares = 0.0  # a mean of the squares of the gradients in which old ones fade
velocity_2 = 0.0  # of the momentum: a sum of gradients in which old ones fade
velocity_3 = 0.0  # of the momentum: a sum of gradients in which old ones fade
mean = 0.0  # a mean of the gradients in which old ones fade
squares_2 = 0.0  # the same of their squares
print(f"Step 0: w = {w}, loss = {loss(w)}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    if t < 9:
        velocity = MOMENTUM * velocity + gradient
        w = w - learning_rates[t] * velocity
    elif t < 19:
        squares = DECAY * squares + (1 - DECAY) * (gradient * gradient)
        w = w - learning_rates[t] * (gradient / (np.sqrt(squares) + EPSILON))
    elif t < 34:
        mu = MOMENTUM if t < 22 else MOMENTUM_FROM_22
        velocity_2 = mu * velocity_2 + gradient
        w = w - learning_rates[t] * velocity_2
    elif t < 44:
        velocity_3 = MOMENTUM_FROM_34 * velocity_3 + gradient
        w = w - learning_rates[t] * (gradient + MOMENTUM_FROM_34 * velocity_3)  # looks a step ahead
    else:
        mean = BETA1 * mean + (1 - BETA1) * gradient
        squares_2 = BETA2 * squares_2 + (1 - BETA2) * (gradient * gradient)
        # Both means started at 0 and are too small at first, which is corrected.
        n = t - 43
        rate = learning_rates[t] / (1 - BETA1**n)
        root = np.sqrt(1 - BETA2**n)
        w = w - rate * (mean / (np.sqrt(squares_2) / root + EPSILON))
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w}, loss = {loss(w)}")
