# Gradient descent on the loss sin(x)·cos(2y) + 0.1(x² + y²), which has at least 14 minima.
# η = 0.1 (cosine decay to 0); gradient descent; 150 updates from x = 2, y = -1; float32.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras
import numpy as np

np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning

LEARNING_RATE = 0.1  # η
UPDATES = 150
START = [2.0, -1.0]


def loss(x, y):
    return np.sin(x) * np.cos(2 * y) + 0.1 * (x * x + y * y)


learning_rate = keras.optimizers.schedules.CosineDecay(
    LEARNING_RATE, UPDATES
)

w = keras.Variable(START, dtype="float32")  # x and y
optimizer = keras.optimizers.SGD(learning_rate)
print(f"Step 0: x = {w.numpy()[0]:.7g}, y = {w.numpy()[1]:.7g}, loss = {loss(*w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    x, y = w[0], w[1]
    along_x = 0.2 * x + keras.ops.cos(x) * keras.ops.cos(2 * y)
    along_y = 0.2 * y - 2 * keras.ops.sin(x) * keras.ops.sin(2 * y)
    optimizer.apply([keras.ops.stack([along_x, along_y])], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: x = {w.numpy()[0]:.7g}, y = {w.numpy()[1]:.7g}, loss = {loss(*w.numpy()):.7g}")
