# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 0.5 (times 0.5 where the loss has not fallen for 1 epoch); gradient descent; batches of 60, 3 epochs, seed
# 3; float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.5  # η
FACTOR = 0.5  # of the learning rate, where the loss has stopped falling
PATIENCE = 1  # epochs without a lower loss, after which it is reduced
COOLDOWN = 1  # epochs after that in which nothing counts
THRESHOLD = 0.05  # by which a loss is to be lower
END_LEARNING_RATE = 0.0  # the learning rate that it is not reduced below
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

# One layer with the weights w1, w2 and b, which start at 0.
layer = keras.layers.Dense(1, kernel_initializer="zeros")
model = keras.Sequential([keras.Input((2,)), layer])


def evaluate(x, y):
    z = model.predict_on_batch(x)[:, 0]
    # The mean of log(1 + exp(z)) - y·z, written so that exp cannot overflow.
    loss = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - y * z)
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


optimizer = keras.optimizers.SGD(LEARNING_RATE)
model.compile(optimizer=optimizer, loss=keras.losses.BinaryCrossentropy(from_logits=True))
callback = keras.callbacks.ReduceLROnPlateau(
    monitor="loss",
    factor=FACTOR,
    patience=PATIENCE,
    mode="min",
    min_delta=THRESHOLD,
    cooldown=COOLDOWN,
    min_lr=END_LEARNING_RATE,
)
callback.set_model(model)
callback.on_train_begin()
for epoch in range(EPOCHS):
    order = np.random.RandomState([SEED, epoch + 1]).permutation(len(train_y))
    seen = 0.0  # Σ samples · loss of the epoch's batches, each before its update
    for first in range(0, len(train_y), BATCH_SIZE):
        batch = order[first : first + BATCH_SIZE]  # the last one may be smaller
        model.reset_metrics()  # so that the loss is that of this batch
        loss = model.train_on_batch(train_x[batch], train_y[batch])
        seen = seen + len(batch) * loss
    callback.on_epoch_end(epoch, {"loss": seen / len(train_y)})
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
