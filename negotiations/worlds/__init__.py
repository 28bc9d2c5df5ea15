"""Worlds: the record as the public sees it, as a day knew it, as the database once held it.

A world is a schema of views which bear the tables' own names. A request reads in one of them, and
no query mentions that it does.

    tables.py       which tables are exposed, read off a registry of models
    views.py        the SQL of the views
    visibility.py   the SQL of the triggers that keep whether a row shows
    feed.py         the SQL that tells what a changeset did to the public record
    history.py      the SQL of the revision tables and their triggers
    operations.py   how migrations drop and make all of it
    reading.py      how a request reads in a world
"""
