"""Searching in a long reference list: what the database needs for what people type, well or badly."""

import random
from time import perf_counter

from django.db import connection

from programs.models import ReferenceItem, ReferenceList, ReferenceWord
from programs.reference_loading import NEW_WORDS
from programs.references import search

KEY = "bench_places"
SYLLABLES = [
    "қара",
    "бұ",
    "лақ",
    "ақ",
    "сай",
    "төбе",
    "өзен",
    "көл",
    "жар",
    "тас",
    "құм",
    "ал",
    "ма",
    "ты",
    "шы",
    "ғыс",
    "бай",
    "тер",
    "ек",
    "сары",
    "жаңа",
    "ескі",
    "тоған",
    "бек",
    "шілік",
    "ор",
    "та",
]
KINDS = [
    ("ауылы", "село", 60),
    ("ауылдық округі", "сельский округ", 20),
    ("көшесі", "улица", 18),
    ("ауданы", "район", 2),
]
# Beginnings, words in any order, what half of the list holds, slips of the fingers, a code, nothing at all.
TYPED = [
    "а",
    "кара",
    "карабулак",
    "аксаи ауылы",
    "ауылы",
    "село",
    "булак",
    "карабулк",
    "саритобе",
    "ауыли",
    "улеца",
    "000000777",
    "",
]
REGIONS = 20


def make_items(count: int) -> None:
    """A list of invented places below twenty regions; a hundred thousand take about a minute."""
    chance = random.Random(3)
    places = ReferenceList.objects.create(key=KEY, title_kk="Жерлер", title_ru="Места")
    regions = ReferenceItem.objects.bulk_create(
        ReferenceItem(reference_list=places, code=f"r{n}", title_kk=f"{n} облыс", title_ru=f"область {n}")
        for n in range(REGIONS)
    )
    ReferenceItem.objects.bulk_create(
        (_place(places, regions[number % REGIONS], number, chance) for number in range(count)), batch_size=10_000
    )
    with connection.cursor() as cursor:
        cursor.execute(NEW_WORDS, [places.pk])
        cursor.execute("ANALYZE programs_referenceitem")
        cursor.execute("ANALYZE programs_referenceword")


def _place(places: ReferenceList, region: ReferenceItem, number: int, chance: random.Random) -> ReferenceItem:
    name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()
    kk, ru, _weight = chance.choices(KINDS, weights=[weight for *_names, weight in KINDS])[0]
    return ReferenceItem(
        reference_list=places, code=f"{number:09}", parent=region, path=[region.code], level=2,
        title_kk=f"{name} {kk}", title_ru=f"{ru} {name}",
    )  # fmt: skip


def slowest_search(times: int = 9) -> tuple[float, str]:
    """(milliseconds, what was typed) of the search that takes longest, each as the best of several turns."""
    return max((min(_milliseconds(typed) for _ in range(times)), typed) for typed in TYPED)


def _milliseconds(typed: str) -> float:
    began = perf_counter()
    search(KEY, typed)
    return (perf_counter() - began) * 1000


def clear() -> None:
    ReferenceItem.objects.filter(reference_list__key=KEY, parent__isnull=False).delete()
    ReferenceItem.objects.filter(reference_list__key=KEY).delete()
    ReferenceWord.objects.filter(reference_list__key=KEY).delete()
    ReferenceList.objects.filter(key=KEY).delete()
