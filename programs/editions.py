from functools import lru_cache

from programs.definition.document import Definition
from programs.models import Edition


@lru_cache(maxsize=128)
def definition_of(edition_id: int) -> Definition:
    """The compiled definition of an edition, once per process: editions never change."""
    return Definition.model_validate(Edition.objects.values_list("definition", flat=True).get(pk=edition_id))
