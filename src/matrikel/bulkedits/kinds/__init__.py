"""The kinds of bulk edits, one file each."""

from matrikel.bulkedits.kinds.address import Address
from matrikel.bulkedits.kinds.base import Kind
from matrikel.bulkedits.kinds.group import IntoGroup
from matrikel.bulkedits.kinds.membership_end import MembershipEnd
from matrikel.bulkedits.kinds.membership_type import AnotherType
from matrikel.bulkedits.kinds.own_field import OwnField
from matrikel.bulkedits.kinds.tags import AddTag, RemoveTag
from matrikel.bulkedits.kinds.values import Branch, Language, Municipality

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Address(),
        Branch(),
        Language(),
        Municipality(),
        AddTag(),
        RemoveTag(),
        IntoGroup(),
        OwnField(),
        AnotherType(),
        MembershipEnd(),
    )
}
"""By the code under which a bulk edit remembers its kind."""
