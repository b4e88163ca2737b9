"""How large an experiment may be."""

MAX_UPDATES = 10_000_000
MAX_RUNS = 1000
MAX_CHANGES = 3000
MAX_START_WEIGHT = 1000.0
FLOAT32_RANGE = (1.2e-38, 3.4e38)  # normal numbers
