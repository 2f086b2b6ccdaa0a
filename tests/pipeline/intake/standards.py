"""What the ninjs standards allow, in short: which fields there are, of which type, and what must be there.

Written from the standards (IPTC, ninjs 1.8, 2.4 and 3.2) for as much of them as an article uses; deeper objects are
only known to be objects.
"""

from typing import Any

_TYPES = ["text", "audio", "video", "picture", "graphic", "composite", "component"]
_TEXT = {"type": "string"}
_TIME = {"type": "string", "format": "date-time"}
_LIST = {"type": "array", "items": {"type": "object"}}


def _fields(names: str, kind: dict[str, Any]) -> dict[str, Any]:
    return dict.fromkeys(names.split(), kind)


def _closed(properties: dict[str, Any], *, required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _list_of(properties: dict[str, Any], *, required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "array", "items": _closed(properties, required=required)}


_STANDARD = _closed(_fields("name version schema", _TEXT))
_COMMON: dict[str, Any] = {
    "uri": {"type": "string", "format": "uri"},
    "type": {"enum": _TYPES},
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
}
_STATUS = {"enum": ["usable", "withheld", "canceled"]}

NINJS_1: dict[str, Any] = {
    **_closed(
        {
            **_COMMON,
            **_fields("mimetype profile version copyrightholder copyrightnotice usageterms ednote", _TEXT),
            **_fields("language title byline headline slugline located", _TEXT),
            **_fields("firstcreated versioncreated contentcreated embargoed expires", _TIME),
            **_fields("person organisation place subject event object trustindicator genre", _LIST),
            **_fields("charcount wordcount", {"type": "number"}),
            "representationtype": {"enum": ["complete", "incomplete"]},
            "pubstatus": _STATUS,
            "infosource": _list_of(_fields("name rel scheme code", _TEXT)),
            "renditions": {"type": "object", "additionalProperties": {"type": "object"}},
            "associations": {"type": "object", "additionalProperties": {"type": "object"}},
            "altids": {"type": "object"},
            "$standard": _STANDARD,
        },
        required=("uri",),
    ),
    "patternProperties": {"^(body|description|headline)_[a-zA-Z0-9_]+": _TEXT},
}

NINJS_2: dict[str, Any] = _closed(
    {
        **_COMMON,
        **_fields(
            "profile version copyrightholder copyrightnotice usageterms ednote language title by", _TEXT
        ),
        **_fields("slugline located", _TEXT),
        **_fields("firstcreated versioncreated contentcreated embargoed expires", _TIME),
        **_fields("people organisations places subjects events objects trustindicators genres altids", _LIST),
        "representationtype": {"enum": ["full", "partial"]},
        "pubstatus": _STATUS,
        "infosources": _list_of(_fields("name rel uri literal", _TEXT)),
        "headlines": _list_of(_fields("role contenttype value", _TEXT), required=("value",)),
        "bodies": _list_of(
            {
                **_fields("role contenttype value", _TEXT),
                **_fields("charcount wordcount", {"type": "number"}),
            },
            required=("value",),
        ),
        "renditions": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "associations": {"type": "array", "items": {"type": "object", "required": ["name", "uri"]}},
        "standard": _STANDARD,
    },
    required=("uri",),
)

NINJS_3: dict[str, Any] = _closed(
    {
        **_COMMON,
        "type": {"enum": [*_TYPES, "event", "planning"]},
        **_fields(
            "profile version copyrightHolder copyrightNotice usageTerms edNote language title by", _TEXT
        ),
        **_fields("slugline located", _TEXT),
        **_fields("firstCreated versionCreated contentCreated embargoedUntil expires", _TIME),
        **_fields("people organisations places subjects events objects trustIndicators genres altIds", _LIST),
        "representationType": {"enum": ["full", "partial"]},
        "pubStatus": _STATUS,
        "infoSources": _list_of(_fields("name role uri literal", _TEXT)),
        "headlines": _list_of(_fields("role contentType value", _TEXT), required=("value",)),
        "bodies": _list_of(
            {
                **_fields("role contentType value", _TEXT),
                **_fields("charCount wordCount", {"type": "integer"}),
            },
            required=("value",),
        ),
        "renditions": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "associations": {"type": "array", "items": {"type": "object", "required": ["name", "uri"]}},
        "standard": _STANDARD,
    },
    required=("uri",),
)
