"""One folder per thing the user does."""
