"""KIMdesk: case work across legal regimes, from the encrypted file to the district's figures."""

__version__ = "0.1.0"
