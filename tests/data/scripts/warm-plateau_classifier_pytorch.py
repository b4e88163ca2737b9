# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 0.5 (times 0.5 where the loss has not fallen for 1 epoch, after a warm-up of 0.5 epochs); gradient
# descent; batches of 60, 3 epochs, seed 3; float64.
# After 50 updates it goes on with η = 0.3 (times 0.5 where the loss has not fallen for 2 epochs, after a warm-
# up of 0.5 epochs).
# Needs PyTorch and NumPy: pip install torch numpy

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

LEARNING_RATE = 0.5  # η
FACTOR = 0.5  # of the learning rate, where the loss has stopped falling
PATIENCE = 1  # epochs without a lower loss, after which it is reduced
COOLDOWN = 0  # epochs after that in which nothing counts
THRESHOLD = 0.05  # by which a loss is to be lower
END_LEARNING_RATE = 0.0  # the learning rate that it is not reduced below
LEARNING_RATE_FROM_50 = 0.3  # η
PATIENCE_FROM_50 = 2  # epochs without a lower loss, after which it is reduced
WARMUP_UPDATES = 13.5  # 0.5 epochs
UPDATES = 81  # 3 epochs of 27 batches
SEED = 3  # of the split and of the order of the training data
BATCH_SIZE = 60
EPOCHS = 3


class ReduceOnPlateau:
    """Keras's rule: where the loss has stopped falling, the learning rate is multiplied by a factor.

    PyTorch's own knows neither a warm-up nor changes on the way.
    """

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


# The data: 2,000 houses at random places (x1, x2); those with x2 > x1 + 0.5 are in the school district.
random = np.random.RandomState(10)
x1 = random.uniform(size=2000)
x2 = random.uniform(size=2000)
labels = (x2 > x1 + 0.5).astype(np.float64)
points = np.round(np.column_stack([x1, x2]), 2)  # rounded after the labels were given
order = np.random.RandomState([SEED, 0]).permutation(2000)
train_x, train_y = points[order[:1600]], labels[order[:1600]]
valid_x, valid_y = points[order[1600:]], labels[order[1600:]]
train_x, train_y, valid_x, valid_y = map(torch.from_numpy, (train_x, train_y, valid_x, valid_y))

model = torch.nn.Linear(2, 1, dtype=torch.float64)  # w1, w2 and b
torch.nn.init.zeros_(model.weight)
torch.nn.init.zeros_(model.bias)


def evaluate(x, y):
    with torch.no_grad():
        z = model(x)[:, 0]
    loss = binary_cross_entropy_with_logits(z, y).item()
    accuracy = ((z > 0) == (y > 0.5)).double().mean().item()
    return loss, accuracy


# The learning rate of every update; t is the number of updates already made.
learning_rates = np.empty(UPDATES)
t = np.arange(0, 50)
warmth = t / WARMUP_UPDATES
t = np.maximum(t - 14, 0)  # the schedule begins after the warm-up
learning_rates[:50] = np.full(len(t), LEARNING_RATE)
learning_rates[:50] = np.where(warmth < 1, LEARNING_RATE * warmth, learning_rates[:50])
t = np.arange(50, UPDATES)
warmth = t / WARMUP_UPDATES
t = np.maximum(t - 14, 0)  # the schedule begins after the warm-up
learning_rates[50:] = np.full(len(t), LEARNING_RATE_FROM_50)
learning_rates[50:] = np.where(warmth < 1, LEARNING_RATE_FROM_50 * warmth, learning_rates[50:])
full_rates = learning_rates.copy()  # before they are reduced, which is found out on the way

optimizer = torch.optim.SGD(model.parameters())
plateau = ReduceOnPlateau(LEARNING_RATE, FACTOR, PATIENCE, COOLDOWN, THRESHOLD, END_LEARNING_RATE)
since = 14  # the update from which on whole epochs count
t = 0  # the number of updates already made
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    seen = 0.0  # Σ samples · loss of the epoch's batches, each before its update
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        if t == 50:
            plateau.rate = LEARNING_RATE_FROM_50
            plateau.patience = PATIENCE_FROM_50
        learning_rates[t] = plateau.reduced(full_rates[t])
        optimizer.param_groups[0]["lr"] = learning_rates[t]
        optimizer.zero_grad()
        z = model(train_x[batch])[:, 0]
        loss = binary_cross_entropy_with_logits(z, train_y[batch])
        loss.backward()  # computes the gradient
        seen = seen + len(batch) * loss.item()
        optimizer.step()
        t = t + 1
    if epoch * 27 >= since:
        plateau.after_epoch(seen / len(train_y))
    loss, accuracy = evaluate(train_x, train_y)
    valid_loss, valid_accuracy = evaluate(valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss:.7g}, accuracy = {accuracy:.7g};", end=" ")
    print(f"validation loss = {valid_loss:.7g}, accuracy = {valid_accuracy:.7g}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
(w1, w2), b = model.weight[0].tolist(), model.bias.item()
print(f"After the last update: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")
samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
samples = torch.tensor(samples, dtype=torch.float64)
predictions = torch.sigmoid(model(samples))[:, 0]
for number, p in enumerate(predictions.tolist(), start=1):
    print(f"Sample {number}, by these weights: p = {p:.7g}")
