"""The kinds of bulk edits that somebody may choose here, with what there is to choose in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from matrikel.bulkedits.kinds.base import NEW
from matrikel.bulkedits.kinds.own_field import may_be_changed_for_many
from matrikel.fields.queries import list_fields
from matrikel.fields.rules.definitions import may_edit
from matrikel.fields.rules.rows import FieldRow
from matrikel.groups.queries.groups import list_group_choices
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest
from matrikel.office.people.forms import type_label
from matrikel.office.people.reach import units_in_reach
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries.tags import list_tags
from matrikel.ui.formatting import current_language

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """
    One kind to choose: its code, name, a line about it, an icon, and what its form lets one choose from.

    `makes_new` says whether a new tag or group may be typed instead, and `units` are the branches one of which a
    new group then needs.
    """

    code: str
    name: str
    line: str
    icon: str
    options: Options = ()
    earlier: Options = ()  # what people may have, beside what they may get
    fields: Sequence[FieldRow] = ()
    makes_new: bool = False
    units: Options = ()


def _branches(request: OfficeRequest) -> Options:
    language = current_language()
    return [
        (str(unit.id), "\u2003" * unit.depth + unit.name_in(language))
        for unit in units_in_reach(request.viewer, open_only=True)
    ]


def _groups(request: OfficeRequest) -> Options:
    return [
        (str(group.id), f"{group.name} · {group.season}" if group.season else group.name)
        for group in list_group_choices(viewer=request.viewer, on=request.today)
    ]


def _tag_kinds(request: OfficeRequest) -> list[Kind]:
    tags, makes_new = [(str(tag.id), tag.name) for tag in list_tags()], request.viewer.may(Right.TAGS_EDIT)
    found = []
    if tags or makes_new:
        given = Kind(
            code="tag_add",
            name=_("Give a tag"),
            line=_("All of them carry one of your tags."),
            icon="tag",
            options=tags,
            makes_new=makes_new,
        )
        found.append(given)
    if tags:
        taken = Kind(
            code="tag_remove",
            name=_("Take a tag off"),
            line=_("None of them carries the tag any more."),
            icon="x",
            options=tags,
        )
        found.append(taken)
    return found


def _group_kind(request: OfficeRequest) -> Kind:
    return Kind(
        code="group",
        name=_("Group or team"),
        line=_("They come into a group or team."),
        icon="users-group",
        options=_groups(request),
        makes_new=True,
        units=_branches(request) if request.viewer.unit_ids is not None else (),
    )


def _fields(request: OfficeRequest) -> Sequence[FieldRow]:
    if not request.association.has(Module.FIELDS):
        return ()
    return [row for row in list_fields() if may_edit(row.officers) and may_be_changed_for_many(row)]


def kinds_of(request: OfficeRequest) -> list[Kind]:
    """Return the kinds that make sense in this association: no branches to choose, nothing to ask."""
    found = [
        Kind(
            code="address",
            name=_("Address"),
            line=_("A street is called otherwise, a postcode or place is new."),
            icon="map-pin",
        )
    ]
    if branches := _branches(request) if request.association.has(Module.UNITS) else ():
        found.append(
            Kind(
                code="branch",
                name=_("Branch"),
                line=_("They belong to another branch now."),
                icon="sitemap",
                options=branches,
            )
        )
    found += _tag_kinds(request)
    if request.association.has(Module.GROUPS):
        found.append(_group_kind(request))
    if fields := _fields(request):
        found.append(
            Kind(
                code="own_field",
                name=_("Own field"),
                line=_("One of your own fields holds the same for all of them."),
                icon="edit",
                options=[(str(row.id), row.label(current_language())) for row in fields],
                fields=fields,
            )
        )
    found += [
        Kind(
            code="language",
            name=_("Language"),
            line=_("In which language letters to them are written."),
            icon="language",
        ),
        Kind(
            code="municipality",
            name=_("Home municipality"),
            line=_("Municipalities were merged, or nobody had written it down."),
            icon="building-community",
        ),
    ]
    if types := list_membership_types():
        language = current_language()
        found.append(
            Kind(
                code="membership_type",
                name=_("Membership type"),
                line=_("The type that they have ends, and another begins on the same day."),
                icon="id-badge-2",
                options=[(str(each.id), type_label(each)) for each in types if each.is_offered],
                earlier=[(str(each.id), each.name_in(language)) for each in types],
            )
        )
    found += [
        Kind(
            code="membership_end",
            name=_("End of membership"),
            line=_("They leave on the same day for the same reason."),
            icon="user-minus",
        ),
    ]
    return found


def known_kind(request: OfficeRequest, code: str) -> Kind:
    """Return the kind of a bulk edit that is there, by a plain name where it can no longer be chosen."""
    found = next((kind for kind in kinds_of(request) if kind.code == code), None)
    names = {
        "branch": _("Branch"),
        "tag_add": _("Give a tag"),
        "tag_remove": _("Take a tag off"),
        "group": _("Group or team"),
        "own_field": _("Own field"),
        "membership_type": _("Membership type"),
    }
    return found or Kind(code=code, name=names.get(code, code), line="", icon="pencil")


def with_new(kind: Kind, values: Mapping[str, str]) -> Kind:
    """Return the kind so that it knows the name of the tag or group that the bulk edit is to make."""
    name = values.get("new_name", "")
    return replace(kind, options=[*kind.options, (NEW, name)]) if name else kind


def find_kind(request: OfficeRequest, code: str) -> Kind:
    """
    Return one kind.

    :raises NotFound: there is no such kind in this association.
    """
    found = next((kind for kind in kinds_of(request) if kind.code == code), None)
    if found is None:
        raise NotFound
    return found
