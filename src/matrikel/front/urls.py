"""Addresses that belong to no association."""

from django.urls import path

from matrikel.front import beginning, fewer_letters, letter_box, returned, views
from matrikel.front.sign_in.urls import EID, OWN, STEPS

app_name = "front"
urlpatterns = [
    path("", views.start, name="start"),
    *STEPS,
    *OWN,
    *EID,
    path("sign-in/letter-box/", letter_box.letter_box, name="letter_box"),
    path("mail/fewer/<str:token>/", fewer_letters.fewer_letters, name="fewer_letters"),
    path("mail/returned/", returned.returned, name="returned_letters"),
    path("sign-in/<str:secret>/", views.sign_in_link, name="sign_in_link"),
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
    path("start/", beginning.begin, name="begin"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("health/", views.health, name="health"),
]
