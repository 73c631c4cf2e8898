"""Addresses of the pages about imports."""

from django.urls import path

from matrikel.office.imports import (
    clubs,
    columns,
    history,
    layouts,
    problems,
    raw_row,
    rows,
    run,
    undo,
    upload,
)

urlpatterns = [
    path("", history.imports, name="imports"),
    path("new/", upload.upload, name="new_import"),
    path("people/<uuid:person_id>/", raw_row.page, name="person_raw_row"),
    path("layouts/", layouts.forget, name="import_layouts"),
    path("<uuid:run_id>/", run.run, name="import_run"),
    path("<uuid:run_id>/progress/", run.progress, name="import_progress"),
    path("<uuid:run_id>/columns/", columns.columns, name="import_columns"),
    path("<uuid:run_id>/columns/field/", columns.own_field, name="import_field"),
    path("<uuid:run_id>/choices/", columns.choices, name="import_choices"),
    path("<uuid:run_id>/sheet/", run.sheet, name="import_sheet"),
    path("<uuid:run_id>/clubs/", clubs.clubs, name="import_clubs"),
    path("<uuid:run_id>/rows/", rows.rows, name="import_rows"),
    path("<uuid:run_id>/doubles/", rows.doubles, name="import_doubles"),
    path("<uuid:run_id>/problems/mend/", problems.mend, name="mend_import_cells"),
    path("<uuid:run_id>/problems/", problems.problems, name="import_problems"),
    path("<uuid:run_id>/problems.csv", problems.download, {"kind": "csv"}, name="import_problem_csv"),
    path("<uuid:run_id>/problems.xlsx", problems.download, {"kind": "xlsx"}, name="import_problem_xlsx"),
    path("<uuid:run_id>/confirm/", run.confirm, name="confirm_import"),
    path("<uuid:run_id>/cancel/", run.cancel, name="cancel_import"),
    path("<uuid:run_id>/resume/", run.resume, name="resume_import"),
    path("<uuid:run_id>/again/", undo.again, name="begin_import_again"),
    path("<uuid:run_id>/undo/", undo.undo, name="undo_import"),
]
