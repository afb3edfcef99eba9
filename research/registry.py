"""Parts of one kind, found by being there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Mapping[str, type[T]], Generic[T]):
    """Parts of one kind by name; a module dropped into the package is enough.

    The package's modules are imported on first look, in the order of their names; a module whose name starts
    with an underscore holds no part.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self._package = package
        self._parts: dict[str, type[T]] = {}
        self._complete = False

    def register(self, name: str) -> Callable[[type[T]], type[T]]:
        """Class decorator: offer a part under `name`. Two parts of one name are a TypeError."""

        def keep(part: type[T]) -> type[T]:
            if name in self._parts:
                raise TypeError(f"two {self.kind}s are called {name!r}")
            self._parts[name] = part
            return part

        return keep

    def _loaded(self) -> dict[str, type[T]]:
        if not self._complete:
            for module in iter_modules(import_module(self._package).__path__):
                if not module.name.startswith("_"):
                    import_module(f"{self._package}.{module.name}")
            self._parts = dict(sorted(self._parts.items()))
            self._complete = True
        return self._parts

    def __getitem__(self, name: str) -> type[T]:
        return self._loaded()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded())

    def __len__(self) -> int:
        return len(self._loaded())
