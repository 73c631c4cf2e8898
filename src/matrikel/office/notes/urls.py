"""Addresses of the pages about notes and free texts."""

from django.urls import path

from matrikel.office.notes import views

urlpatterns = [
    path("texts/", views.texts, name="texts"),
    path("people/<uuid:person_id>/notes/new/", views.new_note, name="new_note"),
    path("people/<uuid:person_id>/notes/<uuid:note_id>/remove/", views.remove, name="remove_note"),
]
