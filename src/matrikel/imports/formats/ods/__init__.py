"""OpenDocument sheets, as LibreOffice saves them."""

from matrikel.imports.formats.table import Format
from matrikel.imports.formats.workbook.read import source_of

FORMAT = Format(code="ods", open=source_of("ods"))
