# A classifier with hidden units (tanh), 3 of them: p = sigmoid(sum of v·tanh(w1·x1 + w2·x2 + b) + c).
# η = 0.3 (constant); gradient descent; batches of 60, 3 epochs, seed 3; float64.
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

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
train_x, train_y, valid_x, valid_y = map(torch.from_numpy, (train_x, train_y, valid_x, valid_y))

# Of each unit w1, w2 and b, which starts at 0, and v, by which its output counts; c starts at 0.
random = np.random.RandomState([SEED, 0, 2])
units = np.zeros((UNITS, 3))
units[:, :2] = random.normal(size=(UNITS, 2)) * START_SPREAD
v = random.normal(size=UNITS) * START_SPREAD
hidden, output = torch.nn.Linear(2, UNITS, dtype=torch.float64), torch.nn.Linear(UNITS, 1, dtype=torch.float64)
model = torch.nn.Sequential(hidden, torch.nn.Tanh(), output)
with torch.no_grad():
    hidden.weight[:], hidden.bias[:] = torch.tensor(units[:, :2]), 0
    output.weight[0], output.bias[:] = torch.tensor(v), 0


def penalty():
    return WEIGHT_DECAY / 2 * (hidden.weight.square().sum() + output.weight.square().sum())


def evaluate(x, y):
    with torch.no_grad():
        z = model(x)[:, 0]
    loss = binary_cross_entropy_with_logits(z, y).item()
    accuracy = ((z > 0) == (y > 0.5)).double().mean().item()
    return loss, accuracy


optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        optimizer.zero_grad()
        z = model(train_x[batch])[:, 0]
        loss = binary_cross_entropy_with_logits(z, train_y[batch]) + penalty()
        loss.backward()  # computes the gradient
        optimizer.step()
    loss, accuracy = evaluate(train_x, train_y)
    loss = loss + (penalty()).item()
    valid_loss, valid_accuracy = evaluate(valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss:.7g}, accuracy = {accuracy:.7g};", end=" ")
    print(f"validation loss = {valid_loss:.7g}, accuracy = {valid_accuracy:.7g}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
print("After the last update:")
for number, ((w1, w2), b) in enumerate(zip(hidden.weight.tolist(), hidden.bias.tolist()), start=1):
    print(f"Unit {number}: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")
samples = np.array([[0.372, -0.217], [0.017, 0.008], [-0.338, 0.233]])
samples = (samples - centre) / scale
samples = torch.tensor(samples, dtype=torch.float64)
predictions = torch.sigmoid(model(samples))[:, 0]
for number, p in enumerate(predictions.tolist(), start=1):
    print(f"Sample {number}, by these weights: p = {p:.7g}")
