"""How do known facts become an answer that fits a JSON schema?

Keeps of the facts what the schema has room for, and fills the rest with the
plainest value allowed. Knows objects, arrays, enums, anyOf and $ref, which is
what structured output takes.
"""

from typing import Any

_PLAIN: dict[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False, "null": None}


def fit(schema: dict[str, Any], facts: Any) -> Any:
    """Return *facts* in the shape of *schema*."""
    return _fit(schema, facts, schema.get("$defs", {}))


def _fit(schema: dict[str, Any], facts: Any, named: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _fit(named[schema["$ref"].rpartition("/")[2]], facts, named)
    if "anyOf" in schema:
        fitting = [one for one in schema["anyOf"] if _is(one.get("type"), facts)]
        return _fit((fitting or schema["anyOf"])[0], facts, named)
    if "enum" in schema:
        return facts if facts in schema["enum"] else schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    kind = schema.get("type", "object")
    if kind == "object":
        held = facts if isinstance(facts, dict) else {}
        return {name: _fit(one, held.get(name), named) for name, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [_fit(schema.get("items", {}), one, named) for one in facts] if isinstance(facts, list | tuple) else []
    return facts if _is(kind, facts) else _PLAIN.get(kind)


def _is(kind: object, facts: Any) -> bool:
    match kind:
        case "string":
            return isinstance(facts, str)
        case "boolean":
            return isinstance(facts, bool)
        case "integer":
            return isinstance(facts, int) and not isinstance(facts, bool)
        case "number":
            return isinstance(facts, int | float) and not isinstance(facts, bool)
        case "null":
            return facts is None
        case "array":
            return isinstance(facts, list | tuple)
        case _:
            return isinstance(facts, dict)
