"""Things told apart by their `kind`, which is looked up in a registry when a definition is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from portal.lib.registry import Registry, UnknownName


@dataclass(frozen=True)
class ByKind:
    """Annotation of a field: `Annotated[Question, ByKind(kinds, …)]`."""

    registry: Registry[Any]
    settings_of: Callable[[Any], type[BaseModel]]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.validate, serialization=core_schema.plain_serializer_function_ser_schema(dump)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        """What is common to all; `program_schema` puts the settings of each kind in its place, by the comment."""
        known = {"type": "string", "enum": sorted(self.registry)}
        common = {"type": "object", "properties": {"kind": known}, "required": ["kind"]}
        return common | {"$comment": self.registry.what}

    def validate(self, value: Any) -> BaseModel:
        if isinstance(value, BaseModel):
            return value
        if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
            raise PydanticCustomError("no_kind", "give its kind")
        try:
            thing = self.registry[value["kind"]]
        except UnknownName as error:
            raise PydanticCustomError("unknown_kind", "{reason}", {"reason": str(error)}) from error
        return self.settings_of(thing).model_validate(value)


def dump(thing: BaseModel) -> dict[str, Any]:
    """Short, as in a file: what equals the default is left out."""
    return thing.model_dump(mode="json", exclude_defaults=True, by_alias=True)
