"""The tables of docs/standing.md, as the tests read them."""

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "standing.md"


def table_after(words):
    """The rows of the first table behind these words, without its head, as lists of cells."""
    text = PAGE.read_text("utf-8")
    assert words in text
    lines = text.partition(words)[2].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows[2:]
