"""The anonymised, signed and sealed parcel from the office to the district."""
