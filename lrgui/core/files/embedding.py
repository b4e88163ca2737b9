"""Experiment files carried inside figures: put into PNG and SVG, found in PNG, SVG, PDF and GIF.

A payload is what `document.write` gave. Figures come from anywhere, so everything is searched in bounded time, and
nothing is decompressed beyond what an experiment file may hold.
"""

from __future__ import annotations

import html
import re
import struct
import zlib

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.strict_json import LIMIT

FORMAT = "lrgui experiment"  # the value of an experiment file's first field, by which it is known
KEYWORD = b"lrgui-experiment"
NAMESPACE = "https://lrgui.org/ns/experiment"

_PNG = b"\x89PNG\r\n\x1a\n"
_AFTER_IHDR = 33
_GIF = (b"GIF87a", b"GIF89a")
_MOST = 100_000  # PNG chunks, PDF streams or marks of SVG that are looked at
_BEGINNING = 65_536  # within which a figure says what it is
_SVG_TAG = re.compile(r"""<svg\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
_PDF_STREAM = re.compile(rb"stream\r?\n")


def is_figure(data: bytes) -> bool:
    """Whether a file beginning with `data` is a figure of a kind that can carry an experiment."""
    return data.startswith((_PNG, b"%PDF", *_GIF)) or _is_svg(data)


def _is_svg(data: bytes) -> bool:
    beginning = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    return beginning.startswith(b"<") and b"<svg" in beginning


def extract(data: bytes) -> bytes | None:
    """The experiment file that a figure carries, None where there is none. Raises `DamagedFile`."""
    try:
        if data.startswith(_PNG):
            return _from_png(data)
        if data.startswith(b"%PDF"):
            return _from_pdf(data)
        if data.startswith(_GIF):
            return _from_gif(data)
        return _from_svg(data) if _is_svg(data) else None
    except (
        zlib.error,
        struct.error,
        IndexError,
        ValueError,
    ):  # ValueError: bytes that are no text, marks that are none
        raise DamagedFile("", None, "damaged_figure") from None


# PNG: a chunk of international text, which other programs keep or pass over


def embed_png(png: bytes, payload: bytes) -> bytes:
    """The PNG with the payload in it, before the pixels."""
    content = KEYWORD + b"\0\0\0\0\0" + payload  # not compressed; no language, no translated keyword
    body = b"iTXt" + content
    chunk = struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_AFTER_IHDR] + chunk + png[_AFTER_IHDR:]


def _from_png(data: bytes) -> bytes | None:
    at = len(_PNG)
    for _ in range(_MOST):
        if at + 8 > len(data):
            return None
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"iTXt" and data.startswith(KEYWORD + b"\0", at + 8):
            content = data[at + 8 : at + 8 + length]
            (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
            if zlib.crc32(kind + content) != checksum:
                raise ValueError
            return _international_text(content)
        at += 12 + length
    return None


def _international_text(content: bytes) -> bytes:
    after = len(KEYWORD) + 1
    compressed = content[after : after + 1] == b"\1"
    _, _, text = content[after + 2 :].split(b"\0", 2)
    return _inflated(text) if compressed else text


def _inflated(data: bytes) -> bytes:
    stream = zlib.decompressobj()
    found = stream.decompress(data, LIMIT + 1)  # who reads it refuses what is longer than LIMIT
    if not stream.eof and len(found) <= LIMIT:
        raise ValueError
    return found


# SVG: metadata in a namespace of its own


def embed_svg(svg: str, payload: bytes) -> str:
    """The SVG with the payload in it, right after its first tag."""
    tag = _SVG_TAG.search(svg)
    if tag is None:
        raise ValueError("this is no SVG")
    text = html.escape(payload.decode(), quote=False)
    element = f'<lrgui:experiment xmlns:lrgui="{NAMESPACE}">{text}</lrgui:experiment>'
    return f"{svg[: tag.end()]}\n<metadata>{element}</metadata>{svg[tag.end() :]}"


def _from_svg(data: bytes) -> bytes | None:
    # Found as text: an XML parser would follow whatever entities a stranger's file defines.
    start = data.find(b"<lrgui:experiment")
    if start < 0:
        return None
    start = data.index(b">", start) + 1
    end = data.index(b"</lrgui:experiment>", start)
    # Notes full of "&" make so many marks; more would take seconds.
    if end - start > 2 * LIMIT or data.count(b"&", start, end) > _MOST:
        raise ValueError
    return html.unescape(data[start:end].decode()).encode()


# PDF: a file attached to the document, plain or deflated


def _from_pdf(data: bytes) -> bytes | None:
    """The first stream that begins like an experiment file, however the PDF names and numbers it."""
    mark = f'"{FORMAT}"'.encode()
    for _, found in zip(range(_MOST), _PDF_STREAM.finditer(data), strict=False):
        start = found.end()
        if data[start : start + 1] == b"{" and mark in data[start : start + 100]:
            end = data.index(b"endstream", start)
            return data[start:end].rstrip() + b"\n"
        if data[start : start + 1] == b"x" and mark in _first_inflated(data[start : start + 1000]):
            return _inflated(data[start : start + 2 * LIMIT])
    return None


def _first_inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, 100)
    except zlib.error:
        return b""


# GIF: a comment, which stands before the frames


def _from_gif(data: bytes) -> bytes | None:
    """The first comment that begins like an experiment file."""
    mark = f'"{FORMAT}"'.encode()
    at = 13 + _colour_table(data[10])
    for _ in range(_MOST):
        kind = data[at : at + 1]
        if kind == b",":  # a frame, with a table of its own and a byte before its pixels
            at += 11 + _colour_table(data[at + 9])
            _, at = _gif_blocks(data, at, 0)
        elif kind == b"!":
            content, at = _gif_blocks(data, at + 2, LIMIT if data[at + 1] == 0xFE else 0)
            if content.startswith(b"{") and mark in content[:100]:
                return content
        else:
            return None
    return None


def _colour_table(flags: int) -> int:
    """Its size in bytes."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _gif_blocks(data: bytes, at: int, most: int) -> tuple[bytes, int]:
    """The blocks from `at` on, joined, of about `most` bytes at most; and where they end."""
    parts = []
    while data[at]:
        if most >= 0:
            parts.append(data[at + 1 : at + 1 + data[at]])
            most -= data[at]
        at += 1 + data[at]
    return b"".join(parts), at + 1
