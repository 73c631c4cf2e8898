"""Addresses of the pages about groups."""

from django.urls import path

from matrikel.office.groups import adding, changing, group, listing, saving, sheet

urlpatterns = [
    path("", listing.groups, name="groups"),
    path("new/", saving.new_group, name="new_group"),
    path("person/<uuid:person_id>/", adding.add_person, name="add_person_to_group"),
    path("<uuid:group_id>/", group.group, name="group"),
    path("<uuid:group_id>/sheet/", sheet.sheet, name="group_sheet"),
    path("<uuid:group_id>/edit/", saving.edit_group, name="edit_group"),
    path("<uuid:group_id>/close/", saving.close, name="close_group"),
    path("<uuid:group_id>/next-season/", saving.next_season, name="next_season"),
    path("<uuid:group_id>/add/", adding.add, name="add_to_group"),
    path("<uuid:group_id>/leave/", changing.leave, name="leave_group"),
    path("<uuid:group_id>/part/", changing.part, name="change_part"),
]
