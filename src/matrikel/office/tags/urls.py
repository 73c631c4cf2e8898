"""Addresses of the pages about tags."""

from django.urls import path

from matrikel.office.tags import views

urlpatterns = [
    path("tags/", views.tags, name="tags"),
    path("tags/<uuid:tag_id>/", views.tag, name="tag"),
    path("people/<uuid:person_id>/tags/", views.tags_of_person, name="person_tags"),
]
