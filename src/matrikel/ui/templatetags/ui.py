"""The components as template tags: `{% load ui %}`. Each draws one thing, and only draws."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matrikel.ui import formatting, furniture, table
from matrikel.ui.listing import Column, Option
from matrikel.ui.own_text import own_text
from matrikel.ui.parts import Fact, Figure, RowItem, Tab, Tone, sparkline
from matrikel.ui.run import STEPS, RunView, Step

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "tabler-icons"


# --- The head of a page -----------------------------------------------------------------------------

COMPONENTS = (
    *("shell", "button", "card", "pill", "avatar", "rows", "definition", "tabs", "figure"),
    *("menu", "list", "table", "form", "run", "empty", "messages", "dialog", "plain", "membership-card"),
    "sheet",
    "tiles",
    "steps",
)
STYLES = (
    "css/_layers.css",
    "vendor/inter/inter.css",
    "vendor/tabler/tabler.css",
    "css/tokens.css",
    "css/base.css",
    *(f"css/components/{name}.css" for name in COMPONENTS),
    "css/utilities.css",
    "css/print.css",
)
SCRIPTS = tuple(
    f"js/{name}.js"
    for name in (
        "focus",
        "lasting",
        "menus",
        "dialogs",
        "theme",
        "selection",
        "keys",
        "sheets",
        "copies",
        "passkeys",
        "forms",
    )
)


@functools.cache
def _without_nonce(tag: str, paths: tuple[str, ...]) -> str:
    # Thirty look-ups for every page, and the answer never changes while a process lives.
    return str(format_html_join("\n  ", tag.replace("%s", "{{}}"), [(static(path),) for path in paths]))


def _links(tag: str, paths: tuple[str, ...], nonce: str) -> SafeString:
    return SafeString(_without_nonce(tag, paths).replace("{}", escape(nonce)))


@register.simple_tag(takes_context=True)
def page_styles(context: template.Context) -> SafeString:
    """Every sheet as a link: the nonce does not reach an @import, so sheets do not import each other."""
    nonce = str(context.get("csp_nonce", ""))
    return _links('<link rel="stylesheet" href="{}" nonce="%s">', STYLES, nonce)


@register.simple_tag(takes_context=True)
def page_scripts(context: template.Context) -> SafeString:
    nonce = str(context.get("csp_nonce", ""))
    return _links('<script type="module" src="{}" nonce="%s"></script>', SCRIPTS, nonce)


@register.simple_tag
@functools.cache
def asset(path: str) -> str:
    """The address of one of our own files: as `static`, looked up once, as it never changes while a process lives."""
    return static(path)


@register.simple_tag
@functools.cache
def own_languages() -> tuple[tuple[str, str], ...]:
    """Each language under the name it gives itself."""
    return tuple((code, str(name)) for code, name in settings.LANGUAGES)


@register.filter
def tel(phone: str) -> str:
    """The phone number as a `tel:` link wants it."""
    return "".join(character for character in phone if character.isdigit() or character == "+")


# --- Small marks -----------------------------------------------------------------------------------


@functools.cache
def _icon(name: str) -> str:
    svg = (ICONS / f"{name}.svg").read_text(encoding="utf-8").strip()
    return re.sub(r"<svg ", '<svg class="icon" ', svg, count=1)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An outline icon; without a label it is decoration and hidden from screen readers."""
    svg = _icon(name)
    if not label:
        return mark_safe(svg.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S308 - our own file
    before, after = svg.split("<svg ", 1)
    return format_html('{}<svg role="img" aria-label="{}" {}', before, label, mark_safe(after))  # noqa: S308


@register.simple_tag
def pill(tone: str, text: str) -> SafeString:
    return format_html('<span class="pill pill-{}">{}</span>', Tone(tone).value, text)


@register.simple_tag
def avatar(letters: str, size: str = "", picture: str = "") -> SafeString:
    """Initials in a circle, perhaps under a picture: decoration, as the name always stands beside it."""
    return SafeString(table.drawn_avatar(letters, size, picture))


register.simple_tag(table.table_rows)


@register.simple_tag
def column_heads(columns: Iterable[Column]) -> SafeString:
    """The headings of a table, those that sort it as links."""
    return SafeString("".join(map(_column_head, columns)))


def _column_head(column: Column) -> str:
    at_end = ' class="is-end"' if column.at_end else ""
    direction = f' aria-sort="{column.sorted}"' if column.sorted else ""
    label = escape(column.label)
    if column.sort_url:
        mark = icon("chevron-down") if column.sorted else ""
        label = format_html('<a class="sort-link" href="{}">{}{}</a>', column.sort_url, label, mark)
    return f'<th role="columnheader" scope="col"{at_end}{direction}>{label}</th>'


@register.simple_tag
def choices(options: Iterable[Option]) -> SafeString:
    """What a `<select>` offers; `url` is the value."""
    return SafeString(
        "".join(
            f'<option value="{escape(each.url)}"{" selected" if each.current else ""}>{escape(each.label)}</option>'
            for each in options
        )
    )


register.simple_tag(furniture.sidebar, takes_context=True)
register.simple_tag(furniture.top_bar, takes_context=True)
register.simple_tag(furniture.dialogs, takes_context=True)
register.filter(own_text)


# --- Buttons ---------------------------------------------------------------------------------------


def _button_classes(*, primary: bool, small: bool, quiet: bool, bad: bool) -> str:
    chosen = {"btn-primary": primary, "btn-sm": small, "btn-quiet": quiet, "btn-bad": bad}
    return " ".join(["btn", *(name for name, on in chosen.items() if on)])


@register.simple_tag
def link_button(
    url: str,
    label: str,
    *,
    icon: str = "",
    primary: bool = False,
    small: bool = False,
    quiet: bool = False,
    about: str = "",
) -> SafeString:
    """A link that looks like a button; `about` tells a screen reader what a short label is about."""
    return format_html(
        '<a class="{}" href="{}">{}{}{}</a>',
        _button_classes(primary=primary, small=small, quiet=quiet, bad=False),
        url,
        _icon_or_nothing(icon),
        label,
        _about(about),
    )


@register.simple_tag
def submit_button(
    label: str,
    *,
    icon: str = "",
    primary: bool = False,
    small: bool = False,
    quiet: bool = False,
    bad: bool = False,
    name: str = "",
    value: str = "",
    form: str = "",
    formaction: str = "",
    formmethod: str = "",
    about: str = "",
) -> SafeString:
    attributes = {
        "name": name,
        "value": value if name else "",
        "form": form,
        "formaction": formaction,
        "formmethod": formmethod,
    }
    said = format_html_join("", ' {}="{}"', ((key, val) for key, val in attributes.items() if val))
    classes = _button_classes(primary=primary, small=small, quiet=quiet, bad=bad)
    return format_html(
        '<button type="submit" class="{}"{}>{}{}{}</button>',
        classes,
        said,
        _icon_or_nothing(icon),
        label,
        _about(about),
    )


def _icon_or_nothing(name: str) -> SafeString:
    return icon(name) if name else SafeString("")


def _about(text: str) -> SafeString:
    return format_html('<span class="visually-hidden"> {}</span>', text) if text else SafeString("")


# --- Boxes -----------------------------------------------------------------------------------------


@register.simple_block_tag
def card(content: str, *, title: str = "", aside: str = "", flush: bool = False, id: str = "") -> SafeString:
    """A white box with a heading; `flush` lets rows and tables reach its edges."""
    heading = SafeString("")
    if title:
        end = format_html('<div class="card-aside">{}</div>', aside) if aside else SafeString("")
        heading = format_html('<div class="card-header"><h2 class="card-title">{}</h2>{}</div>', title, end)
    body = content if flush else format_html('<div class="card-body">{}</div>', content)
    return format_html(
        '<section class="card"{}>{}{}</section>', format_html(' id="{}"', id) if id else "", heading, body
    )


@register.simple_block_tag
def notice(content: str, *, tone: str = "quiet", icon: str = "info-circle") -> SafeString:
    """A boxed remark inside a page."""
    return format_html(
        '<div class="notice notice-{}">{}<div class="notice-body">{}</div></div>',
        Tone(tone).value,
        _icon_or_nothing(icon),
        content,
    )


@register.simple_block_tag
def empty_state(content: str, *, title: str, icon: str = "info-circle", heading: int = 2) -> SafeString:
    """An empty place that says what to do first; the block holds the sentence and the button."""
    level = "h3" if heading == 3 else "h2"
    return format_html(
        '<div class="empty-state">{}<{}>{}</{}>{}</div>', _icon_or_nothing(icon), level, title, level, content
    )


@register.simple_block_tag
def row(content: str, *, icon: str, title: str, line: str = "", url: str = "") -> SafeString:
    """One row of `<ul class="rows">`; the block holds what stands at its end."""
    heading = (
        format_html('<a class="row-title" href="{}">{}</a>', url, title)
        if url
        else format_html('<span class="row-title">{}</span>', title)
    )
    end = format_html('<div class="row-end">{}</div>', mark_safe(content.strip())) if content.strip() else ""  # noqa: S308
    below = format_html('<span class="row-line">{}</span>', line) if line else ""
    return format_html(
        '<li class="row-item">{}<div class="row-text">{}{}</div>{}</li>',
        _icon_or_nothing(icon),
        heading,
        below,
        end,
    )


@register.simple_tag
def rows(items: Iterable[RowItem]) -> SafeString:
    return SafeString(render_to_string("ui/parts/rows.html", {"items": tuple(items)}))


@register.simple_tag
def definition_list(facts: Iterable[Fact], narrow: bool = False) -> SafeString:
    return SafeString(render_to_string("ui/parts/facts.html", {"facts": tuple(facts), "narrow": narrow}))


@register.simple_tag
def tabs(items: Iterable[Tab], label: str) -> SafeString:
    return SafeString(render_to_string("ui/parts/tabs.html", {"tabs": tuple(items), "label": label}))


@register.simple_tag
def figure_card(figure: Figure) -> SafeString:
    context = {"figure": figure, "points": sparkline(figure.points)}
    return SafeString(render_to_string("ui/parts/figure.html", context))


# --- Forms -----------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, why: str = "", label: str = "") -> SafeString:
    """Label, input, the line that says why we ask, and what is wrong: tied together for every reader."""
    widget = bound.field.widget
    why = why or str(bound.help_text or "")
    is_group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    is_box = isinstance(widget, CheckboxInput)
    name = bound.auto_id or bound.html_name
    if is_group:
        widget.attrs.setdefault("class", "form-check-input")
    described = [f"{name}-why"] if why else []
    described += [f"{name}-error"] if bound.errors else []
    attrs: dict[str, Any] = {"class": _field_class(widget, invalid=bool(bound.errors))}
    if described and not is_group:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors and not is_group:
        attrs["aria-invalid"] = "true"
    if widget.attrs.get("class"):
        attrs["class"] = f"{widget.attrs['class']} {attrs['class']}"
    context = {
        "bound": bound,
        "id": name,
        "label": label or bound.label,
        "why": why,
        "control": bound if is_group else bound.as_widget(attrs=attrs),
        "described": " ".join(described),
        "is_group": is_group,
        "is_box": is_box,
        "is_hidden": bound.is_hidden,
        # A doubt that can be answered: the box says that the value is meant as it stands.
        "keep_token": getattr(bound.field, "keep_token", ""),
        "is_kept": getattr(bound.field, "is_kept", False),
        # Where nearly nothing is needed, a form says so once instead of at every field.
        "says_optional": not bound.field.required and getattr(bound.form, "marks_optional", True),
    }
    return SafeString(render_to_string("ui/parts/field.html", context))


def _field_class(widget: Any, *, invalid: bool) -> str:
    if isinstance(widget, CheckboxInput):
        name = "form-check-input"
    elif isinstance(widget, Select):
        name = "form-select"
    else:
        name = "form-control"
    return f"{name} is-invalid" if invalid else name


@register.simple_tag
def copy_link(url: str, id: str) -> SafeString:
    """Return a link to hand on, in a field from which it can be copied, with the button that does."""
    return SafeString(render_to_string("ui/parts/copy_link.html", {"url": url, "id": id}))


@register.simple_tag
def error_summary(*forms: BaseForm) -> SafeString:
    """All that is wrong, on top, each line leading to its field; takes the focus after a failed save."""
    lines: list[tuple[str, str, str]] = []
    for form in forms:
        for message in form.non_field_errors():
            lines.append(("", "", str(message)))
        for bound in form:
            for message in bound.errors:
                lines.append((bound.auto_id or "", str(bound.label), str(message)))
    if not lines:
        return SafeString("")
    return SafeString(render_to_string("ui/parts/error_summary.html", {"lines": lines}))


# --- Runs ------------------------------------------------------------------------------------------


def step_label(step: Step) -> str:
    return {
        Step.PREVIEW: pgettext("step of a run", "Preview"),
        Step.CONFIRM: pgettext("step of a run", "Confirm"),
        Step.PROGRESS: pgettext("step of a run", "Progress"),
        Step.RESULT: pgettext("step of a run", "Result"),
    }[step]


@register.simple_tag
def run_steps(current: Step | str) -> SafeString:
    at = STEPS.index(Step(current))
    steps = [
        {"label": step_label(step), "number": index + 1, "done": index < at, "current": index == at}
        for index, step in enumerate(STEPS)
    ]
    return SafeString(render_to_string("ui/parts/steps.html", {"steps": steps}))


@register.simple_tag
def progress(done: int, total: int, label: str) -> SafeString:
    percent = min(100, done * 100 // total) if total else 0
    return format_html(
        '<p class="progress-label"><span>{}</span><span class="number">{} %</span></p>'
        '<progress max="{}" value="{}" aria-label="{}">{} %</progress>',
        label,
        percent,
        total or 1,
        min(done, total or 1),
        label,
        percent,
    )


@register.filter
def time_left(run: RunView) -> str:
    """How long a run still takes, as a person says it."""
    seconds = run.seconds_left
    if seconds is None:
        return _("working it out")
    if seconds < 60:
        return _("less than a minute")
    minutes = round(seconds / 60)
    return _("about %(minutes)s min") % {"minutes": formatting.number(minutes)}


# --- Numbers, money, dates --------------------------------------------------------------------------


@register.filter
def number(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    return "" if value is None else formatting.number(value, decimals)


@register.simple_tag
def money(minor_units: int, currency: str) -> str:
    return formatting.money(minor_units, currency)


@register.filter
def day(value: dt.date | None) -> str:
    return "" if value is None else formatting.date(value)


@register.filter
def long_day(value: dt.date | None) -> str:
    return "" if value is None else formatting.long_date(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    return "" if value is None else formatting.moment(value)
