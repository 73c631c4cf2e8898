"""What anybody may see of one association: how it shows itself, where one signs in to it, and lists shared by a link."""

from django.urls import path

from matrikel.front import looks, roles, shared_lists
from matrikel.front.sign_in.urls import STEPS

app_name = "looks"
urlpatterns = [
    path("looks.css", looks.sheet, name="sheet"),
    path("logo.png", looks.logo, name="logo"),
    *STEPS,
    path("lists/<str:secret>/", shared_lists.shared_list, name="shared_list"),
    path("role/<str:secret>/", roles.role, name="role"),
]
