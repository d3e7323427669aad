"""The encrypted database; the only SQLAlchemy."""
