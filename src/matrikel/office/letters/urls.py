"""Addresses of the pages about letters."""

from django.urls import path

from matrikel.office.letters import head, views

urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("letters/resend/", views.resend, name="resend_letters"),
    path("letters/stop/", views.stop, name="stop_letters"),
    path("letters/<uuid:letter_id>/", views.letter, name="letter"),
    path("settings/letters/", head.head, name="letter_head"),
    path("settings/letters/test/", head.test, name="test_letter"),
]
