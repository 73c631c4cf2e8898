"""Addresses of the pages about checks."""

from django.urls import path

from matrikel.office.checks import kinds, listing, noting

urlpatterns = [
    path("", listing.needed, name="checks"),
    path("note/", noting.note, name="note_checks"),
    path("person/<uuid:person_id>/", noting.person, name="person_checks"),
    path("person/<uuid:person_id>/<uuid:check_id>/", noting.withdraw, name="withdraw_check"),
    path("kinds/", kinds.kinds, name="check_kinds"),
    path("kinds/new/", kinds.new_kind, name="new_check_kind"),
    path("kinds/<uuid:kind_id>/", kinds.edit_kind, name="check_kind"),
]
