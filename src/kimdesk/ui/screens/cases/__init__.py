"""All cases: the list with its search, and one case in detail."""
