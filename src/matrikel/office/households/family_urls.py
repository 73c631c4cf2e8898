"""Addresses of the pages about a person's relations; they lie under the person."""

from django.urls import path

from matrikel.office.households import relations

urlpatterns = [
    path("<uuid:person_id>/family/new/", relations.new_relation, name="new_relation"),
    path("<uuid:person_id>/family/<uuid:relation_id>/end/", relations.end_relation, name="end_relation"),
]
