"""Events in the forms of other tools: maps, calendars, feeds, timelines, linked data.

    reading.py      the events of a list, one by one, with what these forms need beside a document
    maps.py         GeoJSON
    calendars.py    iCalendar
    feeds.py        Atom
    timelines.py    the JSON of TimelineJS
    linked_data.py  JSON-LD with the words of schema.org

Each writes event by event, so that no list is too long. What a form cannot say is said in words or
left out; each module tells which.
"""
