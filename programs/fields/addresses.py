import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from pydantic import Field

from programs.definition.base import Key, Text
from programs.fields.base import Invalid, Kind, Question, kind
from programs.fields.references import Combobox, Reference, ReferenceQuestion, spoken

# The first two digits of the national classifier of places (KATO).
REGIONS = {
    "10": Text(kk="Абай облысы", ru="область Абай"),
    "11": Text(kk="Ақмола облысы", ru="Акмолинская область"),
    "15": Text(kk="Ақтөбе облысы", ru="Актюбинская область"),
    "19": Text(kk="Алматы облысы", ru="Алматинская область"),
    "23": Text(kk="Атырау облысы", ru="Атырауская область"),
    "27": Text(kk="Батыс Қазақстан облысы", ru="Западно-Казахстанская область"),
    "31": Text(kk="Жамбыл облысы", ru="Жамбылская область"),
    "33": Text(kk="Жетісу облысы", ru="область Жетісу"),
    "35": Text(kk="Қарағанды облысы", ru="Карагандинская область"),
    "39": Text(kk="Қостанай облысы", ru="Костанайская область"),
    "43": Text(kk="Қызылорда облысы", ru="Кызылординская область"),
    "47": Text(kk="Маңғыстау облысы", ru="Мангистауская область"),
    "55": Text(kk="Павлодар облысы", ru="Павлодарская область"),
    "59": Text(kk="Солтүстік Қазақстан облысы", ru="Северо-Казахстанская область"),
    "61": Text(kk="Түркістан облысы", ru="Туркестанская область"),
    "62": Text(kk="Ұлытау облысы", ru="область Ұлытау"),
    "63": Text(kk="Шығыс Қазақстан облысы", ru="Восточно-Казахстанская область"),
    "71": Text(kk="Астана қаласы", ru="город Астана"),
    "75": Text(kk="Алматы қаласы", ru="город Алматы"),
    "79": Text(kk="Шымкент қаласы", ru="город Шымкент"),
}
HOUSE, FLAT = Text(kk="{}-үй", ru="д. {}"), Text(kk="{}-пәтер", ru="кв. {}")  # as they stand in an address
CITIES = {"71", "75", "79"}  # regions that are a city: nothing smaller has to be named
POSTCODE = re.compile(r"\d{6}|[A-Z]\d\d[A-Z]\d[A-Z]\d")
LONGEST = 120


class AddressQuestion(Question):
    kind: Literal["address"]
    reference_list: Key | Literal[""] = Field(
        default="", alias="list", description="a reference list of places, in place of three inputs"
    )
    to: Literal["house", "locality"] = Field(default="house", description="how exact it has to be")

    @property
    def parts(self) -> list[str]:
        """The inputs in their order."""
        where = ["place"] if self.reference_list else ["region", "district", "locality"]
        return where + (["street", "house", "flat", "postcode"] if self.to == "house" else [])

    @property
    def place(self) -> ReferenceQuestion:
        return ReferenceQuestion(key=self.key, kind="reference", list=self.reference_list)


def names() -> dict[str, str]:
    return {
        "place": _("Town or village"),
        "region": _("Region or city of national significance"),
        "district": _("District"),
        "locality": _("Town or village"),
        "street": _("Street or microdistrict"),
        "house": pgettext("address", "House"),
        "flat": _("Flat or office"),
        "postcode": _("Postcode"),
    }


@dataclass(frozen=True)
class Part:
    """One input of an address."""

    key: str
    label: str
    text: str
    is_optional: bool
    is_lacking: bool  # something is given, but not this


@dataclass(frozen=True)
class Widget:
    parts: list[Part]
    regions: dict[str, Text]
    place: Combobox | None = None


