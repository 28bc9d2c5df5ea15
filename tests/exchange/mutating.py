"""A good package, and what may happen to one: to its bytes, its rows, columns, cells and files."""

import csv
import io
from datetime import date, timedelta

from .packages import SOUND

CELLS = [
    *(
        "",
        " ",
        "-",
        "?",
        "n/a",
        "unknown",
        "NULL",
        "0",
        "-1",
        "3.5",
        "8,5",
        "1e400",
        "NaN",
        "\uff11",
    ),
    *("9" * 5_000, "10^5000", "x" * 200, "x" * 100_000, "=1+1", "<script>", "a\tb", "a\nb", '"'),
    *("2019-13", "2019-02-30", "2019/2018", "5 October 2019", "2019-10-05T10:00", "0000", "20xx"),
    *(
        "us",
        "US",
        "nobody",
        "us;us",
        "us;nobody",
        ";",
        "\\",
        "a;b\\",
        "party:us",
        "party:",
        "us:us",
    ),
    *("event:talks", "event:nothing", "offer:package;party:us", "yes", "head_of_delegation"),
    *("שלום", "北京", "e\u0301", "\u202eevil", "\u200b", "\ufeff", "\ufffe", "\x00", "\x07", "😀"),
]
ODD_BYTES = [b"\0", b'"', b"\xff\xfe", b";", b",", b"\n", b"\r", b"\\", b"\xef\xbb\xbf", b"%s"]
ENCODINGS = ["utf-16", "utf-32", "utf-8-sig", "cp037", "latin-1"]
NAMES = ["offer", "Offers", "offers (1)", "notes", "datapackage", ".offers"]


def mutated(chance):
    """Some tables of the good package, of which one to three things are no more what they were."""
    names = chance.sample(list(SOUND), chance.randint(2, 5))
    package = {name: SOUND[name].encode() for name in names}
    done = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        mutate = chance.choice(MUTATIONS)
        name = chance.choice(list(package))
        done.append((mutate.__name__, name))
        mutate(chance, package, name)
    return package, done


# --- Bytes ----------------------------------------------------------------------------------------


def cut(chance, package, name):
    package[name] = package[name][: chance.randrange(len(package[name]) + 1)]


def flip(chance, package, name):
    content = bytearray(package[name] or b" ")
    content[chance.randrange(len(content))] = chance.randrange(256)
    package[name] = bytes(content)


def insert(chance, package, name):
    place = chance.randrange(len(package[name]) + 1)
    odd = chance.choice(ODD_BYTES)
    package[name] = package[name][:place] + odd + package[name][place:]


def encode(chance, package, name):
    text = package[name].decode("utf-8", "replace") + "é"
    # A letter that the encoding lacks is a question mark, as editors save it.
    package[name] = text.encode(chance.choice(ENCODINGS), "replace")


def end_lines_otherwise(chance, package, name):
    package[name] = package[name].replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\n", b"\n,\n"]))


# --- Rows, columns and cells ----------------------------------------------------------------------


def of_rows(change):
    """A mutation of the table's rows, the header first; what is no table any more stays."""

    def mutate(chance, package, name):
        text = package[name].decode("utf-8", "replace").replace("\0", "")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if len(rows) < 2 or not all(rows):
            return
        change(chance, rows)
        told = io.StringIO(newline="")
        csv.writer(told, lineterminator="\n").writerows(rows)
        package[name] = told.getvalue().encode()

    mutate.__name__ = change.__name__
    return mutate


@of_rows
def repeat_row(chance, rows):
    rows.insert(chance.randrange(len(rows)) + 1, list(chance.choice(rows)))


@of_rows
def drop_row(chance, rows):
    del rows[chance.randrange(len(rows))]


@of_rows
def shuffle_rows(chance, rows):
    chance.shuffle(rows)


@of_rows
def add_cell(chance, rows):
    chance.choice(rows).append(chance.choice(CELLS))


@of_rows
def drop_cell(chance, rows):
    row = chance.choice(rows)
    del row[chance.randrange(len(row))]


@of_rows
def swap_cells(chance, rows):
    row, other = chance.choice(rows[1:]), chance.choice(rows[1:])
    place, another = chance.randrange(len(row)), chance.randrange(len(other))
    row[place], other[another] = other[another], row[place]


@of_rows
def replace_cell(chance, rows):
    row = chance.choice(rows[1:])
    row[chance.randrange(len(row))] = chance.choice(CELLS)


@of_rows
def spoil_word(chance, rows):
    """A letter more, less or another: in a slug, a reference, a word of a vocabulary, a date."""
    row = chance.choice(rows[1:])
    cell = chance.randrange(len(row))
    place = chance.randrange(len(row[cell]) + 1)
    row[cell] = row[cell][:place] + chance.choice("a-Z9 ;:~") + row[cell][place + 1 :]


@of_rows
def drop_column(chance, rows):
    place = chance.randrange(len(rows[0]))
    for row in rows:
        del row[place : place + 1]


@of_rows
def repeat_column(chance, rows):
    place = chance.randrange(len(rows[0]))
    for row in rows:
        row += row[place : place + 1]


@of_rows
def rename_column(chance, rows):
    names = ["Name", "titel", "", " slug", "slug", "status", "note", "date", "certainty", "codes"]
    rows[0][chance.randrange(len(rows[0]))] = chance.choice(names)


@of_rows
def swap_headings(chance, rows):
    chance.shuffle(rows[0])


@of_rows
def add_column(chance, rows):
    """One that every kind has, or a date that is a good one now and then."""
    day = date(2019, 1, 1) + timedelta(days=chance.randrange(400))
    names = ["status", "certainty", "note", "date", "quantity", "kind", "external_ids", "part_of"]
    rows[0].append(chance.choice(names))
    for row in rows[1:]:
        row.append(chance.choice([*CELLS, day.isoformat(), "published", "draft", "stated"]))


# --- Files ----------------------------------------------------------------------------------------


def leave_out(chance, package, name):
    if len(package) > 1:
        del package[name]


def double(chance, package, name):
    package[chance.choice([name.capitalize(), f"{name} (1)", name.rstrip("s")])] = package[name]


def rename(chance, package, name):
    package[chance.choice([*NAMES, *SOUND])] = package.pop(name)


def swap_files(chance, package, name):
    other = chance.choice(list(package))
    package[name], package[other] = package[other], package[name]


def empty(chance, package, name):
    package[name] = chance.choice([b"", b"\n", b"\xef\xbb\xbf", b" ", b",,,\n"])


MUTATIONS = [
    *(cut, flip, insert, encode, end_lines_otherwise),
    *(repeat_row, drop_row, shuffle_rows, add_cell, drop_cell, swap_cells),
    *(replace_cell, replace_cell, spoil_word, spoil_word),
    *(drop_column, repeat_column, rename_column, swap_headings, add_column, add_column),
    *(leave_out, double, rename, swap_files, empty),
]
