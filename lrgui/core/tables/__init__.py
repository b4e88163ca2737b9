"""Tables of results, and the formats that they are written in."""