@kind
class Address(Kind):
    """The value has a text for each part; a region by its code, a place as a reference has it."""

    name = "address"
    settings = AddressQuestion
    template = "fields/address.html"
    is_group = True

    def parse(self, question: Any, raw: list[str]) -> dict[str, Any] | None:
        found: Any = self.parse_all(question, [raw], [None])[0]
        if isinstance(found, Invalid):
            raise found
        return dict(found) if found else None

    def parse_all(self, question: Any, raws: Sequence[list[str]], before: Sequence[Any]) -> list[Any]:
        if not question.reference_list:
            return [self._read(question, texts(question.parts, raw), None) for raw in raws]
        reference = Reference()
        split = [divided(question, raw) for raw in raws]
        known = [value and value.get("place") for value in before]
        places = reference.parse_all(question.place, [place for place, _rest in split], known)
        return [
            self._read(question, texts(question.parts[1:], rest), place)
            for place, (_place, rest) in zip(places, split, strict=True)
        ]

    def _read(self, question: Any, given: dict[str, str], place: Any) -> Any:
        if not given and place is None:
            return None
        if isinstance(place, Invalid):
            return place
        if wrong := wrong_part(given):
            return Invalid(wrong)
        value = given | ({"place": place} if place else {})
        lacks = missing_parts(question, value)
        if lacks:
            listed = ", ".join(names()[part].lower() for part in lacks)
            return Invalid(_("Add to the address: %(parts)s.") % {"parts": listed})
        return value

    def to_raw(self, question: Any, value: Any) -> list[str]:
        if value is None:
            return []
        place = value.get("place")
        where = ([spoken(place), place["code"]] if place else ["", ""]) if question.reference_list else []
        return where + [value.get(part, "") for part in question.parts if part != "place"]

    def typed_text(self, question: Any, raw: list[str]) -> str:
        place, rest = divided(question, raw) if question.reference_list else ([], raw)
        region = REGIONS.get(rest[0]) if rest and not question.reference_list else None
        return ", ".join(filter(None, [*place[:1], *([str(region), *rest[1:]] if region else rest)]))

    def shows(self, question: Any, raw: list[str]) -> bool:
        return len(raw) >= len(question.parts)

    def carry(self, old: Question, question: Any, value: Any) -> Any:
        if not isinstance(old, AddressQuestion) or old.reference_list != question.reference_list:
            raise Invalid(_("Fill in the address."))
        kept = {part: text for part, text in value.items() if part in question.parts}
        if missing_parts(question, kept):
            raise Invalid(_("Fill in the address."))
        return kept

    def widget(self, question: Any, raw: list[str], known: Mapping[str, Any], *, is_answer: bool) -> Widget:
        place, rest = divided(question, raw) if question.reference_list else ([], raw)
        given = texts([part for part in question.parts if part != "place"], rest)
        combobox = (
            Reference().widget(question.place, place, {}, is_answer=is_answer) if question.reference_list else None
        )
        chosen = {"place": place[0]} if place and place[0] else {}
        lacks = [] if is_answer else missing_parts(question, given | chosen)
        parts = [
            Part(
                part,
                names()[part],
                chosen.get(part) or given.get(part, ""),
                part not in NEEDED[question.to],
                part in lacks,
            )
            for part in question.parts
        ]
        return Widget(parts, REGIONS, combobox)

    def for_rules(self, question: Any, value: Any) -> dict[str, str]:
        """The parts as texts; of a place its code."""
        return {part: text["code"] if part == "place" else text for part, text in value.items()}

    def sample(self, question: Any) -> dict[str, str]:
        return dict.fromkeys(question.parts, "text")

    def display(self, question: Any, value: Any) -> str:
        if value is None:
            return ""
        region = REGIONS.get(value.get("region", ""))
        house, flat = value.get("house"), value.get("flat")
        parts = [
            value.get("postcode"),
            str(region) if region else "",
            value.get("district"),
            value.get("locality"),
            spoken(value["place"]) if "place" in value else "",
            value.get("street"),
            str(HOUSE).format(house) if house else "",
            str(FLAT).format(flat) if flat else "",
        ]
        return ", ".join(filter(None, parts))

    def missing(self, question: Any) -> str:
        return _("Fill in the address.")


# A village may have no streets, so that a street is never needed.
NEEDED = {"locality": ["place", "region", "locality"], "house": ["place", "region", "locality", "house"]}


def missing_parts(question: Any, value: Mapping[str, Any]) -> list[str]:
    needed = [part for part in NEEDED[question.to] if part in question.parts]
    if value.get("region") in CITIES:
        needed.remove("locality")
    return [part for part in needed if not value.get(part)]


def texts(parts: Sequence[str], raw: Sequence[str]) -> dict[str, str]:
    """What was given, by part."""
    given = {part: " ".join(text.split()) for part, text in zip(parts, raw, strict=False)}
    if "postcode" in given:
        given["postcode"] = given["postcode"].upper().replace(" ", "")
    return {part: text for part, text in given.items() if text}


def wrong_part(given: Mapping[str, str]) -> str:
    if given.get("region", "71") not in REGIONS:
        return _("Choose the region from the list.")
    if not POSTCODE.fullmatch(given.get("postcode", "010000")):
        return _("A postcode is 010000 or Z05T3E2.")
    long = next((part for part, text in given.items() if len(text) > LONGEST), None)
    if long:
        return _("Shorten the address: at most %(limit)d characters fit into each part.") % {"limit": LONGEST}
    return ""


def divided(question: Any, raw: list[str]) -> tuple[list[str], list[str]]:
    """(what the reference posted, the other parts); one more than usual is an item chosen among those offered."""
    others = len(question.parts) - 1
    here = max(len(raw) - others, 0)
    return raw[:here], raw[here:]
