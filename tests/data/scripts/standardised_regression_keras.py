# Gradient descent of a line wx + b, x standardised, through 8 points; the loss Σ(wx + b − y)²/(2n) is lowest at
# (w, b) = (2.12762, 4.5).
# η = 0.05 (cosine decay to 0); gradient descent; 150 updates from w = 1, b = 0; float32.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

LEARNING_RATE = 0.05  # η
UPDATES = 150
START = [1.0, 0.0]

points = np.array([
    [0.0, 1.0], [1.0, 3.0], [2.0, 2.0], [3.0, 5.0], [4.0, 4.0], [5.0, 6.0], [6.0, 8.0], [7.0, 7.0]
])
x, y = points[:, 0].copy(), points[:, 1].copy()
x = (x - x.mean()) / x.std()  # mean 0 and standard deviation 1
x = np.column_stack([x, np.ones(len(x))])  # the column of ones is multiplied by b
x, y = x.astype(np.float32), y.astype(np.float32)


def loss(w):
    return np.mean(np.square(x @ w - y)) / 2


learning_rate = keras.optimizers.schedules.CosineDecay(
    LEARNING_RATE, UPDATES
)

w = keras.Variable(START, dtype="float32")  # w and b
optimizer = keras.optimizers.SGD(learning_rate)
print(f"Step 0: w = {w.numpy()[0]:.7g}, b = {w.numpy()[1]:.7g}, loss = {loss(w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    errors = keras.ops.subtract(keras.ops.matmul(x, w), y)
    gradient = keras.ops.matmul(errors, x) * (1 / len(x))
    optimizer.apply([gradient], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.numpy()[0]:.7g}, b = {w.numpy()[1]:.7g}, loss = {loss(w.numpy()):.7g}")
