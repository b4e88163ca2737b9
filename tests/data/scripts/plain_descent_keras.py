# Gradient descent on the loss (w + 1)², which is lowest at w = -1.
# η = 0.3 (constant); gradient descent; 150 updates from w = 5; float64.
# Needs Keras 3 with TensorFlow: pip install tensorflow

import keras

keras.config.set_floatx("float64")  # Keras computes in float32 if it is not told

LEARNING_RATE = 0.3  # η
UPDATES = 150
START = 5.0


def loss(w):
    return (w + 1) * (w + 1)


w = keras.Variable(START, dtype="float64")
optimizer = keras.optimizers.SGD(LEARNING_RATE)
print(f"Step 0: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = 2 * w + 2  # the derivative of the loss
    optimizer.apply([gradient], [w])
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: w = {w.numpy():.7g}, loss = {loss(w.numpy()):.7g}")
