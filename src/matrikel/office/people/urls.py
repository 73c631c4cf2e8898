"""Addresses of the pages about people."""

from django.urls import path

from matrikel.office.people import adding, editing, membership, person

urlpatterns = [
    path("new/", adding.new_member, name="new_member"),
    path("new/similar/", adding.similar, name="similar_people"),
    path("<uuid:person_id>/", person.overview, name="person"),
    path("<uuid:person_id>/memberships/", person.memberships, name="person_memberships"),
    path("<uuid:person_id>/history/", person.history, name="person_history"),
    path("<uuid:person_id>/opened/", person.opened, name="person_opened"),
    path("<uuid:person_id>/edit/", editing.edit, name="edit_person"),
    path("<uuid:person_id>/memberships/new/", membership.admit, name="admit_person"),
    path("<uuid:person_id>/memberships/<uuid:membership_id>/end/", membership.end, name="end_membership"),
]
