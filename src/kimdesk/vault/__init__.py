"""Keys, sealing and signing; the only user of the cryptography library."""
