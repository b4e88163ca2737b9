# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.05 (constant); AdamW (β₁ = 0.8, λ = 0.1); 150 updates from w = 5; float64.
# After 10 updates it goes on with AMSGrad (β₁ = 0.8, m̂ = m, v̂ = v).
# After 20 updates it goes on with Nadam (β₁ = 0.8).
# After 30 updates it goes on with normalised gradient.
# After 40 updates it goes on with sign descent.
# After 50 updates it goes on with momentum (μ = 0.9, ‖g‖ ≤ 0.2).
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.05  # η
BETA1 = 0.8  # β₁
BETA2 = 0.999  # β₂
EPSILON = 1e-08  # ε
BIAS_CORRECTION = True  # whether both means are corrected for their start at 0
DECOUPLED_DECAY = 0.1  # λ
BIAS_CORRECTION_FROM_10 = False  # whether both means are corrected for their start at 0
MOMENTUM = 0.9  # μ
CLIP_NORM = 0.2  # what gradients are cut to, 0 for none
UPDATES = 150
START = 5.0


class AdamW(keras.optimizers.Optimizer):
    """Keras's own adds epsilon before the correction of the mean of squares; here it is added after it."""

    def __init__(self, learning_rate, beta1, beta2, epsilon, bias_correction, decoupled_decay):
        super().__init__(learning_rate)
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.bias_correction = bias_correction
        self.decoupled_decay = decoupled_decay

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
        eta = keras.ops.cast(learning_rate, variable.dtype)
        # Both started at 0 and are too small at first. The corrections are computed in float64: in float32
        # little is left of the digits of 1 - β₂.
        n = keras.ops.cast(self.iterations + 1, "float64")
        rate = keras.ops.cast(learning_rate, "float64")
        c = 1 if self.bias_correction else 0
        rate = rate / (1 - c * keras.ops.power(b1, n))
        root = keras.ops.sqrt(1 - c * keras.ops.power(b2, n))
        rate, root = keras.ops.cast(rate, variable.dtype), keras.ops.cast(root, variable.dtype)
        step = rate * (m / (keras.ops.sqrt(v) / root + self.epsilon))
        self.assign_sub(variable, eta * self.decoupled_decay * variable + step)


class AMSGrad(keras.optimizers.Optimizer):
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
        self.largest = self.add_optimizer_variables(variables, "largest")

    def update_step(self, gradient, variable, learning_rate):
        i = self._get_variable_index(variable)
        m, v, b1, b2 = self.means[i], self.squares[i], self.beta1, self.beta2
        self.assign(m, b1 * m + (1 - b1) * gradient)
        self.assign(v, b2 * v + (1 - b2) * (gradient * gradient))
        self.assign(self.largest[i], keras.ops.maximum(self.largest[i], v))
        v = self.largest[i]
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


class Nadam(keras.optimizers.Optimizer):
    """Keras's own adds epsilon before the correction of the mean of squares; here it is added after it."""

    def __init__(self, learning_rate, beta1, beta2, epsilon):
        super().__init__(learning_rate)
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.means = self.add_optimizer_variables(variables, "mean")
        self.squares = self.add_optimizer_variables(variables, "squares")
        self.products = self.add_optimizer_variables(variables, "product")

    def update_step(self, gradient, variable, learning_rate):
        i = self._get_variable_index(variable)
        m, v, b1, b2 = self.means[i], self.squares[i], self.beta1, self.beta2
        self.assign(m, b1 * m + (1 - b1) * gradient)
        self.assign(v, b2 * v + (1 - b2) * (gradient * gradient))
        # Both started at 0 and are too small at first. The corrections are computed in float64: in float32
        # little is left of the digits of 1 - β₂.
        n = keras.ops.cast(self.iterations + 1, "float64")
        rate = keras.ops.cast(learning_rate, "float64")
        # The share of the mean grows; the next one is used now already, which looks ahead.
        now = b1 * (1 - 0.5 * keras.ops.power(0.96, 0.004 * n))
        following = b1 * (1 - 0.5 * keras.ops.power(0.96, 0.004 * (n + 1)))
        product = self.products[i]
        product = keras.ops.where(n == 1, 1 + 0 * product, product)  # of the shares so far
        self.assign(self.products[i], product * keras.ops.cast(now, variable.dtype))
        product = keras.ops.cast(self.products[i], "float64")
        own = keras.ops.cast(rate * (1 - now) / (1 - product), variable.dtype)
        rate = keras.ops.cast(rate * following / (1 - product * following), variable.dtype)
        root = keras.ops.cast(keras.ops.sqrt(1 - keras.ops.power(b2, n)), variable.dtype)
        self.assign_sub(variable, (own * gradient + rate * m) / (keras.ops.sqrt(v) / root + self.epsilon))


class NormalisedGradient(keras.optimizers.Optimizer):
    """Keras has no rule that makes every step as long as the learning rate."""

    def build(self, variables):
        if self.built:
            return
        super().build(variables)

    def apply(self, gradients, variables=None):
        norm = keras.ops.sqrt(sum(keras.ops.sum(gradient * gradient) for gradient in gradients))
        norm = keras.ops.where(norm == 0, 1 + norm, norm)
        gradients = [gradient / norm for gradient in gradients]
        super().apply(gradients, variables)

    def update_step(self, gradient, variable, learning_rate):
        self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * gradient)


class SignDescent(keras.optimizers.Optimizer):
    """Keras has no rule that looks at the sign of the gradient alone."""

    def build(self, variables):
        if self.built:
            return
        super().build(variables)

    def update_step(self, gradient, variable, learning_rate):
        step = keras.ops.sign(gradient)
        self.assign_sub(variable, keras.ops.cast(learning_rate, variable.dtype) * step)


def loss(w):
    return (w + 1) * (w + 1)


w = keras.Variable(START, dtype="float64")
# np.float64, because with TensorFlow Keras would round Python's numbers to float32.
optimizer = AdamW(
    LEARNING_RATE,
    beta1=BETA1,
    beta2=BETA2,
    epsilon=EPSILON,
    bias_correction=BIAS_CORRECTION,
    decoupled_decay=DECOUPLED_DECAY,
)
print(f"Step 0: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    if t == 10:
        optimizer = AMSGrad(
            LEARNING_RATE,
            beta1=BETA1,
            beta2=BETA2,
            epsilon=EPSILON,
            bias_correction=BIAS_CORRECTION_FROM_10,
        )
    if t == 20:
        optimizer = Nadam(LEARNING_RATE, beta1=BETA1, beta2=BETA2, epsilon=EPSILON)
    if t == 30:
        optimizer = NormalisedGradient(LEARNING_RATE)
    if t == 40:
        optimizer = SignDescent(LEARNING_RATE)
    if t == 50:
        optimizer = keras.optimizers.SGD(
            LEARNING_RATE, momentum=np.float64(MOMENTUM),
            global_clipnorm=np.float64(CLIP_NORM),
        )
    gradient = 2 * w + 2  # the derivative of the loss
    optimizer.apply([gradient], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
