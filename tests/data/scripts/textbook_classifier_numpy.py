# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 50 (constant); gradient descent; batches of 1600, 60 epochs, seed 3; float64.

import numpy as np

np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 50.0  # η
SEED = 3  # of the split and of the order of the training data
BATCH_SIZE = 1600
EPOCHS = 60

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
    p = 1 / (1 + np.exp(-z))
    # 0 · log 0 is nan: so is the loss as soon as one p is rounded to 0 or 1. No gradient explodes.
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


w = np.zeros(3, np.float64)  # w1, w2, b
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]
        x, y = train_x[batch], train_y[batch]
        p = sigmoid(x @ w)
        gradient = (p - y) @ x / len(batch)
        w = w - LEARNING_RATE * gradient
    if (epoch + 1) % 2 == 0 or epoch + 1 == EPOCHS:
        loss, accuracy = evaluate(w, train_x, train_y)
        valid_loss, valid_accuracy = evaluate(w, valid_x, valid_y)
        print(f"Epoch {epoch + 1}: training loss = {loss}, accuracy = {accuracy};", end=" ")
        print(f"validation loss = {valid_loss}, accuracy = {valid_accuracy}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
print(f"After the last update: w1 = {w[0]}, w2 = {w[1]}, b = {w[2]}")
samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
for number, p in enumerate(sigmoid(samples @ w[:2] + w[2]), start=1):
    print(f"Sample {number}, by these weights: p = {p}")
