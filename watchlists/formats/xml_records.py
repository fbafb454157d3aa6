"""Records of a large XML list, one at a time: streaming, bounded, and deaf to everything a DTD can do.

None of the list formats has a DTD, so a document type declaration is refused before anything of it is used:
that stops entity expansion, external entities and remote DTDs at once. Schema addresses are never fetched.
Names are local names: publishers change their namespaces. Only the record being read is in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.parsers import expat  # every declaration is refused in the handlers below

from watchlists.findings import ListError
from watchlists.formats.source import ListFile

MAX_DEPTH = 40
MAX_ATTRIBUTES = 64
MAX_TEXT = 4 << 20  # characters of text inside one record


class Node:
    """One element of a record: local name, attributes by local name, text, children in order."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""

    def get(self, attribute: str) -> str:
        """Return an attribute, stripped; empty if it is not there."""
        return self.attributes.get(attribute, "").strip()

    def all(self, *path: str) -> list[Node]:
        """Return the descendants along a path of element names, in document order."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, *path: str) -> str:
        """Return the text of the first non-empty element along a path, white space collapsed."""
        return next((text for node in self.all(*path) if (text := node.value())), "")

    def values(self, *path: str) -> tuple[str, ...]:
        """Return the distinct non-empty texts along a path."""
        return tuple(dict.fromkeys(text for node in self.all(*path) if (text := node.value())))

    def value(self) -> str:
        """Return this element's own text with white space collapsed."""
        return " ".join(self.text.split())

    def empty(self) -> bool:
        """Tell whether neither this element nor one inside has text or a non-empty attribute."""
        return (
            not self.text.strip()
            and not any(value.strip() for value in self.attributes.values())
            and all(child.empty() for child in self.children)
        )


def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


class _Handlers:
    """Builds the nodes of the wanted elements and keeps no others."""

    def __init__(self, wanted: frozenset[str], file: str) -> None:
        self.wanted = wanted
        self.file = file
        self.depth = 0
        self.open: list[Node] = []
        self.texts: list[list[str]] = []
        self.length = 0
        self.ready: list[Node] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise ListError(
                "too_deep", "The file nests or qualifies elements beyond any list", place=self.file
            )
        local = _local(name)
        if self.depth == 1:
            root = Node(local, {_local(key): value for key, value in attributes.items()})
            self.ready.append(root)
            return
        if not self.open:
            if local not in self.wanted:
                return
            self.length = 0
        node = Node(local, {_local(key): value for key, value in attributes.items()} if attributes else {})
        if self.open:
            self.open[-1].children.append(node)
        self.open.append(node)
        self.texts.append([])

    def end(self, _: str) -> None:
        self.depth -= 1
        if not self.open:
            return
        node = self.open.pop()
        node.text = "".join(self.texts.pop())
        if not self.open:
            self.ready.append(node)

    def data(self, text: str) -> None:
        if not self.open:
            return
        self.length += len(text)
        if self.length > MAX_TEXT:
            raise ListError("too_long", "One record is longer than any list entry", place=self.file)
        self.texts[-1].append(text)

    def declared(self, *_: object) -> None:
        raise ListError(
            "doctype",
            "The file declares a document type or entities, which no list does",
            place=self.file,
            remedy="Fetch the list from its publisher again",
        )


def records(file: ListFile, *wanted: str) -> Iterator[Node]:
    """Yield the root element (without children) first, then every outermost element of a wanted name.

    Raises `ListError` where the file is no well-formed XML, is cut short, or declares a document type.
    """
    handlers = _Handlers(frozenset(wanted), file.name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.data
    parser.StartDoctypeDeclHandler = handlers.declared
    parser.EntityDeclHandler = handlers.declared
    parser.ExternalEntityRefHandler = None
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        for block in file.blocks():
            parser.Parse(block, False)  # noqa: FBT003  # expat's own signature
            yield from handlers.ready
            handlers.ready.clear()
        parser.Parse(b"", True)  # noqa: FBT003
        yield from handlers.ready
    except expat.ExpatError as error:
        raise ListError(
            "damaged",
            f"The file is no well-formed XML: {expat.ErrorString(error.code)}",
            place=f"{file.name}, line {error.lineno}, column {error.offset}",
            remedy="Fetch the list again; the transfer may have been cut short",
        ) from None


def root_of(file: ListFile) -> Node | None:
    """Return the root element of a file, or `None` where it is no XML. Refuses a document type."""
    handlers = _Handlers(frozenset(), file.name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.StartDoctypeDeclHandler = handlers.declared
    try:
        parser.Parse(file.head(1 << 16), False)  # noqa: FBT003
    except expat.ExpatError:
        return handlers.ready[0] if handlers.ready else None
    return handlers.ready[0] if handlers.ready else None
