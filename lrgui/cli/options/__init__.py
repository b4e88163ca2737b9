"""What can be typed after `lrgui run` and `lrgui sweep` alike, and the experiment that it means.

Every option is read as text; what is allowed is said by the experiment alone, so that the window, files and
the command line reject the same values with the same reasons.
"""
