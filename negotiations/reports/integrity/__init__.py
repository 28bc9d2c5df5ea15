"""The integrity report: rows that are possible, and doubtful or incomplete all the same.

findings        what a check finds, and how its one query is put together
times           comparisons of imprecise dates
events, participation, sources, statements, points, offers, agreements, vocabulary
                the checks of each topic
doubles         likely the same thing entered twice
explanations    lines in notes that explain a row
catalogue       all checks in reading order
report          the report itself

What the database refuses is no row here (models/). Nothing is written here.
"""
