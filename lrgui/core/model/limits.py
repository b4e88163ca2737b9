"""How large an experiment may be."""

MAX_UPDATES = 10_000_000
# With more of these the window would be away for longer than a tenth of a second; a sweep has hundreds of rates.
MAX_RUNS = 100
MAX_CHANGES = 1000
MAX_SEED = 2**32 - 1
MAX_START = 1e6  # of the parameters of a function
MAX_START_WEIGHT = 1000.0
MAX_DISTANCE = 100.0  # of two clouds of data, in their standard deviations
MAX_HIDDEN_UNITS = 4
MAX_SPREAD = 100.0  # of the weights that hidden units start with
MAX_WEIGHT_DECAY = 1000.0
FLOAT32_RANGE = (1.2e-38, 3.4e38)  # normal numbers
