"""Rules without input or output: frozen values and free functions on them."""
