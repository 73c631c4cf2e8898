"""A table as a file to take along."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter
from django.http import HttpResponse

Table = Sequence[Sequence[str]]


def csv_file(name: str, headings: Sequence[str], table: Table) -> HttpResponse:
    """Return a table as CSV: with semicolons and a byte order mark, as the spreadsheets of the north open it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in headings])
    writer.writerows([harmless(cell) for cell in line] for line in table)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; telephone numbers stay as they are."""
    is_number = text[:1] in ("+", "-") and text[1:].replace(" ", "").isdigit()
    return f"'{text}" if text[:1] in ("=", "@", "+", "-", "\t", "\r") and not is_number else text


def xlsx_file(name: str, headings: Sequence[str], table: Table) -> HttpResponse:
    """Return a table as a spreadsheet of texts, so that no number loses its zeros and no text becomes a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
            longest = max([len(heading), *(len(line[column]) for line in table[:200])])
            sheet.set_column(column, column, min(longest + 2, 40))
        for number, line in enumerate(table, start=1):
            for column, cell in enumerate(line):
                if cell:
                    sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table), len(headings) - 1)
    response = HttpResponse(
        file.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
