"""The file formats of figures and animations."""
