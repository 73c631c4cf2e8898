"""Examples for rules.yml beside: what each rule finds, and what it leaves alone. Read by `make audit`, never run."""


def sql(cursor, request, name):
    # ruleid: sql-is-not-put-together-from-values
    cursor.execute("SELECT 1 FROM people_person WHERE name = '%s'" % name)
    # ruleid: sql-is-not-put-together-from-values
    cursor.execute("SELECT 1 WHERE name = " + request.GET["name"])
    # ruleid: sql-is-not-put-together-from-values
    Person.objects.extra(where=[name])
    # ok: sql-is-not-put-together-from-values
    cursor.execute("SELECT 1 FROM people_person WHERE name = %s", [name])


def markup(name):
    # ruleid: markup-is-not-marked-safe-after-formatting
    mark_safe(f"<b>{name}</b>")
    # ruleid: markup-is-not-marked-safe-after-formatting
    SafeString("<b>{}</b>".format(name))
    # ok: markup-is-not-marked-safe-after-formatting
    format_html("<b>{}</b>", name)


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


def remember():
    # ruleid: no-cache-across-requests
    from django.core.cache import cache
    # ok: no-cache-across-requests
    from functools import cache as once
