"""One figure: what it shows, how large, and what stands around the plots."""
