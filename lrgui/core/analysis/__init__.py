"""What theory says of a learning rate, and what a run has done."""
