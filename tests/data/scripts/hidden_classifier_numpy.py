# A classifier with hidden units (tanh), 3 of them: p = sigmoid(sum of v·tanh(w1·x1 + w2·x2 + b) + c).
# η = 0.3 (constant); gradient descent; batches of 60, 3 epochs, seed 3; float64.

import numpy as np

np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 0.3  # η
WEIGHT_DECAY = 0.01  # λ, of all weights, but not of b and c
SEED = 3  # of the split and of the order of the training data
BATCH_SIZE = 60
EPOCHS = 3
UNITS = 3  # hidden, with tanh
START_SPREAD = 1.0  # the deviation of the weights at the start

# The data: 1,000 points in a square; those with x2 > sin(3 x1) are of class 1.
random = np.random.RandomState([SEED, 0, 1])
points = random.uniform(-1, 1, size=(1000, 2))
x, y = points[:, 0].copy(), points[:, 1].copy()
larger = y
smaller = np.sin(3 * x)
labels = (larger > smaller) * np.ones(len(points))
order = np.random.RandomState([SEED, 0]).permutation(1000)
train_x, train_y = points[order[:800]], labels[order[:800]]
valid_x, valid_y = points[order[800:]], labels[order[800:]]
# Features of mean 0 and standard deviation 1, as the training data have them.
centre, scale = train_x.mean(axis=0), train_x.std(axis=0)
train_x, valid_x = (train_x - centre) / scale, (valid_x - centre) / scale
# The third column, of ones, is multiplied by b.
train_x = np.column_stack([train_x, np.ones(len(train_x))])
valid_x = np.column_stack([valid_x, np.ones(len(valid_x))])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(w, x):
    hidden = np.tanh(x @ w[: 3 * UNITS].reshape(UNITS, 3).T)
    return hidden @ w[3 * UNITS : 4 * UNITS] + w[4 * UNITS], hidden


def evaluate(w, x, y):
    z = forward(w, x)[0]
    # The mean of log(1 + exp(z)) - y·z, written so that exp cannot overflow.
    loss = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - y * z)
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


# Of each unit w1, w2 and b, which starts at 0, and v, by which its output counts; c starts at 0.
random = np.random.RandomState([SEED, 0, 2])
units = np.zeros((UNITS, 3))
units[:, :2] = random.normal(size=(UNITS, 2)) * START_SPREAD
v = random.normal(size=UNITS) * START_SPREAD
w = np.concatenate([units.ravel(), v, [0]]).astype(np.float64)
decay = np.full(4 * UNITS + 1, WEIGHT_DECAY, np.float64)
decay[2 : 3 * UNITS : 3] = decay[-1] = 0  # b and c do not decay
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        x, y = train_x[batch], train_y[batch]
        z, hidden = forward(w, x)
        errors = sigmoid(z) - y
        back = errors[:, None] * w[3 * UNITS : 4 * UNITS] * (1 - hidden * hidden)
        gradient = np.concatenate([(back.T @ x).ravel(), errors @ hidden, [errors.sum()]]) / len(batch) + decay * w
        w = w - LEARNING_RATE * gradient
    loss, accuracy = evaluate(w, train_x, train_y)
    loss = loss + (np.square(w) * (decay / 2)).sum()
    valid_loss, valid_accuracy = evaluate(w, valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss}, accuracy = {accuracy};", end=" ")
    print(f"validation loss = {valid_loss}, accuracy = {valid_accuracy}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
print("After the last update:")
for number, (w1, w2, b) in enumerate(w[: 3 * UNITS].reshape(UNITS, 3), start=1):
    print(f"Unit {number}: w1 = {w1}, w2 = {w2}, b = {b}")
samples = np.array([[0.372, -0.217], [0.017, 0.008], [-0.338, 0.233]])
samples = (samples - centre) / scale
samples = np.column_stack([samples, np.ones(len(samples))]).astype(np.float64)
for number, p in enumerate(sigmoid(forward(w, samples)[0]), start=1):
    print(f"Sample {number}, by these weights: p = {p}")
