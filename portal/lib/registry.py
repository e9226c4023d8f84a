from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class UnknownName(LookupError):
    """Nothing is registered under this name."""


class Registry(Generic[T]):
    """Named things that may be added from anywhere, in order of registration."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._things: dict[str, T] = {}

    def add(self, name: str, thing: T) -> T:
        if name in self._things:
            raise ValueError(f"{self.what} {name!r} is registered already")
        self._things[name] = thing
        return thing

    def register(self, name: str) -> Callable[[T], T]:
        return lambda thing: self.add(name, thing)

    def remove(self, name: str) -> None:
        del self._things[name]

    def __getitem__(self, name: str) -> T:
        try:
            return self._things[name]
        except KeyError:
            raise UnknownName(f"unknown {self.what} {name!r}; known: {', '.join(sorted(self._things))}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def values(self) -> list[T]:
        return list(self._things.values())
