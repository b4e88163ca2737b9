# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (cosine decay to 0); Adam; 150 updates from w = -3.25; float32.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras

LEARNING_RATE = 0.05  # η
UPDATES = 150
BETA1 = 0.9  # β₁
BETA2 = 0.999  # β₂
EPSILON = 1e-08  # ε
BIAS_CORRECTION = True  # whether both means are corrected for their start at 0
START = -3.25


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


def loss(w):
    return (w + 1) * (w + 1)


learning_rate = keras.optimizers.schedules.CosineDecay(
    LEARNING_RATE, UPDATES
)

w = keras.Variable(START, dtype="float32")
optimizer = Adam(
    learning_rate,
    beta1=BETA1,
    beta2=BETA2,
    epsilon=EPSILON,
    bias_correction=BIAS_CORRECTION,
)
print(f"Step 0: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    optimizer.apply([gradient], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
