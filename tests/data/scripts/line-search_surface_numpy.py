# Gradient descent on the loss x²/20 + y², which is lowest at (x, y) = (0, 0).
# η = 0.2 (constant); exact line search; 150 updates from x = 5, y = 2; float64.

import numpy as np

LEARNING_RATE = 0.2  # η
HESSIAN = [[0.1, 0.0], [0.0, 2.0]]  # the second derivatives of the loss
UPDATES = 150
START = [5.0, 2.0]


def loss(w):
    x, y = w
    return np.square(x) / 20 + np.square(y)


def slopes(w):
    x, y = w
    along_x = 0.1 * x
    along_y = 2 * y
    return np.array([along_x, along_y], np.float64)


w = np.array(START, np.float64)  # x and y
print(f"Step 0: x = {w[0]}, y = {w[1]}, loss = {loss(w)}")
for t in range(UPDATES):  # t is the number of updates already made
    gradient = slopes(w)
    square = np.sum(gradient * gradient)
    bend = np.sum(np.sum(gradient * np.array(HESSIAN, np.float64), axis=-1) * gradient)
    w = w - square / (bend if bend else 1) * gradient
    if (t + 1) % 8 == 0 or t + 1 == UPDATES:
        print(f"Step {t + 1}: x = {w[0]}, y = {w[1]}, loss = {loss(w)}")
