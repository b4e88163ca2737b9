# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.11 (one-cycle); RMSProp; 150 updates from w = 5; float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.11  # η
UPDATES = 150
EPSILON = 1e-08  # ε
START = 5.0


class FromTable(keras.optimizers.schedules.LearningRateSchedule):
    """Gives Keras, which asks with the number of the update, the learning rate from a table."""

    def __init__(self, learning_rates):
        self.learning_rates = keras.ops.convert_to_tensor(learning_rates)

    def __call__(self, step):
        return keras.ops.take(self.learning_rates, step)


class RMSProp(keras.optimizers.Optimizer):
    """Keras's own adds epsilon to the mean of squares; here it is added to the root of the mean."""

    def __init__(self, learning_rate, epsilon):
        super().__init__(learning_rate)
        self.epsilon = epsilon

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.squares = self.add_optimizer_variables(variables, "squares")

    def update_step(self, gradient, variable, learning_rate):
        i = self._get_variable_index(variable)
        s = self.squares[i]
        self.assign(s, 0.9 * s + (1 - 0.9) * (gradient * gradient))
        step = gradient / (keras.ops.sqrt(s) + self.epsilon)
        self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * step)


def loss(w):
    return (w + 1) * (w + 1)


# The learning rate of every update; t is the number of updates already made.
t = np.arange(UPDATES)
peak = LEARNING_RATE
first = peak / 25
last = first / 10000
# Up to the highest rate in the first 30 % of the updates, then down.
up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / 45)))
down = peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ((t - 45) / (UPDATES - 45))))
learning_rates = np.where(t < 45, up, down)

w = keras.Variable(START, dtype="float64")
optimizer = RMSProp(FromTable(learning_rates), epsilon=EPSILON)
print(f"Step 0: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    optimizer.apply([gradient], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
