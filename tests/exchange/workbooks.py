"""Workbooks made for tests: sheets of texts, of whatever openpyxl writes, or of XML."""

import csv
import io
import zipfile

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(path, sheets):
    """The sheets, each a list of rows, as a workbook at the path."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def saved_xml(path, name, rows, after="", before=""):
    """A workbook of one sheet, whose rows are told as XML."""
    return with_parts(
        saved(path, {name: []}),
        {
            "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}'
            f"</sheetData>{after}</worksheet>"
        },
    )


def with_parts(path, parts):
    """The archive with some of its parts in another text, or more of them."""
    kept = zipfile.ZipFile(path)
    with kept:
        whole = {name: kept.read(name) for name in kept.namelist()} | parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return path


def text_cells(row, *texts):
    """A row of cells of text, as XML."""
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{row}">{cells}</row>'


def rows_of(text):
    """The rows of a CSV text, empty cells as nothing."""
    return [[cell or None for cell in row] for row in csv.reader(io.StringIO(text))]
