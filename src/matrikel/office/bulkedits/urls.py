"""Addresses of the pages on which many people are changed in one."""

from django.urls import path

from matrikel.office.bulkedits import choosing, edit, history

urlpatterns = [
    path("", history.edits, name="bulk_edits"),
    path("new/", choosing.new, name="new_bulk_edit"),
    path("<uuid:edit_id>/", edit.edit, name="bulk_edit"),
    path("<uuid:edit_id>/progress/", edit.progress, name="bulk_edit_progress"),
    path("<uuid:edit_id>/confirm/", edit.confirm, name="confirm_bulk_edit"),
    path("<uuid:edit_id>/cancel/", edit.cancel, name="cancel_bulk_edit"),
    path("<uuid:edit_id>/undo/", edit.undo, name="undo_bulk_edit"),
]
