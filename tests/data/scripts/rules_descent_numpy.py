# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (constant); AdamW (β₁ = 0.8, λ = 0.1); 150 updates from w = 5; float64.
# After 10 updates it goes on with AMSGrad (β₁ = 0.8, m̂ = m, v̂ = v).
# After 20 updates it goes on with Nadam (β₁ = 0.8).
# After 30 updates it goes on with normalised gradient.
# After 40 updates it goes on with sign descent.
# After 50 updates it goes on with momentum (μ = 0.9, ‖g‖ ≤ 0.2).

import numpy as np

LEARNING_RATE = 0.05  # η
BETA1 = 0.8  # β₁
BETA2 = 0.999  # β₂
EPSILON = 1e-08  # ε
DECOUPLED_DECAY = 0.1  # λ
CLIP_NORM = 0.2  # what gradients are cut to, 0 for none
MOMENTUM = 0.9  # μ
UPDATES = 150
START = 5.0


def loss(w):
    return np.square(w + 1)


w = np.float64(START)
mean = 0.0  # a mean of the gradients in which old ones fade
squares = 0.0  # the same of their squares
mean_2 = 0.0  # a mean of the gradients in which old ones fade
squares_2 = 0.0  # the same of their squares
largest = 0.0  # the largest of these so far
mean_3 = 0.0  # a mean of the gradients in which old ones fade
squares_3 = 0.0  # the same of their squares
product = 1.0  # of the shares of the mean
velocity = 0.0  # of the momentum: a sum of gradients in which old ones fade
print(f"Step 0: w = {w}, loss = {loss(w)}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    if t < 10:
        mean = BETA1 * mean + (1 - BETA1) * gradient
        squares = BETA2 * squares + (1 - BETA2) * (gradient * gradient)
        # Both means started at 0 and are too small at first, which is corrected.
        n = t + 1
        rate = LEARNING_RATE / (1 - BETA1**n)
        root = np.sqrt(1 - BETA2**n)
        step = rate * (mean / (np.sqrt(squares) / root + EPSILON))
        w = w - (LEARNING_RATE * DECOUPLED_DECAY * w + step)
    elif t < 20:
        mean_2 = BETA1 * mean_2 + (1 - BETA1) * gradient
        squares_2 = BETA2 * squares_2 + (1 - BETA2) * (gradient * gradient)
        largest = np.maximum(largest, squares_2)
        w = w - LEARNING_RATE * (mean_2 / (np.sqrt(largest) + EPSILON))
    elif t < 30:
        mean_3 = BETA1 * mean_3 + (1 - BETA1) * gradient
        squares_3 = BETA2 * squares_3 + (1 - BETA2) * (gradient * gradient)
        # Both means started at 0 and are too small at first, which is corrected.
        # The share of the mean grows; the next one is used now already, which looks ahead.
        n = t - 19
        now = BETA1 * (1 - 0.5 * 0.96 ** (0.004 * n))
        following = BETA1 * (1 - 0.5 * 0.96 ** (0.004 * (n + 1)))
        product = product * now
        own = LEARNING_RATE * ((1 - now) / (1 - product))
        mean_rate = LEARNING_RATE * (following / (1 - product * following))
        root = np.sqrt(1 - BETA2**n)
        w = w - (own * gradient + mean_rate * mean_3) / (np.sqrt(squares_3) / root + EPSILON)
    elif t < 40:
        norm = np.sqrt(np.sum(gradient * gradient))
        w = w - LEARNING_RATE * (gradient / (norm if norm else 1))
    elif t < 50:
        w = w - LEARNING_RATE * np.sign(gradient)
    else:
        norm = np.sqrt(np.sum(gradient * gradient))
        if 0 < CLIP_NORM < norm:
            gradient = gradient * (CLIP_NORM / norm)
        velocity = MOMENTUM * velocity + gradient
        w = w - LEARNING_RATE * velocity
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w}, loss = {loss(w)}")
