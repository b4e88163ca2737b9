# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (constant); momentum (μ = 0.9); 150 updates from w = 5; float64.
# After 9 updates it goes on with RMSProp.
# After 19 updates it goes on with η = 0.05 (one-cycle), momentum (μ = 0.9).
# After 22 updates it goes on with η = 0.1 (one-cycle), momentum (μ = 0.3).
# After 34 updates it goes on with Nesterov momentum (μ = 0).
# After 44 updates it goes on with η = 0.1 (constant), Adam.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.05  # η
LEARNING_RATE_FROM_22 = 0.1  # η
UPDATES = 150
MOMENTUM = 0.9  # μ
EPSILON = 1e-08  # ε
MOMENTUM_FROM_22 = 0.3  # μ
MOMENTUM_FROM_34 = 0.0  # μ
BETA1 = 0.9  # β₁
BETA2 = 0.999  # β₂
BIAS_CORRECTION = True  # whether both means are corrected for their start at 0
START = 5.0


class FromTable(keras.optimizers.schedules.LearningRateSchedule):
    """Gives Keras, which asks with the number of the update, the learning rate from a table."""

    def __init__(self, learning_rates):
        self.learning_rates = keras.ops.convert_to_tensor(learning_rates)

    def __call__(self, step):
        return keras.ops.take(self.learning_rates, step)


class Momentum(keras.optimizers.Optimizer):
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
        self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * v)


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


# The learning rate of every update; t is the number of updates already made.
learning_rates = np.empty(UPDATES)
learning_rates[:19] = LEARNING_RATE
t = np.arange(19, 22)
peak = LEARNING_RATE
first = peak / 25
last = first / 10000
# Up to the highest rate in the first 30 % of the updates, then down.
up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / 45)))
down = peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ((t - 45) / (UPDATES - 45))))
learning_rates[19:22] = np.where(t < 45, up, down)
t = np.arange(22, 44)
peak = LEARNING_RATE_FROM_22
first = peak / 25
last = first / 10000
# Up to the highest rate in the first 30 % of the updates, then down.
up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / 45)))
down = peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ((t - 45) / (UPDATES - 45))))
learning_rates[22:44] = np.where(t < 45, up, down)
learning_rates[44:] = LEARNING_RATE_FROM_22

w = keras.Variable(START, dtype="float64")
optimizer = Momentum(FromTable(learning_rates), momentum=MOMENTUM)
print(f"Step 0: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    if t == 9:
        optimizer = RMSProp(FromTable(learning_rates[9:]), epsilon=EPSILON)
    if t == 19:
        optimizer = Momentum(FromTable(learning_rates[19:]), momentum=MOMENTUM)
    if t == 22:
        optimizer.momentum = MOMENTUM_FROM_22
    if t == 34:
        optimizer = NesterovMomentum(FromTable(learning_rates[34:]), momentum=MOMENTUM_FROM_34)
    if t == 44:
        optimizer = Adam(
            FromTable(learning_rates[44:]),
            beta1=BETA1,
            beta2=BETA2,
            epsilon=EPSILON,
            bias_correction=BIAS_CORRECTION,
        )
    gradient = 2 * w + 2  # the derivative of the loss
    optimizer.apply([gradient], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
