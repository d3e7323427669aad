"""Follow-ups: what is to be looked at again."""
