"""What anybody may see of one association: how it shows itself, and where one signs in to it."""

from django.urls import path

from matrikel.front import looks

app_name = "looks"
urlpatterns = [
    path("looks.css", looks.sheet, name="sheet"),
    path("logo.png", looks.logo, name="logo"),
    path("sign-in/", looks.sign_in, name="sign_in"),
]
