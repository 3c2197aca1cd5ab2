"""Which scripts and styles do the pages use, and under which address?

Everything is ours and on this disk. An address carries the hash of its
content, so a browser keeps it for ever and a new release is a new address.
"""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, HTTPException, Response

_FOLDER = Path(__file__).parent / "static"
_KINDS = (".js", ".css", ".svg")
_FOR_EVER = "public, max-age=31536000, immutable"

router = APIRouter(prefix="/console/static", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class _Asset:
    content: bytes
    media_type: str
    mark: str  # of its content


def _read(path: Path) -> _Asset:
    content = path.read_bytes()
    media_type = mimetypes.types_map[path.suffix]
    return _Asset(content, media_type, hashlib.sha256(content).hexdigest()[:16])


_ASSETS = {path.name: _read(path) for path in sorted(_FOLDER.iterdir()) if path.suffix in _KINDS}


def address(name: str) -> str:
    """Return where the browser finds the asset *name*."""
    return f"/console/static/{_ASSETS[name].mark}/{name}"


@router.get("/{mark}/{name}")
async def asset(mark: str, name: str) -> Response:
    """Give out one asset; under another mark there is none."""
    found = _ASSETS.get(name)
    if found is None or found.mark != mark:
        raise HTTPException(404, {"field": "path", "problem": "there is no such file"})
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": _FOR_EVER})
