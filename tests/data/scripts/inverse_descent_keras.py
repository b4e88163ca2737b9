# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 2 (inverse-time decay, rate 0.5, period 2 updates); AdaGrad; 150 updates from w = 5; float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told
np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 2.0  # η
DECAY_UPDATES = 2
DECAY_RATE = 0.5
UPDATES = 150
START = 5.0


class AdaGrad(keras.optimizers.Optimizer):
    """Keras's own adds epsilon to the sum of squares; here it is added to the root of the sum."""

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.squares = self.add_optimizer_variables(variables, "squares")

    def update_step(self, gradient, variable, learning_rate):
        i = self._get_variable_index(variable)
        s = self.squares[i]
        self.assign(s, s + gradient * gradient)
        step = gradient / (keras.ops.sqrt(s) + 1e-10)
        self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * step)


def loss(w):
    return (w + 1) * (w + 1)


# np.float64, because with TensorFlow Keras would round Python's numbers to float32.
learning_rate = keras.optimizers.schedules.InverseTimeDecay(
    np.float64(LEARNING_RATE), np.float64(DECAY_UPDATES), np.float64(DECAY_RATE)
)

w = keras.Variable(START, dtype="float64")
optimizer = AdaGrad(learning_rate)
print(f"Step 0: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    optimizer.apply([gradient], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
