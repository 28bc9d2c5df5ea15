"""Diplomatic negotiations: who met, what was said, what was offered, how it was answered."""
