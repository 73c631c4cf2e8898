"""Addresses of the pages about households."""

from django.urls import path

from matrikel.office.households import forming, household, listing, members, moving, newcomers, suggestions

urlpatterns = [
    path("", listing.households, name="households"),
    path("new/", forming.new_household, name="new_household"),
    path("suggestions/", suggestions.suggestions, name="household_suggestions"),
    path("moves/<uuid:move_id>/", moving.moved, name="household_move"),
    path("moves/<uuid:move_id>/undo/", moving.undo, name="undo_household_move"),
    path("<uuid:household_id>/", household.overview, name="household"),
    path("<uuid:household_id>/opened/", household.opened, name="household_opened"),
    path("<uuid:household_id>/edit/", household.edit, name="edit_household"),
    path("<uuid:household_id>/move/", moving.move, name="move_household"),
    path("<uuid:household_id>/members/new/", members.add, name="join_household"),
    path("<uuid:household_id>/members/new-person/", newcomers.new_person, name="new_household_person"),
    path("<uuid:household_id>/members/<uuid:person_id>/", members.stay, name="household_member"),
]
