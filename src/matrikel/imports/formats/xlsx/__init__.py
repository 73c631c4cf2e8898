"""Excel workbooks."""

from matrikel.imports.formats.table import Format
from matrikel.imports.formats.workbook.read import source_of

FORMAT = Format(code="xlsx", open=source_of("xlsx"))
