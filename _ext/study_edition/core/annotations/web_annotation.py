"""W3C Web Annotations (Recommendation of 23 February 2017, https://www.w3.org/TR/annotation-model/) as JSON-LD.

Written is a collection with one page of annotations. An annotation has its permanent address, a plain body, and for each range of its
locus a target: the permanent address of the paragraph with a fragment, refined by the lemma where there is one. Nothing else is quoted.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ..citation.json_ld import license_node
from ..model.front_matter import is_id
from .annotation import Annotation, FileError, Found, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
HTML_FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"
_CC = re.compile(
    r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?(?:deed\.\w+|legalcode)?"
)
_CC0 = re.compile(r"https?://creativecommons\.org/publicdomain/zero/1\.0/?(?:deed\.\w+|legalcode)?")
_SPDX = re.compile(r"https?://spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html)?")
_SPDX_ID = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*")


def write_collection(
    annotations: Sequence[Annotation], label: str, base: str, address: Callable[[Annotation], str]
) -> dict[str, Any]:
    """The annotations as an AnnotationCollection.

    :param base: the address of the edition, ending in a stroke; empty for relative addresses.
    :param address: the address of an annotation from the edition's root.
    """
    items = [write_annotation(annotation, base, address(annotation)) for annotation in annotations]
    return {
        "@context": CONTEXT,
        "id": f"{base}annotations.jsonld",
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
        "first": {
            "id": f"{base}annotations.jsonld#page",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }


def write_annotation(annotation: Annotation, base: str, address: str) -> dict[str, Any]:
    """One annotation, without its context."""
    body: dict[str, Any] = {
        "type": "TextualBody",
        "value": annotation.text,
        "format": "text/plain",
        "purpose": "commenting",
    }
    if annotation.lang:
        body["language"] = annotation.lang
    made: dict[str, Any] = {"id": base + address, "type": "Annotation", "motivation": "commenting"}
    if annotation.author:
        made["creator"] = {"type": "Person", "name": annotation.author}
    targets = [
        _target(first, last, annotation.lemma if i == 0 else "", base)
        for i, (first, last) in enumerate(annotation.locus.ranges)
    ]
    return {
        **made,
        **_rights(annotation.license),
        "body": body,
        "target": targets if len(targets) > 1 else targets[0],
    }


def _target(first: int, last: int, lemma: str, base: str) -> dict[str, Any]:
    selector: dict[str, Any] = {
        "type": "FragmentSelector",
        "value": f"p{first}" if first == last else f"p{first}-{last}",
    }
    if first == last:
        selector["conformsTo"] = HTML_FRAGMENT
    if lemma:
        selector["refinedBy"] = {"type": "TextQuoteSelector", "exact": lemma}
    return {"source": f"{base}p/{first}.html", "selector": selector}


def _rights(name: str) -> dict[str, str]:
    """The licence: ``rights`` must be an address; a licence without one is told in words (Dublin Core, which the context knows)."""
    known = license_node(name)
    if isinstance(known, str) and known:
        return {"rights": known}
    if _SPDX_ID.fullmatch(name):
        return {"rights": f"https://spdx.org/licenses/{name}.html"}
    return {"dc:rights": name} if name else {}


def read_license(value: str) -> str:
    """The SPDX identifier of a licence's address; anything else as it is."""
    if match := _CC.fullmatch(value):
        return f"CC-{match[1].upper()}-{match[2]}"
    if _CC0.fullmatch(value):
        return "CC0-1.0"
    match = _SPDX.fullmatch(value)
    return match[1] if match else value


def read_annotations(data: object) -> Iterator[Found]:
    """The annotations of a collection, a page, a list, or one alone.

    :raises FileError: if there are none.
    """
    items = annotation_list(data)
    if items is None:
        raise FileError(Reason.NO_LIST)
    for row, item in enumerate(items, 1):
        yield _read(row, item if isinstance(item, dict) else {})


def annotation_list(data: object) -> list[Any] | None:
    """The annotations in whatever holds them; None if nothing does."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("first"), dict):
        return annotation_list(data["first"])
    if isinstance(data.get("items"), list):
        return list(data["items"])
    return [data] if "target" in data else None


def load(text: str) -> object:
    """The data of a JSON text.

    :raises FileError: with its line, if it is none.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FileError(Reason.NOT_JSON, error.lineno, detail=error.msg) from error
    except RecursionError as error:
        raise FileError(Reason.NOT_JSON, None, detail="nesting") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise FileError(Reason.NOT_JSON, None, detail="number") from error


def _read(row: int, item: dict[str, Any]) -> Found:
    bodies = _each(item.get("body", item.get("bodyValue")))
    texts = [
        body
        for body in bodies
        if not (isinstance(body, dict) and body.get("purpose") in {"tagging", "classifying"})
    ]
    addresses: list[str] = []
    quote: dict[str, str] = {}
    for target in _each(item.get("target")):
        source, fragment, quoted = read_target(target)
        if source or fragment:
            addresses.append(
                f"{source.partition('#')[0] if fragment else source}{'#' if fragment else ''}{fragment}"
            )
        quote = quote or quoted
    fragment = str(item.get("id") or "").rpartition("#")[2]
    return Found(
        row,
        "\n".join(_value(body) for body in texts),
        addresses=tuple(addresses),
        quote=quote.get("exact", ""),
        before=quote.get("prefix", ""),
        after=quote.get("suffix", ""),
        name=fragment if fragment.startswith("note-") and is_id(fragment) else "",
        lang=next(
            (
                str(body["language"])
                for body in bodies
                if isinstance(body, dict) and isinstance(body.get("language"), str)
            ),
            "",
        ),
        author="、".join(dict.fromkeys(filter(None, map(_name, _each(item.get("creator")))))),
        license=next(
            (
                read_license(value)
                for value in _each(item.get("rights", item.get("dc:rights")))
                if isinstance(value, str)
            ),
            "",
        ),
    )


def read_target(target: object) -> tuple[str, str, dict[str, str]]:
    """The address, the fragment and the quotation of a target (both Hypothesis's and the model's)."""
    if isinstance(target, str):
        return target, "", {}
    if not isinstance(target, dict):
        return "", "", {}
    fragment = ""
    quote: dict[str, str] = {}
    waiting, seen = list(_each(target.get("selector"))), 0
    while waiting and seen < 100:  # a chain of selectors has two or three
        seen += 1
        selector = waiting.pop(0)
        if not isinstance(selector, dict):
            continue
        waiting += _each(selector.get("refinedBy"))
        if selector.get("type") == "FragmentSelector" and not fragment:
            fragment = str(selector.get("value") or "")
        if selector.get("type") == "TextQuoteSelector" and not quote:
            quote = {key: value for key, value in selector.items() if isinstance(value, str)}
    source = target.get("source", target.get("id", ""))
    return (source if isinstance(source, str) else ""), fragment, quote


def _each(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _value(body: object) -> str:
    """The text of a body; a body that is an address is no text."""
    value = body.get("value") if isinstance(body, dict) else body
    return value if isinstance(value, str) else ""


def _name(creator: object) -> str:
    value = (
        (creator.get("name") or creator.get("nickname") or creator.get("id"))
        if isinstance(creator, dict)
        else creator
    )
    return value if isinstance(value, str) else ""
