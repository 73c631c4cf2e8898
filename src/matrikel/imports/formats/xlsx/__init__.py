"""Excel workbooks: checked as an archive first, then read in a child process with limits."""

from matrikel.imports.formats.table import Format
from matrikel.imports.formats.xlsx.read import XlsxSource

FORMAT = Format(code="xlsx", open=XlsxSource)
