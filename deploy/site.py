"""What MkDocs is told beside mkdocs.yml, for the site of docs/ (`make docs`).

The pages are written for a Git forge, where a link may lead to any file of the project. In the site such a file comes
along, under `files/`; a link to a folder is left as its words. And nothing in the site may load from elsewhere.
"""

import re
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
FETCHED: Final = ROOT / "build" / "site"
"""what `python -m deploy.vendor deploy/vendored-docs.tsv` fetches"""

_OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./([^)#]+)(?:#[^)]*)?\)")
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")
_LOADED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//|<link\b[^>]*\bhref=[\"']?(?:https?:)?//"
)


def linked(text: str) -> list[str]:
    """The files of the project, outside of docs/, that a page links to."""
    return sorted({name for _, name in _OUTSIDE.findall(text) if (ROOT / name).is_file()})


def as_on_a_forge(text: str) -> str:
    """A page in which a list begins right below a paragraph: MkDocs wants a blank line between them."""
    lines: list[str] = []
    is_code = False
    for line in text.splitlines():
        before = lines[-1] if lines else ""
        if line.lstrip().startswith("```"):
            is_code = not is_code
        elif not is_code and _ITEM.match(line) and before and not (_ITEM.match(before) or before[0] in " #|"):
            lines.append("")
        lines.append(line)
    return "\n".join(lines) + "\n"


def inside(text: str) -> str:
    """A page whose links stay in the site."""

    def link(match: re.Match[str]) -> str:
        words, name = match.groups()
        return f"[{words}](files/{name})" if (ROOT / name).is_file() else words

    return _OUTSIDE.sub(link, text)


def loaded_from_elsewhere(html: str) -> list[str]:
    """What a reader's browser would fetch from another machine."""
    return [match[0] for match in _LOADED.finditer(html)]


# --- called by MkDocs, by these names ------------------------------------------------------------


def on_files(files: Any, config: Any) -> Any:
    """Add what the pages link to, and what was fetched."""
    from mkdocs.structure.files import File, InclusionLevel

    names = {
        name
        for page in Path(config.docs_dir).glob("*.md")
        for name in linked(page.read_text(encoding="utf-8"))
    }
    for name in sorted(names):
        beside = InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, f"files/{name}", abs_src_path=str(ROOT / name), inclusion=beside))
    for path in sorted(FETCHED.iterdir()):
        files.append(File.generated(config, f"assets/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:  # noqa: ARG001  MkDocs names it
    """A page, before it is made."""
    return as_on_a_forge(inside(markdown))


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """A page as it will be: refused if it loads anything from elsewhere."""
    if found := loaded_from_elsewhere(output):
        raise SystemExit(f"{page.file.src_uri} loads from elsewhere: {found}")
    return output
