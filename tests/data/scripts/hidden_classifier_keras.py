# A classifier with hidden units (tanh), 3 of them: p = sigmoid(sum of v·tanh(w1·x1 + w2·x2 + b) + c).
# η = 0.3 (constant); gradient descent; batches of 60, 3 epochs, seed 3; float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

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

# Of each unit w1, w2 and b, which starts at 0, and v, by which its output counts; c starts at 0.
random = np.random.RandomState([SEED, 0, 2])
units = np.zeros((UNITS, 3))
units[:, :2] = random.normal(size=(UNITS, 2)) * START_SPREAD
v = random.normal(size=UNITS) * START_SPREAD
hidden = keras.layers.Dense(UNITS, activation="tanh", kernel_regularizer=keras.regularizers.L2(WEIGHT_DECAY / 2))
output = keras.layers.Dense(1, kernel_regularizer=keras.regularizers.L2(WEIGHT_DECAY / 2))
model = keras.Sequential([keras.Input((2,)), hidden, output])
model.set_weights([units[:, :2].T, np.zeros(UNITS), v[:, None], np.zeros(1)])


def evaluate(x, y):
    z = model.predict_on_batch(x)[:, 0]
    # The mean of log(1 + exp(z)) - y·z, written so that exp cannot overflow.
    loss = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - y * z)
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


optimizer = keras.optimizers.SGD(LEARNING_RATE)
model.compile(optimizer=optimizer, loss=keras.losses.BinaryCrossentropy(from_logits=True))
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        model.train_on_batch(train_x[batch], train_y[batch])
    loss, accuracy = evaluate(train_x, train_y)
    loss = loss + WEIGHT_DECAY / 2 * sum(np.square(weights).sum() for weights in model.get_weights()[::2])
    valid_loss, valid_accuracy = evaluate(valid_x, valid_y)
    print(f"Epoch {epoch + 1}: training loss = {loss:.7g}, accuracy = {accuracy:.7g};", end=" ")
    print(f"validation loss = {valid_loss:.7g}, accuracy = {valid_accuracy:.7g}")

# Of the weights after the last update, not of those that had the lowest validation loss on the way.
print("After the last update:")
for number, ((w1, w2), b) in enumerate(zip(hidden.get_weights()[0].T, hidden.get_weights()[1]), start=1):
    print(f"Unit {number}: w1 = {w1:.7g}, w2 = {w2:.7g}, b = {b:.7g}")
samples = np.array([[0.372, -0.217], [0.017, 0.008], [-0.338, 0.233]])
samples = (samples - centre) / scale
z = model.predict_on_batch(samples)[:, 0]
for number, p in enumerate(keras.ops.convert_to_numpy(keras.ops.sigmoid(z)), start=1):
    print(f"Sample {number}, by these weights: p = {p:.7g}")
