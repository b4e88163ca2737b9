# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 0.5 (times 0.5 where the loss has not fallen for 1 epoch); gradient descent; batches of 60, 3 epochs, seed
# 3; float64.

import numpy as np

LEARNING_RATE = 0.5  # η
FACTOR = 0.5  # of the learning rate, where the loss has stopped falling
PATIENCE = 1  # epochs without a lower loss, after which it is reduced
COOLDOWN = 1  # epochs after that in which nothing counts
THRESHOLD = 0.05  # by which a loss is to be lower
END_LEARNING_RATE = 0.0  # the learning rate that it is not reduced below
UPDATES = 81  # 3 epochs of 27 batches
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


class ReduceOnPlateau:
    """Keras's rule: where the loss has stopped falling, the learning rate is multiplied by a factor."""

    def __init__(self, rate, factor, patience, cooldown, threshold, lowest):
        self.rate, self.factor, self.patience = rate, factor, patience
        self.cooldown, self.threshold, self.lowest = cooldown, threshold, lowest
        self.share, self.best, self.wait, self.pause = 1.0, float("inf"), 0, 0

    def reduced(self, rate):
        return max(rate * self.share, min(rate, self.lowest))

    def after_epoch(self, loss):
        if self.pause > 0:
            self.pause, self.wait = self.pause - 1, 0
        if loss < self.best - self.threshold:
            self.best, self.wait = loss, 0
        elif self.pause == 0:
            self.wait = self.wait + 1
            if self.wait >= self.patience and self.reduced(self.rate) > self.lowest:
                self.share, self.pause, self.wait = self.share * self.factor, self.cooldown, 0


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def evaluate(w, x, y):
    z = x @ w
    # The mean of log(1 + exp(z)) - y·z, written so that exp cannot overflow.
    loss = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - y * z)
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
learning_rates = np.full(len(t), LEARNING_RATE)
full_rates = learning_rates.copy()  # before they are reduced, which is found out on the way

w = np.zeros(3, np.float64)  # w1, w2, b
plateau = ReduceOnPlateau(LEARNING_RATE, FACTOR, PATIENCE, COOLDOWN, THRESHOLD, END_LEARNING_RATE)
t = 0  # the number of updates already made
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    seen = 0.0  # Σ samples · loss of the epoch's batches, each before its update
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        learning_rates[t] = plateau.reduced(full_rates[t])
        x, y = train_x[batch], train_y[batch]
        p = sigmoid(x @ w)
        gradient = (p - y) @ x / len(batch)
        seen = seen + len(batch) * evaluate(w, x, y)[0]
        w = w - learning_rates[t] * gradient
        t = t + 1
    plateau.after_epoch(seen / len(train_y))
    loss, accuracy = evaluate(w, train_x, train_y)
    valid_loss, valid_accuracy = evaluate(w, valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss}, accuracy = {accuracy};", end=" ")
    print(f"validation loss = {valid_loss}, accuracy = {valid_accuracy}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
print(f"After the last update: w1 = {w[0]}, w2 = {w[1]}, b = {w[2]}")
samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
for number, p in enumerate(sigmoid(samples @ w[:2] + w[2]), start=1):
    print(f"Sample {number}, by these weights: p = {p}")
