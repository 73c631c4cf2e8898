"""Addresses of the office, all under the association's slug."""

from django.urls import include, path

app_name = "office"
urlpatterns = [
    path("", include("matrikel.office.today.urls")),
    path("", include("matrikel.office.exports.urls")),
    path("", include("matrikel.office.log.urls")),
    path("people/", include("matrikel.office.selections.urls")),
    path("people/", include("matrikel.office.people.urls")),
    path("checks/", include("matrikel.office.checks.urls")),
    path("books/", include("matrikel.office.books.urls")),
    path("groups/", include("matrikel.office.groups.urls")),
    path("people/", include("matrikel.office.households.family_urls")),
    path("households/", include("matrikel.office.households.urls")),
    path("changes/", include("matrikel.office.bulkedits.urls")),
    path("", include("matrikel.office.tags.urls")),
    path("", include("matrikel.office.notes.urls")),
    path("", include("matrikel.office.guide.urls")),
    path("import/", include("matrikel.office.imports.urls")),
    path("units/", include("matrikel.office.units.urls")),
    path("associations/", include("matrikel.office.units.affiliated_urls")),
    path("", include("matrikel.office.fields.urls")),
    path("", include("matrikel.office.letters.urls")),
    path("settings/", include("matrikel.office.settings.urls")),
    path("board/", include("matrikel.office.access.urls")),
    path("set-up/", include("matrikel.office.set_up.urls")),
    path("jobs/", include("matrikel.office.jobs.urls")),
]
