# Gradient descent on the loss x²/20 + y², which is lowest at (x, y) = (0, 0).
# η = 0.3 (constant); gradient descent; 150 updates from x = 5, y = 2; float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.3  # η
UPDATES = 150
START = [5.0, 2.0]


def loss(x, y):
    return x * x / 20 + y * y


w = keras.Variable(START, dtype="float64")  # x and y
optimizer = keras.optimizers.SGD(LEARNING_RATE)
print(f"Step 0: x = {w.numpy()[0]:.7g}, y = {w.numpy()[1]:.7g}, loss = {loss(*w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    x, y = w[0], w[1]
    along_x = 0.1 * x
    along_y = 2 * y
    optimizer.apply([keras.ops.stack([along_x, along_y])], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: x = {w.numpy()[0]:.7g}, y = {w.numpy()[1]:.7g}, loss = {loss(*w.numpy()):.7g}")
