# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 0.05 (constant); AdamW (β₁ = 0.8, λ = 0.1); batches of 60, 3 epochs, seed 3; float64.
# After 10 updates it goes on with AMSGrad (β₁ = 0.8, m̂ = m, v̂ = v).
# After 20 updates it goes on with Nadam (β₁ = 0.8).
# After 30 updates it goes on with normalised gradient.
# After 40 updates it goes on with sign descent.
# After 50 updates it goes on with momentum (μ = 0.9, ‖g‖ ≤ 0.2).

import numpy as np

np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 0.05  # η
BETA1 = 0.8  # β₁
BETA2 = 0.999  # β₂
EPSILON = 1e-08  # ε
DECOUPLED_DECAY = 0.1  # λ
CLIP_NORM = 0.2  # what gradients are cut to, 0 for none
MOMENTUM = 0.9  # μ
SEED = 3  # of the split and of the order of the training data
BATCH_SIZE = 60
EPOCHS = 3

# The data: 2,000 houses at random places (x1, x2); those with x2 > x1 + 0.5 are in the school district.
random = np.random.RandomState(10)
x1 = random.uniform(size=2000)
x2 = random.uniform(size=2000)
labels = (x2 > x1 + 0.5).astype(np.float64)
points = np.round(np.column_stack([x1, x2]), 2)  # rounded after the labels were given
order = np.random.RandomState([SEED, 0]).permutation(2000)
train_x, train_y = points[order[:1600]], labels[order[:1600]]
valid_x, valid_y = points[order[1600:]], labels[order[1600:]]
# The third column, of ones, is multiplied by b.
train_x = np.column_stack([train_x, np.ones(len(train_x))])
valid_x = np.column_stack([valid_x, np.ones(len(valid_x))])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def evaluate(w, x, y):
    z = x @ w
    # The mean of log(1 + exp(z)) - y·z, written so that exp cannot overflow.
    loss = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - y * z)
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


w = np.zeros(3, np.float64)  # w1, w2, b
mean = 0.0  # a mean of the gradients in which old ones fade
squares = 0.0  # the same of their squares
mean_2 = 0.0  # a mean of the gradients in which old ones fade
squares_2 = 0.0  # the same of their squares
largest = 0.0  # the largest of these so far
mean_3 = 0.0  # a mean of the gradients in which old ones fade
squares_3 = 0.0  # the same of their squares
product = 1.0  # of the shares of the mean
velocity = 0.0  # of the momentum: a sum of gradients in which old ones fade
t = 0  # the number of updates already made
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        x, y = train_x[batch], train_y[batch]
        p = sigmoid(x @ w)
        gradient = (p - y) @ x / len(batch)
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
        t = t + 1
    loss, accuracy = evaluate(w, train_x, train_y)
    valid_loss, valid_accuracy = evaluate(w, valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss}, accuracy = {accuracy};", end=" ")
    print(f"validation loss = {valid_loss}, accuracy = {valid_accuracy}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
print(f"After the last update: w1 = {w[0]}, w2 = {w[1]}, b = {w[2]}")
samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
for number, p in enumerate(sigmoid(samples @ w[:2] + w[2]), start=1):
    print(f"Sample {number}, by these weights: p = {p}")
