"""Text tables: comma, semicolon, tab or bar, in UTF-8, UTF-16 or an old Windows or Mac encoding."""

from matrikel.imports.formats.csv.read import CsvSource
from matrikel.imports.formats.table import Format

FORMAT = Format(code="csv", open=CsvSource)
