"""What an experiment is: frozen, validated, to and from plain dictionaries."""
