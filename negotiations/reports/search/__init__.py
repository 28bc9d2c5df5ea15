"""Search over all kinds: ranked, with passages and counts.

words.py       what a question is: words, phrases, exclusions, alternatives
kinds.py       which kinds are searched, and by which paths they reach parties, processes, issues
statement.py   the one statement that answers
matching.py    a question as a condition on the rows of one kind
finding.py     the door: a question and its limits in, findings out
"""
