"""One or two plots on the whole screen, for a hall: no menus, no borders, and a line that the last row reads."""
