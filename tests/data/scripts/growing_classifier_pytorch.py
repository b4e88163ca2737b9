# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 1 (exponential decay, rate 1000, period 1 epoch); gradient descent; batches of 60, 3 epochs, seed 3;
# float32.
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 1.0  # η
DECAY_RATE = 1000.0
DECAY_UPDATES = 27  # 1 epoch
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
train_x, train_y = train_x.astype(np.float32), train_y.astype(np.float32)
valid_x, valid_y = valid_x.astype(np.float32), valid_y.astype(np.float32)
train_x, train_y, valid_x, valid_y = map(torch.from_numpy, (train_x, train_y, valid_x, valid_y))

model = torch.nn.Linear(2, 1, dtype=torch.float32)  # w1, w2 and b
torch.nn.init.zeros_(model.weight)
torch.nn.init.zeros_(model.bias)


def evaluate(x, y):
    with torch.no_grad():
        z = model(x)[:, 0]
    loss = binary_cross_entropy_with_logits(z, y).item()
    accuracy = ((z > 0) == (y > 0.5)).double().mean().item()
    if not all(torch.isfinite(values).all() for values in model.parameters()):
        accuracy = float('nan')
    return loss, accuracy


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
learning_rates = LEARNING_RATE * DECAY_RATE ** (t / DECAY_UPDATES)
learning_rates = learning_rates.astype(np.float32)  # PyTorch takes inf, but nothing between

optimizer = torch.optim.SGD(model.parameters())
t = 0  # the number of updates already made
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        optimizer.param_groups[0]["lr"] = learning_rates[t]
        optimizer.zero_grad()
        z = model(train_x[batch])[:, 0]
        binary_cross_entropy_with_logits(z, train_y[batch]).backward()  # computes the gradient
        optimizer.step()
        t = t + 1
    loss, accuracy = evaluate(train_x, train_y)
    valid_loss, valid_accuracy = evaluate(valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss:.7g}, accuracy = {accuracy:.7g};", end=" ")
    print(f"validation loss = {valid_loss:.7g}, accuracy = {valid_accuracy:.7g}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
(w1, w2), b = model.weight[0].tolist(), model.bias.item()
print(f"After the last update: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")
samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
samples = torch.tensor(samples, dtype=torch.float32)
predictions = torch.sigmoid(model(samples))[:, 0]
for number, p in enumerate(predictions.tolist(), start=1):
    print(f"Sample {number}, by these weights: p = {p:.7g}")
