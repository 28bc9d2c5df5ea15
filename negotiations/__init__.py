"""Diplomatic negotiations: who met, what was said, what was offered, how it was answered."""

#: The version of the software; that of the data is another (exchange/dump.py).
__version__ = "0.1.0"
