"""Files that were damaged, written by odd programs, or made to do harm: what each must become.

A text is the file of one table, parties.csv. What loads is told with the names and notes that must
stand there afterwards; what is refused with the place and some of the words of its only finding.
"""

import csv
import io
import stat
import struct
import zipfile

from .workbooks import MAIN, saved_xml, text_cells, with_parts

#: A moment for all entries: what was made of the same is the same.
MOMENT = (1980, 1, 1, 0, 0, 0)


def packed(entries, way=zipfile.ZIP_DEFLATED, mode=stat.S_IFREG | 0o644):
    """The bytes of an archive."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.external_attr = mode << 16
            archive.writestr(entry, content, way)
    return whole.getvalue()


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


# --- Texts ----------------------------------------------------------------------------------------

SIGNS = "=1+1 | ; \\ \\. \\N 'x' " + '"quoted", and\n\\.\nthree lines '
#: Notes that come in and go out as they are.
TEXTS = {
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a formula": '=HYPERLINK("http://example.org/?"&A1)',
    "another formula": "@SUM(1+1)*cmd|' /C calc'!A0",
    "right to left": "\u202b\u05e9\u05dc\u05d5\u05dd\u202c \u0627\u0644\u0633\u0644\u0627\u0645",
    "Korean and Chinese": "조선민주주의인민공화국 / 朝鮮民主主義人民共和國",
    "marks that no letter takes in": "q\u0308\u0301 \u0915\u094d\u0937",
    "signs beyond the first plane": "\U0001f54a \U00020000",
    "signs without a width": "a\u200bb\u200dc\ufeffd",
    "SQL": "'; drop table negotiations_party; --",
    "percent signs": "%s %(x)s {0} ${HOME} $(id)",
    "a backslash at the end": "a\\",
    "a megabyte": "x" * 1_000_000,
    "every sign": SIGNS,
}
US = {"us": ("US", "")}


#: The bytes of a file, and by slug the name and the note that they hold.
LOADS = {
    "byte order mark": (b"\xef\xbb\xbfslug,name\nus,US\n", US),
    "CRLF": (b"slug,name\r\nus,US\r\n", US),
    "CR alone": (b"slug,name\rus,US\r", US),
    "ends of all sorts": (b"slug,name\r\nus,US\ra,A\nb,B", US | {"a": ("A", ""), "b": ("B", "")}),
    "CRLF within a cell": (b'slug,name,note\r\nus,US,"a\r\nb\rc"\r\n', {"us": ("US", "a\nb\nc")}),
    "no line end at the end": (b"slug,name\nus,US", US),
    "blank lines": (b"slug,name\n\nus,US\n\n", US),
    "rows without a cell": (b"slug,name\n,\nus,US\n,\n", US),
    "columns without a name": (b"slug,,name,\nus,,US,\n", US),
    "quoted where not needed": (b'"slug","name"\n"us","US"\n', US),
    "only the header": (b"slug,name\n", {}),
    "decomposed accents": ("slug,name\nus,Cafe\u0301\n".encode(), {"us": ("Caf\u00e9", "")}),
}

NOTES = {f"t{number}": text for number, text in enumerate(TEXTS.values())}
ALL_TEXTS = "slug,name,note\n" + "".join(f"{slug},X,{quoted(NOTES[slug])}\n" for slug in NOTES)

#: The bytes of a file, and the row, the column and some of the words of its finding.
REFUSED = {
    "empty file": (b"", 0, "", "The file is empty"),
    "UTF-16": ("slug,name\nus,US\n".encode("utf-16"), 1, "", "UTF-16"),
    "Latin-1": ("slug,name\nus,US\nse,Su\u00e9de\n".encode("latin-1"), 3, "", "0xE9 at byte 6"),
    "a NUL": (b"slug,name\nus,U\x00S\n", 2, "name", "U+0000 at position 2"),
    "a NUL in the header": (b"slug,name,\x00\nus,US,\n", 1, "\x00", "no column"),
    "a control sign": (b"slug,name\nus,U\x1bS\n", 2, "name", "U+001B"),
    "a row too short": (b"slug,name\nus,US\nse\n", 3, "", "The row has 1 cells, the header 2."),
    "a row too long": (b"slug,name\nus,US,USA\n", 2, "", "The row has 3 cells, the header 2."),
    "a quote never closed": (b'slug,name\nus,"US\n', 2, "", "not well-formed CSV"),
    "text after a quote": (b'slug,name\nus,"US"A\n', 2, "", "not well-formed CSV"),
    "a slug twice": (b"slug,name\nus,US\nus,USA\n", 3, "slug", "stands already in row 2"),
    "no slug": (b"slug,name\n,US\n", 2, "slug", "The cell is empty"),
    "a slug of other signs": (b"slug,name\nU S,US\n", 2, "slug", "lower-case letters"),
    "a slug ending in a line": (b'slug,name\n"us\n",US\n', 2, "slug", "lower-case letters"),
    "a required cell empty": (b"slug,name\nus,\n", 2, "name", "The cell is empty"),
    "a required cell blank": (b"slug,name\nus,  \n", 2, "name", "The name is empty"),
    "a required column missing": (b"slug\nus\n", 1, "name", "The column is missing, and new"),
    "no slug column": (b"name\nUS\n", 1, "slug", "The column is missing."),
    "an unknown column": (b"slug,name,nmae\nus,US,x\n", 1, "nmae", "nearest: name"),
    "a column without a name": (b"slug,name,\nus,US,x\n", 2, "column 3", "no name"),
    "a column twice": (b"slug,name,name\nus,US,US\n", 1, "name", "The column stands twice."),
    "a word of no vocabulary": (b"slug,name,kind\nus,US,planet\n", 2, "kind", "not one of: state"),
    "an unknown status": (b"slug,status,name\nus,ready,US\n", 2, "status", "not one of: draft"),
    "no date": (b"slug,name,date\nus,US,soon\n", 2, "date", "not written as a date"),
    "a span that ends first": (b"slug,name,date\nus,US,2019/2018\n", 2, "date", "ends before"),
    "an entry twice": (b"slug,name,aliases\nus,US,A;A\n", 2, "aliases", "stands twice"),
    "an entry empty": (b"slug,name,aliases\nus,US,A;\n", 2, "aliases", "empty"),
    "a bare backslash in a list": (b"slug,name,aliases\nus,US,A\\B\n", 2, "aliases", "backslash"),
    "a reference that is no slug": (b"slug,name,parent\nus,US,U S\n", 2, "parent", "lower-case"),
    "a parent of itself": (b"slug,name,parent\nus,US,us\n", 2, "parent", "own parent"),
    "semicolons between the cells": (b"slug;name\nus;US\n", 1, "", "not separated by commas"),
    "a thousand columns": (b"slug,name" + b",x" * 1_000 + b"\n", 1, "", "1002 columns"),
    "a cell over a megabyte": (b"slug,name\nus," + b"x" * 1_000_001 + b"\n", 2, "", "limit"),
    "UTF-16 without a mark": ("slug,name\nus,US\n".encode("utf-16-le"), 1, "", "looks like"),
    "UTF-32": ("slug,name\nus,US\n".encode("utf-32"), 1, "", "UTF-16"),
    "half a sign": (b"slug,name\nus,\xed\xa0\xbd\n", 2, "", "0xED at byte 4"),
    "Latin-1 with CR alone": (b"slug,name\rus,US\rse,Su\xe9de\r", 3, "", "0xE9 at byte 6"),
    "a tab": (b"slug,name\nus,U\tS\n", 2, "name", "U+0009"),
    "an archive": (packed({"parties.csv": b"slug,name\nus,US\n"}), 1, "", "not UTF-8"),
    "a power of ten": (b"slug,name,date\nus,US,10^5000\n", 2, "date", "not written as a date"),
    "a slug without an end": (b"slug,name\n" + b"u" * 5_000 + b",US\n", 2, "slug", "at most 120"),
}


def naive(content):
    """What a reader makes of a text who thinks of nothing."""
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {row["slug"]: (row["name"], row.get("note") or "") for row in rows}


# --- Archives -------------------------------------------------------------------------------------

TABLE = b"slug,name\nus,US\n"
PLACES = b"slug,name\nhanoi,Hanoi\n"
#: In the header of an entry, and in the list of entries at the end: where its flags stand.
FLAGS = {b"PK\x03\x04": 6, b"PK\x01\x02": 8}


def encrypted(content):
    """The archive, all of whose entries say that they are encrypted."""
    changed = bytearray(content)
    for mark, offset in FLAGS.items():
        place = content.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = content.find(mark, place + 1)
    return bytes(changed)


def damaged(content):
    """The archive with other bytes in the middle of its first entry."""
    return content[:60] + b"\xff\xff\xff\xff" + content[64:]


def listing(files):
    """An archive which says of itself that it holds so many."""
    size = files * 50
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, files, files, size, 0, 0)
    return bytes(size) + end


ARCHIVES_THAT_LOAD = {
    "a table": packed({"parties.csv": TABLE}),
    "a table that is not packed": packed({"parties.csv": TABLE}, zipfile.ZIP_STORED),
    "a folder": packed({"package/parties.csv": TABLE}),
    "beside other files": packed({"parties.csv": TABLE, "README.md": b"x", "parties.exe": b"MZ"}),
    "beside an archive": packed({"parties.csv": TABLE, "more.zip": packed({"places.csv": PLACES})}),
    "what a Macintosh adds": packed({"parties.csv": TABLE, "__MACOSX/._parties.csv": b"\0"}),
    "something before it": b"#!/bin/sh\n" + packed({"parties.csv": TABLE}),
}
BOMB = b"slug,name\n" + b"\n" * 60_000_000
ARCHIVES_REFUSED = {
    "nothing": (b"", "cannot be opened as a .zip"),
    "no archive": (b"PK nothing", "cannot be opened as a .zip"),
    "half an archive": (packed({"parties.csv": TABLE})[:80], "cannot be opened as a .zip"),
    "an empty archive": (packed({}), "holds no table"),
    "an archive within": (packed({"in.zip": packed({"parties.csv": TABLE})}), "holds no table"),
    "damaged": (damaged(packed({"parties.csv": TABLE * 9}, zipfile.ZIP_STORED)), "cannot be read"),
    "two folders": (packed({"a/parties.csv": TABLE, "b/places.csv": PLACES}), "several folders"),
    "a table twice": (
        packed({"parties.csv": TABLE, "partiez.csv": TABLE}).replace(b"partiez", b"parties"),
        "holds parties.csv 2 times",
    ),
    "a table in two letters": (
        packed({"parties.csv": TABLE, "parties.CSV": TABLE}),
        "Two tables hold parties",
    ),
    "above the folder": (packed({"../parties.csv": TABLE}), "names a place outside of it"),
    "above within": (packed({"a/../../parties.csv": TABLE}), "names a place outside of it"),
    "from the root": (packed({"/etc/parties.csv": TABLE}), "names a place outside of it"),
    "as on Windows": (packed({"..\\parties.csv": TABLE}), "names a place outside of it"),
    "a link": (packed({"parties.csv": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777), "is a link"),
    "encrypted": (encrypted(packed({"parties.csv": TABLE})), "is encrypted"),
    "packed by bzip2": (packed({"parties.csv": TABLE}, zipfile.ZIP_BZIP2), "in another way"),
    "packed by LZMA": (packed({"parties.csv": TABLE}, zipfile.ZIP_LZMA), "in another way"),
    "a bomb": (lambda: packed({"parties.csv": BOMB}), "which is too much"),
    "many files": (listing(65_000), "too many files"),
}

# --- Workbooks ------------------------------------------------------------------------------------

HEADING = text_cells(1, "slug", "name")
MANY = 1_000_000


def empty_rows(path):
    rows = "".join(f'<row r="{row}"/>' for row in range(2, MANY))
    return saved_xml(path, "parties", HEADING + rows + text_cells(MANY, "us", "US"))


def styles(path):
    """A small file whose styles would fill the memory."""
    bomb = f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 500_000}</cellXfs></styleSheet>'
    rows = HEADING + text_cells(2, "us", "US")
    return with_parts(saved_xml(path, "parties", rows), {"xl/styles.xml": bomb})


def merged_cells(path):
    one = '<mergeCell ref="A1:XFD1048576"/>'
    after = f"<mergeCells>{one * 200_000}</mergeCells>"
    return saved_xml(path, "parties", HEADING, after)


def far_cells(path):
    """Every row says that it goes to the last column."""
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 30_000))
    return saved_xml(path, "parties", HEADING + rows)


# --- Large ----------------------------------------------------------------------------------------


def texts(content):
    def write(path):
        path.write_bytes(content())
        return path

    return write


#: What makes a file of much, and what is found in it: nothing where its rows are read.
LARGE = {
    "empty rows.xlsx": (empty_rows, ""),
    "styles.xlsx": (styles, ""),
    "merged cells.xlsx": (merged_cells, "More than 10,000 ranges of cells are merged"),
    "far cells.xlsx": (far_cells, "beyond the 200 columns"),
    "no end of a line.csv": (texts(lambda: b"x" * 30_000_000), "more than 10,000,000 bytes"),
    "no end of a row.csv": (texts(lambda: b"x," * 15_000_000), "more than 10,000,000 bytes"),
    "no end of cells.csv": (texts(lambda: b'"\n",' * 8_000_000), "more than 10,000,000 bytes"),
    "ragged.csv": (texts(lambda: b"slug,name\n" + b"x\n" * 100_000), "More than 10,000 things"),
}
