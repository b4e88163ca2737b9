"""What everything that is seen is coloured by: themes as data, and how colours are told apart."""
