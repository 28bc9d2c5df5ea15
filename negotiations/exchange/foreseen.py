"""What a dry run foresaw, in a word: which records are new, and in which version the others stand.

Whoever looked at a plan and agreed imports with that word. Where any of those records was written
meanwhile the word is another, so nothing is overwritten that the plan called new, and no change
is lost that nobody saw.
"""

from hashlib import sha256

from django.db.backends.utils import CursorWrapper

from negotiations.exchange.findings import PackageError
from negotiations.exchange.sheets import Sheet

#: A sum does not ask for an order, and needs no memory.
MET = """
select count(*), sum(hashtextextended(concat_ws(' ', s.slug, t.version), 0)::numeric)
from staged_{name} as s left join {table} as t on t.id = s.id
"""
LETTERS = 16
MOVED_ON = (
    "Since this was checked, the records, the files or what was asked of them have changed; "
    "nothing was written. Check again, and look at what it would do now."
)


def foreseen(cursor: CursorWrapper, sheets: list[Sheet], asked: str) -> str:
    """The word for staged rows and the records they meet; `asked` tells files and options apart."""
    told = sha256(asked.encode())
    for sheet in sheets:
        cursor.execute(MET.format(name=sheet.name, table=sheet.table))
        told.update(f"{sheet.name} {cursor.fetchone()}\n".encode())
    return told.hexdigest()[:LETTERS]


def refuse_another(found: str, as_checked: str) -> None:
    """Raises PackageError where a word is given and it is not the one found."""
    if as_checked and as_checked != found:
        raise PackageError(MOVED_ON)
