# Gradient descent of a line wx + b through 4 points; the loss Σ(wx + b − y)²/n is lowest at (w, b) = (1.2,
# 0.9).
# η = 0.3 (constant); gradient descent; 150 updates from w = 0, b = 0; float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told
np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 0.3  # η
UPDATES = 150
START = [0.0, 0.0]

points = np.array([
    [-1, 0], [0, 1], [1, 1], [2, 4]
])
x, y = points[:, 0].copy(), points[:, 1].copy()
x = np.column_stack([x, np.ones(len(x))])  # the column of ones is multiplied by b


def loss(w):
    return np.mean(np.square(x @ w - y))


w = keras.Variable(START, dtype="float64")  # w and b
optimizer = keras.optimizers.SGD(LEARNING_RATE)
print(f"Step 0: w = {w.numpy()[0]:.7g}, b = {w.numpy()[1]:.7g}, loss = {loss(w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    errors = keras.ops.subtract(keras.ops.matmul(x, w), y)
    gradient = keras.ops.matmul(errors, x) * (2 / len(x))
    optimizer.apply([gradient], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.numpy()[0]:.7g}, b = {w.numpy()[1]:.7g}, loss = {loss(w.numpy()):.7g}")
