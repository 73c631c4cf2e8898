"""Addresses of the people list and of what belongs to it; they stand before those of single people."""

from django.urls import path

from matrikel.office.selections import columns, filters, listing, palette, saved

urlpatterns = [
    path("", listing.people, name="people"),
    path("search/", palette.search, name="search"),
    path("filters/", filters.filters, name="people_filters"),
    path("columns/", columns.columns, name="people_columns"),
    path("selections/", saved.selections, name="selections"),
    path("selections/new/", saved.new_selection, name="new_selection"),
    path("selections/<uuid:selection_id>/", saved.edit_selection, name="edit_selection"),
    path("selections/<uuid:selection_id>/count/", saved.count, name="count_selection"),
    path("selections/<uuid:selection_id>/ask/", saved.ask_selection, name="ask_selection"),
    path("selections/<uuid:selection_id>/remove/", saved.remove_selection, name="remove_selection"),
]
