"""How fast the record is read, against the least that any server could do for the same answers.

`make bench` runs it; README.md says how to read what it prints. Nothing in the project imports
from here.
"""
