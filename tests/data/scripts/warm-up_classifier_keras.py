# Logistic regression on the data "school-district": p = sigmoid(w1·x1 + w2·x2 + b).
# η = 0.05 (cosine decay to 0.1 of η after a warm-up of 1.7 epochs); Adam; batches of 60, 3 epochs, seed 3;
# float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.05  # η
UPDATES = 81  # 3 epochs of 27 batches
ALPHA = 0.1  # the last learning rate, as a share of η
WARMUP_UPDATES = 45.9  # 1.7 epochs
BETA1 = 0.9  # β₁
BETA2 = 0.999  # β₂
EPSILON = 1e-08  # ε
BIAS_CORRECTION = True  # whether both means are corrected for their start at 0
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


class Adam(keras.optimizers.Optimizer):
    """Keras's own adds epsilon before the correction of the mean of squares; here it is added after it."""

    def __init__(self, learning_rate, beta1, beta2, epsilon, bias_correction):
        super().__init__(learning_rate)
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.bias_correction = bias_correction

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.means = self.add_optimizer_variables(variables, "mean")
        self.squares = self.add_optimizer_variables(variables, "squares")

    def update_step(self, gradient, variable, learning_rate):
        i = self._get_variable_index(variable)
        m, v, b1, b2 = self.means[i], self.squares[i], self.beta1, self.beta2
        self.assign(m, b1 * m + (1 - b1) * gradient)
        self.assign(v, b2 * v + (1 - b2) * (gradient * gradient))
        # Both started at 0 and are too small at first. The corrections are computed in float64: in float32
        # little is left of the digits of 1 - β₂.
        n = keras.ops.cast(self.iterations + 1, "float64")
        rate = keras.ops.cast(learning_rate, "float64")
        c = 1 if self.bias_correction else 0
        rate = rate / (1 - c * keras.ops.power(b1, n))
        root = keras.ops.sqrt(1 - c * keras.ops.power(b2, n))
        rate, root = keras.ops.cast(rate, variable.dtype), keras.ops.cast(root, variable.dtype)
        step = rate * (m / (keras.ops.sqrt(v) / root + self.epsilon))
        self.assign_sub(variable, step)


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
learning_rate = keras.optimizers.schedules.CosineDecay(
    np.float64(0.0), np.float64(UPDATES - WARMUP_UPDATES), alpha=ALPHA,
    warmup_target=np.float64(LEARNING_RATE), warmup_steps=np.float64(WARMUP_UPDATES)
)

optimizer = Adam(
    learning_rate,
    beta1=BETA1,
    beta2=BETA2,
    epsilon=EPSILON,
    bias_correction=BIAS_CORRECTION,
)
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
