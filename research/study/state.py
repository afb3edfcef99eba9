"""Stored state: Results as JSON and arrays, without pickle, so that deliverables can be made again later."""

from __future__ import annotations

import io
import json
import types
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from research.domain.arrays import sealed
from research.domain.results import Results

T = TypeVar("T")

JSON_NAME = ".state/results.json"
ARRAYS_NAME = ".state/arrays.zip"
_FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def freeze(results: Results) -> dict[str, bytes]:
    """The two files of the state, by name; the same Results give the same bytes."""
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    tree = _to_json(results, arrays, "results")
    text = json.dumps(tree, indent=1, ensure_ascii=False, allow_nan=True) + "\n"
    return {JSON_NAME: text.encode(), ARRAYS_NAME: _zip(arrays)}


def thaw(files: Mapping[str, bytes]) -> Results:
    """Results from the two files of a state. ValueError or KeyError where they are not of this form."""
    with ZipFile(io.BytesIO(files[ARRAYS_NAME])) as archive:
        arrays = {name: np.load(io.BytesIO(archive.read(name)), allow_pickle=False) for name in archive.namelist()}
    restored = _from_json(json.loads(files[JSON_NAME]), Results, arrays)
    if not isinstance(restored, Results):
        raise ValueError("no results")
    return restored


def _to_json(value: Any, arrays: dict[str, np.ndarray[Any, Any]], path: str) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype == object:
            return {"texts": value.tolist(), "shape": list(value.shape)}
        arrays[f"{path}.npy"] = value
        return {"array": f"{path}.npy"}
    if isinstance(value, bytes):
        return {"base64": b64encode(value).decode()}
    if is_dataclass(value):
        return {f.name: _to_json(getattr(value, f.name), arrays, f"{path}/{f.name}") for f in fields(value)}
    if isinstance(value, Mapping):
        return {"items": [[key, _to_json(one, arrays, f"{path}/{i}")] for i, (key, one) in enumerate(value.items())]}
    if isinstance(value, (tuple, list)):
        return [_to_json(one, arrays, f"{path}/{i}") for i, one in enumerate(value)]
    return value.item() if isinstance(value, np.generic) else value


def _from_json(value: Any, kind: Any, arrays: Mapping[str, np.ndarray[Any, Any]]) -> Any:
    """`value` as the type `kind` says, read from the hints of the dataclasses."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _from_union(value, kind, arrays)
    if isinstance(value, dict) and "array" in value:
        return sealed(arrays[value["array"]])
    if isinstance(value, dict) and "texts" in value:
        texts = np.empty(value["shape"], dtype=object)
        texts[...] = np.array(value["texts"], dtype=object).reshape(value["shape"])
        return sealed(texts)
    if kind is bytes:
        return b64decode(value["base64"], validate=True)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{f.name: _from_json(value[f.name], hints[f.name], arrays) for f in fields(kind)})
    if isinstance(value, dict):
        one = get_args(kind)[1] if len(get_args(kind)) == 2 else Any
        return {key: _from_json(inner, one, arrays) for key, inner in value["items"]}
    if isinstance(value, list):
        return tuple(
            _from_json(inner, part, arrays) for inner, part in zip(value, _parts(kind, len(value)), strict=True)
        )
    return value


def _from_union(value: Any, kind: Any, arrays: Mapping[str, np.ndarray[Any, Any]]) -> Any:
    if value is None:
        return None
    inner = [part for part in get_args(kind) if part is not type(None)]
    return _from_json(value, inner[0], arrays) if len(inner) == 1 else value


def _parts(kind: Any, length: int) -> list[Any]:
    arguments = get_args(kind)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return [arguments[0]] * length
    return list(arguments) if len(arguments) == length else [Any] * length


def _zip(arrays: Mapping[str, np.ndarray[Any, Any]]) -> bytes:
    """A zip of .npy files without clock times."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.save(content, arrays[name], allow_pickle=False)
            entry = ZipInfo(name, _FIRST_ZIP_DATE)
            entry.create_system = 3
            archive.writestr(entry, content.getvalue(), ZIP_DEFLATED, compresslevel=6)
    return stream.getvalue()
