# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 0.11 (polynomial decay to 0.01, power 1.7); Nesterov momentum (μ = 0.8); batches of 60, 3 epochs, seed 3;
# float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.11  # η
UPDATES = 81  # 3 epochs of 27 batches
END_LEARNING_RATE = 0.01
POWER = 1.7
MOMENTUM = 0.8  # μ
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


class NesterovMomentum(keras.optimizers.Optimizer):
    """The velocity is a sum of gradients; in Keras's own each is multiplied by the rate of its time."""

    def __init__(self, learning_rate, momentum):
        super().__init__(learning_rate)
        self.momentum = momentum

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.velocities = self.add_optimizer_variables(variables, "velocity")

    def update_step(self, gradient, variable, learning_rate):
        i = self._get_variable_index(variable)
        v = self.velocities[i]
        self.assign(v, self.momentum * v + gradient)
        step = gradient + self.momentum * v  # looks a step ahead
        self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * step)


# One layer with the weights w1, w2 and b, which start at 0.
layer = keras.layers.Dense(1, kernel_initializer="zeros")
model = keras.Sequential([keras.Input((2,)), layer])


def evaluate(x, y):
    z = model.predict_on_batch(x)[:, 0]
    # The mean of log(1 + exp(z)) - y·z, written so that exp cannot overflow.
    loss = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - y * z)
    accuracy = np.mean((z > 0) == (y > 0.5))
    return loss, accuracy


# np.float64, because with TensorFlow Keras would round Python's numbers to float32.
learning_rate = keras.optimizers.schedules.PolynomialDecay(
    np.float64(LEARNING_RATE), UPDATES, np.float64(END_LEARNING_RATE), power=np.float64(POWER)
)

optimizer = NesterovMomentum(learning_rate, momentum=MOMENTUM)
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
