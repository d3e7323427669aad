"""One function per thing a user does; the only place that opens a unit of work."""
