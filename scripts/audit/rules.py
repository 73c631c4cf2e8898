"""Examples for rules.yml beside: what each rule finds, and what it leaves alone. Read by `make audit`, never run."""


def sql(cursor, request, name):
    # ruleid: sql-is-not-put-together-from-values
    cursor.execute("SELECT 1 FROM people_person WHERE name = '%s'" % name)
    # ruleid: sql-is-not-put-together-from-values
    cursor.execute("SELECT 1 WHERE name = " + request.GET["name"])
    # ruleid: sql-is-not-put-together-from-values, doors-ask-rooms-and-no-tables
    Person.objects.extra(where=[name])
    # ruleid: sql-is-not-put-together-from-values
    cursor.execute("SELECT 1 FROM {}".format(name))
    # ruleid: sql-is-not-put-together-from-values, doors-ask-rooms-and-no-tables
    Person.objects.annotate(found=RawSQL(f"name = '{name}'", []))
    # ok: sql-is-not-put-together-from-values
    cursor.execute("SELECT 1 FROM people_person WHERE name = %s", [name])


def markup(name):
    # ruleid: markup-is-not-marked-safe-after-formatting, markup-is-not-marked-safe-as-it-comes
    mark_safe(f"<b>{name}</b>")
    # ruleid: markup-is-not-marked-safe-after-formatting, markup-is-not-marked-safe-as-it-comes
    SafeString("<b>{}</b>".format(name))
    # ok: markup-is-not-marked-safe-after-formatting
    format_html("<b>{}</b>", name)


def trust(note):
    # ruleid: markup-is-not-marked-safe-as-it-comes
    mark_safe(note)
    # ok: markup-is-not-marked-safe-as-it-comes
    mark_safe("<hr>")


def remember_in_the_browser(response):
    # ruleid: no-cookie-without-its-flags
    response.set_cookie("a", "b")
    # ruleid: no-cookie-without-its-flags
    response.set_cookie("a", "b", httponly=False, samesite="Lax", secure=True)
    # ruleid: no-cookie-without-its-flags
    response.set_cookie("a", "b", samesite="Lax", httponly=True)
    # ok: no-cookie-without-its-flags
    response.set_cookie("a", "b", samesite="Lax", secure=is_secure, httponly=True)


def log_request(request):
    # ruleid: no-request-in-a-log-line
    logger.warning("Broken: %s", request.body)
    # ruleid: no-request-in-a-log-line
    logger.info("Asked: %s", request.GET["q"])
    # ruleid: no-request-in-a-log-line
    log.error(f"{request.POST}")
    # ok: no-request-in-a-log-line
    logger.warning("Broken: %s", page)


def hand_over(rows):
    response = HttpResponse(rows, content_type="text/csv")
    # ruleid: people-leave-as-a-file-by-the-export-service-only
    response.headers["Content-Disposition"] = "attachment"
    # ok: people-leave-as-a-file-by-the-export-service-only
    response.headers["Cache-Control"] = "no-store"


def show(request):
    # ruleid: doors-ask-rooms-and-no-tables
    Person.objects.all()
    # ruleid: doors-ask-rooms-and-no-tables
    Person.objects.get(id=1)
    # ok: doors-ask-rooms-and-no-tables
    list_people(viewer=request.viewer)


# ruleid: no-way-round-the-csrf-check
@csrf_exempt
def press(request):
    # ruleid: no-redirect-to-an-address-that-came-along
    return redirect(request.GET["next"])


# ok: no-way-round-the-csrf-check
@csrf_protect
def leave(request):
    # ok: no-redirect-to-an-address-that-came-along
    return redirect("front:start")


def answer(rows):
    # ruleid: no-streaming-answer
    return StreamingHttpResponse(rows)


def compare(given, stored, link):
    # ruleid: no-secret-compared-letter-by-letter
    if link.secret == given:
        return True
    # ok: no-secret-compared-letter-by-letter
    return secrets.compare_digest(link.secret, given)


def log(person):
    # ruleid: no-personal-value-in-a-log-line
    logger.warning("Could not write to %s", person.email)
    # ok: no-personal-value-in-a-log-line
    logger.warning("Could not write to %s", person.id)


def record_change(person):
    # ruleid: no-personal-value-in-the-audit-header
    record(acts=[Act(action="people.changed", header={"who": person.display_name})])
    # ok: no-personal-value-in-the-audit-header
    record(acts=[Act(action="people.changed", header={"who": person.id})])


def is_over(ends_on, on):
    # ruleid: the-clock-is-passed-in
    if ends_on <= date.today():
        return True
    # ok: the-clock-is-passed-in
    return ends_on <= on


def fetch(address):
    # ruleid: nothing-is-fetched-from-elsewhere
    return urllib.request.urlopen(address)


def call(host):
    # ruleid: nothing-is-fetched-from-elsewhere
    return http.client.HTTPSConnection(host, timeout=5)


def remember():
    # ruleid: no-cache-across-requests
    from django.core.cache import cache
    # ok: no-cache-across-requests
    from functools import cache as once
