"""W3C Web Annotations as JSON-LD (Recommendation of 23 February 2017).

https://www.w3.org/TR/annotation-model/

We write a collection with one page of annotations. An annotation has its permanent address, a plain
body, and a target for each range of its locus: the permanent address of the paragraph with a
fragment, refined by the lemma if there is one. Nothing else is quoted.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ..citation.json_ld import license_node
from ..model.front_matter import is_id
from .annotation import Annotation, AnnotationFileError, ForeignAnnotation, Reason

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
    """Return the annotations as an AnnotationCollection.

    :param base: the URL of the edition, ending with a slash; empty for relative addresses.
    :param address: returns the address of an annotation relative to the edition's root.
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
    """Return one annotation, without its context."""
    body: dict[str, Any] = {
        "type": "TextualBody",
        "value": annotation.text,
        "format": "text/plain",
        "purpose": "commenting",
    }
    if annotation.lang:
        body["language"] = annotation.lang
    result: dict[str, Any] = {
        "id": base + address,
        "type": "Annotation",
        "motivation": "commenting",
    }
    if annotation.author:
        result["creator"] = {"type": "Person", "name": annotation.author}
    targets = [
        _target(first, last, annotation.lemma if i == 0 else "", base)
        for i, (first, last) in enumerate(annotation.locus.ranges)
    ]
    return {
        **result,
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
    """Return the licence as a property.

    ``rights`` must be a URL; a licence without one is given in words (Dublin Core, part of the
    context).
    """
    known = license_node(name)
    if isinstance(known, str) and known:
        return {"rights": known}
    if _SPDX_ID.fullmatch(name):
        return {"rights": f"https://spdx.org/licenses/{name}.html"}
    return {"dc:rights": name} if name else {}


def read_license(value: str) -> str:
    """Return the SPDX identifier for a licence's URL; other values are unchanged."""
    if match := _CC.fullmatch(value):
        return f"CC-{match[1].upper()}-{match[2]}"
    if _CC0.fullmatch(value):
        return "CC0-1.0"
    match = _SPDX.fullmatch(value)
    return match[1] if match else value


def read_annotations(data: object) -> Iterator[ForeignAnnotation]:
    """Read the annotations of a collection, a page, a list, or a single one.

    :raises AnnotationFileError: if there are none.
    """
    items = annotation_list(data)
    if items is None:
        raise AnnotationFileError(Reason.NO_LIST)
    for row, item in enumerate(items, 1):
        yield _read(row, item if isinstance(item, dict) else {})


def annotation_list(data: object) -> list[Any] | None:
    """Return the annotations in any kind of container; None if there is none."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("first"), dict):
        return annotation_list(data["first"])
    if isinstance(data.get("items"), list):
        return list(data["items"])
    return [data] if "target" in data else None


def load_json(text: str) -> object:
    """Parse a JSON text.

    :raises AnnotationFileError: with the line, if it is not JSON.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise AnnotationFileError(Reason.NOT_JSON, error.lineno, detail=error.msg) from error
    except RecursionError as error:
        raise AnnotationFileError(Reason.NOT_JSON, None, detail="nesting") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise AnnotationFileError(Reason.NOT_JSON, None, detail="number") from error


def _read(row: int, item: dict[str, Any]) -> ForeignAnnotation:
    bodies = _as_list(item.get("body", item.get("bodyValue")))
    texts = [
        body
        for body in bodies
        if not (isinstance(body, dict) and body.get("purpose") in {"tagging", "classifying"})
    ]
    addresses: list[str] = []
    quote: dict[str, str] = {}
    for target in _as_list(item.get("target")):
        source, fragment, quoted = read_target(target)
        if source or fragment:
            addresses.append(f"{source.partition('#')[0]}#{fragment}" if fragment else source)
        quote = quote or quoted
    fragment = str(item.get("id") or "").rpartition("#")[2]
    return ForeignAnnotation(
        row,
        "\n".join(_body_text(body) for body in texts),
        addresses=tuple(addresses),
        quote=quote.get("exact", ""),
        prefix=quote.get("prefix", ""),
        suffix=quote.get("suffix", ""),
        name=fragment if fragment.startswith("note-") and is_id(fragment) else "",
        lang=next(
            (
                str(body["language"])
                for body in bodies
                if isinstance(body, dict) and isinstance(body.get("language"), str)
            ),
            "",
        ),
        author="、".join(
            dict.fromkeys(filter(None, map(_creator_name, _as_list(item.get("creator")))))
        ),
        license=next(
            (
                read_license(value)
                for value in _as_list(item.get("rights", item.get("dc:rights")))
                if isinstance(value, str)
            ),
            "",
        ),
    )


def read_target(target: object) -> tuple[str, str, dict[str, str]]:
    """Return (address, fragment, quotation) of a target in Hypothesis's or the model's form."""
    if isinstance(target, str):
        return target, "", {}
    if not isinstance(target, dict):
        return "", "", {}
    fragment = ""
    quote: dict[str, str] = {}
    queue, steps = list(_as_list(target.get("selector"))), 0
    while queue and steps < 100:  # a chain of selectors has two or three
        steps += 1
        selector = queue.pop(0)
        if not isinstance(selector, dict):
            continue
        queue += _as_list(selector.get("refinedBy"))
        if selector.get("type") == "FragmentSelector" and not fragment:
            fragment = str(selector.get("value") or "")
        if selector.get("type") == "TextQuoteSelector" and not quote:
            quote = {key: value for key, value in selector.items() if isinstance(value, str)}
    source = target.get("source", target.get("id", ""))
    return (source if isinstance(source, str) else ""), fragment, quote


def _as_list(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _body_text(body: object) -> str:
    """Return the text of a body; a body that is an address has none."""
    value = body.get("value") if isinstance(body, dict) else body
    return value if isinstance(value, str) else ""


def _creator_name(creator: object) -> str:
    value = (
        (creator.get("name") or creator.get("nickname") or creator.get("id"))
        if isinstance(creator, dict)
        else creator
    )
    return value if isinstance(value, str) else ""
