# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 2 (constant); Armijo's line search; batches of 60, 3 epochs, seed 3; float64.

import numpy as np

LEARNING_RATE = 2.0  # η
WEIGHT_DECAY = 0.1  # λ, of w1 and w2
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
decay = np.array([WEIGHT_DECAY, WEIGHT_DECAY, 0], np.float64)
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        x, y = train_x[batch], train_y[batch]
        p = sigmoid(x @ w)
        gradient = (p - y) @ x / len(batch) + decay * w
        rate, here = LEARNING_RATE, evaluate(w, x, y)[0] + WEIGHT_DECAY / 2 * np.square(w[:2]).sum()
        square = np.sum(gradient * gradient)
        for _ in range(50):
            there = w - rate * gradient
            if evaluate(there, x, y)[0] + WEIGHT_DECAY / 2 * np.square(there[:2]).sum() <= here - 0.5 * rate * square:
                break
            rate = rate / 2
        else:
            rate = 0
        w = w - rate * gradient
    loss, accuracy = evaluate(w, train_x, train_y)
    loss = loss + WEIGHT_DECAY / 2 * np.square(w[:2]).sum()
    valid_loss, valid_accuracy = evaluate(w, valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss}, accuracy = {accuracy};", end=" ")
    print(f"validation loss = {valid_loss}, accuracy = {valid_accuracy}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
print(f"After the last update: w1 = {w[0]}, w2 = {w[1]}, b = {w[2]}")
samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
for number, p in enumerate(sigmoid(samples @ w[:2] + w[2]), start=1):
    print(f"Sample {number}, by these weights: p = {p}")
