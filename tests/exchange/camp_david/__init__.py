"""The workbook of the Camp David talks, made of its sheets, and the command that takes it in."""

import csv
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from tests.exchange.workbooks import saved

FOLDER = Path(__file__).parent
SHEETS = FOLDER / "sheets"
MAP = FOLDER / "camp-david.toml"


def sheets():
    """By the name of each: its rows."""
    found = {}
    for path in sorted(SHEETS.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as stream:
            found[path.stem] = list(csv.reader(stream))
    return found


def typed(cell):
    """As a spreadsheet understands what was typed: numbers and days are no texts."""
    try:
        return int(cell) if cell.isdigit() else datetime.strptime(cell, "%d %B %Y").date()
    except ValueError:
        return cell or None


def workbook(folder, tables):
    rows = {
        name: [[typed(cell) for cell in row] for row in table] for name, table in tables.items()
    }
    return saved(folder / "camp-david.xlsx", rows)


def run(path):
    """The command. By kind: how many are new, changed, unchanged, as it prints them."""
    printed = StringIO()
    call_command("import_data", str(path), map=str(MAP), status="published", stdout=printed)
    lines = (line.split() for line in printed.getvalue().splitlines())
    return {
        kind: tuple(int(number) for number in told[::2])
        for kind, *told in lines
        if told[1:2] == ["new"]
    }
