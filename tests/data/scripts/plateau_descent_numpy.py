# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.5 (times 0.5 where the loss has not fallen for 1 update); gradient descent; 150 updates from w = 5;
# float64.

import numpy as np

LEARNING_RATE = 0.5  # η
FACTOR = 0.5  # of the learning rate, where the loss has stopped falling
PATIENCE = 1  # updates without a lower loss, after which it is reduced
COOLDOWN = 1  # updates after that in which nothing counts
THRESHOLD = 0.05  # by which a loss is to be lower
END_LEARNING_RATE = 0.0  # the learning rate that it is not reduced below
UPDATES = 150
START = 5.0


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


def loss(w):
    return np.square(w + 1)


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
learning_rates = np.full(len(t), LEARNING_RATE)
full_rates = learning_rates.copy()  # before they are reduced, which is found out on the way

w = np.float64(START)
plateau = ReduceOnPlateau(LEARNING_RATE, FACTOR, PATIENCE, COOLDOWN, THRESHOLD, END_LEARNING_RATE)
print(f"Step 0: w = {w}, loss = {loss(w)}")
for t in range(UPDATES):  # t is the number of updates already made
    learning_rates[t] = plateau.reduced(full_rates[t])
    gradient = 2 * w + 2  # the derivative of the loss
    seen = float(loss(w))
    w = w - learning_rates[t] * gradient
    plateau.after_epoch(seen)
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w}, loss = {loss(w)}")
