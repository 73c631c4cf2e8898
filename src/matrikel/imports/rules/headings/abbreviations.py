"""Two or three letters above a column: what they may stand for in some language, which the contents decide."""

from matrikel.imports.rules.fields import Field

_WRITTEN: dict[tuple[Field, str], str] = {
    (Field.FAMILY_NAME, ""): "an en sn ln fam",
    (Field.GIVEN_NAME, ""): "fn vn rn en",
    (Field.BIRTH, ""): "gd fd fdt sa spv gdat fdat gdt dob",
    (Field.JOINED, ""): "ls ms lv mf lpv inn ind idt inskr",
    (Field.LEFT, ""): "ut ud opz uit uts utm udm lt mt",
    (Field.PHONE, ""): "t t1 t2 t3 tf p p1 p2",
    (Field.PHONE, "mobile"): "m m1 m2 mb mo g gsm1 gsm2",
    (Field.EMAIL, ""): "em ep e ml",
    (Field.STREET, ""): "a ad adr os la str",
    (Field.POSTCODE, ""): "pc pn po p",
    (Field.PLACE, ""): "pl pst ps po pt wp gem o",
    (Field.MEMBER_NUMBER, ""): "lid mnr lnr jnr",
    (Field.NOTE, ""): "mrk",
}
CANDIDATES: dict[str, list[tuple[Field, str]]] = {}
for _meaning, _keys in _WRITTEN.items():
    for _key in _keys.split():
        CANDIDATES.setdefault(_key, []).append(_meaning)
