"""The parts of the settings: their pages, in groups, and how each is saved; the assistant asks the same ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matrikel.kernel.errors import Refusal
from matrikel.office.doors import OfficeRequest
from matrikel.office.settings.forms import (
    CountryForm,
    HelpForm,
    KindForm,
    LanguagesForm,
    LooksForm,
    ModulesForm,
    NameForm,
    PartForm,
    SettingsPart,
    ShapeForm,
)
from matrikel.organisations.actions.change_logo import LogoRefused, change_logo
from matrikel.organisations.actions.change_settings import SettingsRefused, change_settings
from matrikel.organisations.actions.recast_association import RecastRefused, recast_association
from matrikel.organisations.queries import get_association


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One page of the settings; without a `form` it has a view of its own."""

    code: str
    title: Promise
    line: Promise
    icon: str
    form: type[PartForm] | None = None
    page: str = ""  # the name of its address, where the page does not lie under the settings

    @property
    def address(self) -> str:
        """Return the name of its address."""
        return self.page or f"settings_{self.code}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Parts under one heading."""

    title: Promise
    parts: Sequence[Part]


NAME = Part(
    code="name",
    title=_("Name"),
    line=_("What you are called, in each of your languages."),
    icon="building",
    form=NameForm,
)
KIND = Part(
    code="kind",
    title=_("Kind and protection"),
    line=_("What you do, and how closely the list of members is guarded."),
    icon="shield-check",
    form=KindForm,
)
SHAPE = Part(
    code="shape",
    title=_("Branches or clubs"),
    line=_("In one piece, with branches, or made of independent associations."),
    icon="sitemap",
    form=ShapeForm,
)
COUNTRY = Part(
    code="country",
    title=_("Country and address"),
    line=_("Where you are at home, and where you are found here."),
    icon="map-pin",
    form=CountryForm,
)
LANGUAGES = Part(
    code="languages",
    title=_("Languages and time"),
    line=_("In which languages you write, and when your days begin."),
    icon="language",
    form=LanguagesForm,
)
LOOKS = Part(
    code="looks",
    title=_("Looks"),
    line=_("Your logo and your colour, on everything that members see."),
    icon="sparkles",
    form=LooksForm,
)
HELP = Part(
    code="help",
    title=_("Who helps"),
    line=_("Whom somebody asks who is stuck; shown on every page."),
    icon="lifebuoy",
    form=HelpForm,
)
MODULES = Part(
    code="modules",
    title=_("What you use"),
    line=_("Switch parts of Matrikel on and off; nothing is lost when one is off."),
    icon="toggle-right",
    form=ModulesForm,
)
TYPES = Part(
    code="types",
    title=_("Membership types"),
    line=_("What one can be a member as, and who may."),
    icon="id-badge-2",
)
BOARD = Part(
    code="board",
    title=_("Board and roles"),
    line=_("Who may do what, and until when."),
    icon="key",
    page="board",
)
FIELDS = Part(
    code="fields",
    title=_("Fields"),
    line=_("What you keep about people: why, how long, and who sees it."),
    icon="list-check",
)
TAGS = Part(
    code="tags",
    title=_("Tags"),
    line=_("Words of your own by which you find people again."),
    icon="tag",
    page="tags",
)
TEXTS = Part(
    code="texts",
    title=_("Texts"),
    line=_("Your own words, where your members and officers read them."),
    icon="notes",
)
LETTERS = Part(
    code="letters",
    title=_("Letters"),
    line=_("Whose name is on your e-mail, where answers go, and what stands at the foot."),
    icon="mail",
    page="letter_head",
)
EXPORTS = Part(
    code="exports",
    title=_("Large lists"),
    line=_("From how many people within a day a second officer is asked or told."),
    icon="download",
)

GROUPS = (
    Group(title=_("The association"), parts=(NAME, KIND, SHAPE, COUNTRY)),
    Group(title=_("How it meets people"), parts=(LANGUAGES, LOOKS, HELP, TEXTS, LETTERS)),
    Group(title=_("How you work"), parts=(MODULES, TYPES, FIELDS, TAGS, BOARD, EXPORTS)),
)
PARTS = {part.code: part for group in GROUPS for part in group.parts}


def save(request: OfficeRequest, part: Part, form: PartForm) -> bool:
    """Save a part that was read without errors; a refusal goes to its field, and False is returned."""
    try:
        version = form.cleaned_data["version"]
        if isinstance(form, LooksForm):
            return _save_looks(request, form)
        if isinstance(form, SettingsPart):
            _change(request, form, version)
        else:
            values = {
                name: form.cleaned_data[name]
                for name in ("kind", "profile", "country")
                if name in form.fields
            }
            if values.get("kind") not in (None, request.association.kind) and not _chose_profile(form):
                values.pop("profile", None)
            recast_association(version=version, actor=request.actor, at=request.now, **values)
    except (SettingsRefused, RecastRefused) as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
        return False
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _chose_profile(form: PartForm) -> bool:
    """Say whether somebody chose a profile, rather than leaving the one that belonged to the old kind."""
    return bool(form.cleaned_data.get("profile", form.association.profile) != form.association.profile)


def _change(request: OfficeRequest, form: SettingsPart, version: int) -> None:
    change_settings(
        settings=form.merged(get_association().settings()),
        version=version,
        actor=request.actor,
        at=request.now,
    )


def _save_looks(request: OfficeRequest, form: LooksForm) -> bool:
    picture = form.cleaned_data["logo"]
    try:
        if picture is not None:
            # One byte more than is allowed is enough to refuse it.
            change_logo(picture=picture.read(2 * 1024 * 1024 + 1), actor=request.actor, at=request.now)
        elif form.cleaned_data["without_logo"]:
            change_logo(picture=None, actor=request.actor, at=request.now)
    except LogoRefused as refusal:
        form.add_error("logo", str(refusal))
        return False
    _change(request, form, form.cleaned_data["version"])
    return True
