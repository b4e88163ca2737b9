# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 0.1 (linear to 0.2 of η after a warm-up of 1 epoch); gradient descent; batches of 60, 3 epochs, seed 3;
# float64.
# After 10 updates it goes on with η = 0.1 (inverse square root, scale 2 epochs after a warm-up of 1 epoch).
# After 20 updates it goes on with η = 0.1 (times 0.3 after 0.5 epochs, 1.5 epochs, after a warm-up of 1 epoch).
# After 30 updates it goes on with η = 0.1 (η for 1 epoch after a warm-up of 1 epoch, then linear to 0.2 of η).
# After 40 updates it goes on with η = 0.1 (cosine decay to 0.2 of η that starts anew, first after 1 epoch, each
# 2× as long as the last, after a warm-up of 1 epoch).
# After 50 updates it goes on with η = 0.1 (triangles from 0.2 of η to η and back in 1 epoch, after a warm-up of
# 0.3 epochs, anew).
# After 60 updates it goes on with η = 0.1 (drawn by hand: 1 of η after 0 epochs, 0.3 of η after 0.5 epochs, 0
# of η after 1 epoch, after a warm-up of 0.3 epochs, anew).
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.1  # η
FALL_BEGINS = 27  # the update from which on the rate falls
ALPHA = 0.2  # the last learning rate, as a share of η
WARMUP_UPDATES = 27  # 1 epoch
DECAY_UPDATES = 54  # 2 epochs
MILESTONES = [14, 41]  # the first updates with another rate
FACTOR = 0.3
FALL_BEGINS_FROM_30 = 54  # the update from which on the rate falls
STARTS = [0, 27, 81]  # of the periods, in updates
WARMUP_UPDATES_FROM_50 = 8.1  # 0.3 epochs
WARMUP_TO = 0.020000000000000004  # the schedule's first learning rate
HALF_PERIOD = 13.5  # updates
POINTS = [0, 13.5, 27]  # updates at which it is drawn
SHARES = [1, 0.3, 0]  # of η there; straight lines between them
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


class FromTable(keras.optimizers.schedules.LearningRateSchedule):
    """Gives Keras, which asks with the number of the update, the learning rate from a table."""

    def __init__(self, learning_rates):
        self.learning_rates = keras.ops.convert_to_tensor(learning_rates)

    def __call__(self, step):
        return keras.ops.take(self.learning_rates, step)


# One layer with the weights w1, w2 and b, which start at 0.
layer = keras.layers.Dense(1, kernel_initializer="zeros")
model = keras.Sequential([keras.Input((2,)), layer])


def evaluate(x, y):
    z = model.predict_on_batch(x)[:, 0]
    # The mean of log(1 + exp(z)) - y·z, written so that exp cannot overflow.
    loss = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - y * z)
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


# The learning rate of every update; t is the number of updates already made.
learning_rates = np.empty(UPDATES)
t = np.arange(0, 10)
factors = 1 - (1 - ALPHA) * (np.clip(t - FALL_BEGINS, 0, UPDATES - FALL_BEGINS) / (UPDATES - FALL_BEGINS))
factors = np.where(t < WARMUP_UPDATES, t / WARMUP_UPDATES, factors)  # first the warm-up
learning_rates[:10] = LEARNING_RATE * factors
t = np.arange(10, 20)
factors = 1 / np.sqrt(1 + np.maximum(t - WARMUP_UPDATES, 0) / DECAY_UPDATES)
factors = np.where(t < WARMUP_UPDATES, t / WARMUP_UPDATES, factors)  # first the warm-up
learning_rates[10:20] = LEARNING_RATE * factors
t = np.arange(20, 30)
warmth = t / WARMUP_UPDATES
t = np.maximum(t - 27, 0)  # the schedule begins after the warm-up
learning_rates[20:30] = LEARNING_RATE * FACTOR ** np.searchsorted(MILESTONES, t, side="right")
learning_rates[20:30] = np.where(warmth < 1, LEARNING_RATE * warmth, learning_rates[20:30])
t = np.arange(30, 40)
factors = 1 - (1 - ALPHA) * (np.clip(t - FALL_BEGINS_FROM_30, 0, UPDATES - FALL_BEGINS_FROM_30) / (UPDATES - FALL_BEGINS_FROM_30))
factors = np.where(t < WARMUP_UPDATES, t / WARMUP_UPDATES, factors)  # first the warm-up
learning_rates[30:40] = LEARNING_RATE * factors
t = np.arange(40, 50)
warmth = t / WARMUP_UPDATES
t = np.maximum(t - 27, 0)  # the schedule begins after the warm-up
starts = np.array(STARTS)
period = np.searchsorted(starts, t, side="right") - 1
share = 0.5 * (1 + np.cos(np.pi * ((t - starts[period]) / np.diff(starts)[period])))
learning_rates[40:50] = LEARNING_RATE * ((1 - ALPHA) * share + ALPHA)
learning_rates[40:50] = np.where(warmth < 1, LEARNING_RATE * warmth, learning_rates[40:50])
t = np.arange(0, 60 - 50)  # begins anew
warmth = t / WARMUP_UPDATES_FROM_50
t = np.maximum(t - 9, 0)  # the schedule begins after the warm-up
share = 1 - np.abs(t % (2 * HALF_PERIOD) - HALF_PERIOD) / HALF_PERIOD
learning_rates[50:60] = LEARNING_RATE * (ALPHA + (1 - ALPHA) * share)
learning_rates[50:60] = np.where(warmth < 1, WARMUP_TO * warmth, learning_rates[50:60])
t = np.arange(10, UPDATES - 50)  # begins anew
warmth = t / WARMUP_UPDATES_FROM_50
t = np.maximum(t - 9, 0)  # the schedule begins after the warm-up
learning_rates[60:] = LEARNING_RATE * np.interp(t, POINTS, SHARES)
learning_rates[60:] = np.where(warmth < 1, LEARNING_RATE * warmth, learning_rates[60:])

optimizer = keras.optimizers.SGD(FromTable(learning_rates))
model.compile(optimizer=optimizer, loss=keras.losses.BinaryCrossentropy(from_logits=True))
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        model.train_on_batch(train_x[batch], train_y[batch])
    loss, accuracy = evaluate(train_x, train_y)
    valid_loss, valid_accuracy = evaluate(valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss:.7g}, accuracy = {accuracy:.7g};", end=" ")
    print(f"validation loss = {valid_loss:.7g}, accuracy = {valid_accuracy:.7g}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
(w1, w2), b = layer.get_weights()[0][:, 0], layer.get_weights()[1][0]
print(f"After the last update: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")
samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
z = model.predict_on_batch(samples)[:, 0]
for number, p in enumerate(keras.ops.convert_to_numpy(keras.ops.sigmoid(z)), start=1):
    print(f"Sample {number}, by these weights: p = {p:.7g}")
