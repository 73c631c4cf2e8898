"""Addresses of the pages about people."""

from django.urls import path

from matrikel.office.people import (
    adding,
    by_number,
    editing,
    lifting,
    membership,
    person,
    portrait,
    verifying,
)

urlpatterns = [
    path("new/", adding.new_member, name="new_member"),
    path("new/company/", adding.new_company, name="new_company"),
    path("new/similar/", adding.similar, name="similar_people"),
    path("by-number/", by_number.by_number, name="find_by_number"),
    path("<uuid:person_id>/", person.overview, name="person"),
    path("<uuid:person_id>/memberships/", person.memberships, name="person_memberships"),
    path("<uuid:person_id>/history/", person.history, name="person_history"),
    path("<uuid:person_id>/opened/", person.opened, name="person_opened"),
    path("<uuid:person_id>/confirm/", verifying.verify, name="verify_contact"),
    path("<uuid:person_id>/edit/", editing.edit, name="edit_person"),
    path("<uuid:person_id>/protection/", lifting.lift, name="lift_protection"),
    path("<uuid:person_id>/portrait.jpg", portrait.picture, name="person_picture"),
    path("<uuid:person_id>/portrait/", portrait.edit_portrait, name="edit_portrait"),
    path("<uuid:person_id>/edit/similar/", editing.similar_to, name="similar_to"),
    path("<uuid:person_id>/memberships/new/", membership.admit, name="admit_person"),
    path("<uuid:person_id>/memberships/<uuid:membership_id>/end/", membership.end, name="end_membership"),
]
