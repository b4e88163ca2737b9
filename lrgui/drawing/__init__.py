"""What is drawn of an experiment: the same pictures for the window's panels and for figures on paper."""
