"""Own passphrase, look, accounts and the state of the file."""
