"""Workbooks made for tests: sheets from tables of texts, or of whatever openpyxl can write."""

import csv
import io

from openpyxl import Workbook


def saved(path, sheets):
    """The sheets, each a list of rows, as a workbook at the path."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def rows_of(text):
    """The rows of a CSV text, empty cells as nothing."""
    return [[cell or None for cell in row] for row in csv.reader(io.StringIO(text))]
