# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 50 (constant); gradient descent; batches of 1600, 60 epochs, seed 3; float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told
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

# One layer with the weights w1, w2 and b, which start at 0.
layer = keras.layers.Dense(1, kernel_initializer="zeros")
model = keras.Sequential([keras.Input((2,)), layer])


def evaluate(x, y):
    z = model.predict_on_batch(x)[:, 0]
    p = 1 / (1 + np.exp(-z))
    # 0 · log 0 is nan: so is the loss as soon as one p is rounded to 0 or 1. No gradient explodes.
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


optimizer = keras.optimizers.SGD(LEARNING_RATE)
model.compile(optimizer=optimizer, loss=keras.losses.BinaryCrossentropy(from_logits=True))
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]
        model.train_on_batch(train_x[batch], train_y[batch])
    if (epoch + 1) % 2 == 0 or epoch + 1 == EPOCHS:
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
