"""Addresses of the assistant: one for each step."""

from django.urls import path

from matrikel.office.set_up import views
from matrikel.office.set_up.steps import STEPS

urlpatterns = [
    path("", views.overview, name="set_up"),
    path("finish/", views.finish, name="set_up_finish"),
    *(path(f"{step.code}/", views.page_of(step), name=step.address) for step in STEPS),
]
