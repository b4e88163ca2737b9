"""Figures carry the experiment that they show; strangers' figures are passed over, damaged ones refused."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import time
import xml.etree.ElementTree as ElementTree
import zlib

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import Document, open_file, write
from lrgui.core.files.embedding import KEYWORD, NAMESPACE, embed_png, embed_svg, extract, is_figure
from lrgui.core.files.strict_json import LIMIT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run

NOTES = 'η < 1 & 2 > 1 "…" ]]> </lrgui:experiment> &amp; 发散 \0 \x7f \ufffe'
SHORT = Document(Experiment(runs=(Run(0.1), Run(0.30000000000000004))), notes=NOTES)
LONG = Document(Experiment(), notes=NOTES + "".join(map(str, range(15_000))))


def png_without() -> bytes:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("#0072B2"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


SVG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn -->\n'
    '<svg width="10" xmlns="http://www.w3.org/2000/svg" aria-label="a > b"><title>η</title></svg>\n'
)


def pdf(payload: bytes | None) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
    if payload is not None:
        writer.addFileAttachment("experiment.lrgui", payload, "application/json")
    painter = QPainter(writer)
    painter.fillRect(10, 10, 100, 100, QColor("#E69F00"))
    painter.end()
    return bytes(data)


def figure(kind: str, payload: bytes | None) -> bytes:
    if kind == "png":
        return embed_png(png_without(), payload) if payload is not None else png_without()
    if kind == "svg":
        return (embed_svg(SVG, payload) if payload is not None else SVG).encode()
    return pdf(payload)


KINDS = ("png", "svg", "pdf")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("document", [SHORT, LONG], ids=["short", "long"])
def test_a_figure_gives_its_experiment_back(tmp_path, kind, document):
    payload = write(document)
    data = figure(kind, payload)
    assert is_figure(data)
    assert extract(data) == payload
    (tmp_path / f"figure.{kind}").write_bytes(data)
    assert open_file(tmp_path / f"figure.{kind}") == document


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_of_another_program(tmp_path, kind):
    (tmp_path / "figure").write_bytes(figure(kind, None))
    with pytest.raises(DamagedFile) as caught:
        open_file(tmp_path / "figure")
    assert str(caught.value) == "this figure carries no experiment; only figures exported by lrgui do"


def test_other_data_are_no_figures():
    for data in (b"", b"<html></html>", b"BM", write(SHORT), b"svg"):
        assert not is_figure(data)
        assert extract(data) is None


def test_the_png_is_the_same_picture():
    data = embed_png(png_without(), write(LONG))
    assert QImage.fromData(data) == QImage.fromData(png_without())
    assert QImage.fromData(data).text(KEYWORD.decode()) == write(LONG).decode()  # as other programs read it


def test_a_png_whose_texts_were_compressed():
    body = b"iTXt" + KEYWORD + b"\0\1\0en\0\xe5\xae\x9e\0" + zlib.compress(write(SHORT))
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    png = png_without()
    assert extract(png[:-12] + chunk + png[-12:]) == write(SHORT)


def test_the_svg_stays_well_formed():
    root = ElementTree.fromstring(embed_svg(SVG, write(SHORT)))
    experiment = root.find(f"{{*}}metadata/{{{NAMESPACE}}}experiment")
    assert experiment is not None
    assert experiment.text == write(SHORT).decode()
    assert root[0] is root.find("{*}metadata")
    with pytest.raises(ValueError, match="no SVG"):
        embed_svg("<html/>", b"{}")


def test_notes_full_of_what_xml_escapes():
    payload = write(Document(Experiment(), notes="&" * 100_000))
    assert extract(embed_svg(SVG, payload).encode()) == payload


@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_a_pdf_whose_streams_are_not_compressed(line):
    payload = write(SHORT)
    head = f"%PDF-1.7{line}1 0 obj{line}<</Length {len(payload)}>>{line}stream{line}"
    data = head.encode() + payload + f"{line}endstream{line}endobj{line}".encode()
    assert extract(data) == payload


# Hostile figures


def test_what_inflates_to_more_than_an_experiment_is_not_inflated(tmp_path):
    bomb = zlib.compress(b'{"format": "lrgui experiment", ' + b" " * 60_000_000, 1)
    body = b"iTXt" + KEYWORD + b"\0\1\0\0\0" + bomb
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    for data in (png_without()[:33] + chunk, b"%PDF-1.4\nstream\n" + bomb):
        found = extract(data)
        assert found is not None
        assert len(found) == LIMIT + 1
        (tmp_path / "bomb").write_bytes(data)
        with pytest.raises(DamagedFile, match="larger than 4 MB"):
            open_file(tmp_path / "bomb")


DAMAGED = {
    "svg without end": embed_svg(SVG, write(SHORT)).encode().partition(b"</lrgui")[0],
    "svg without tag's end": b"<svg><lrgui:experiment ",
    "svg not in UTF-8": b"<svg><lrgui:experiment>\xff</lrgui:experiment>",
    "svg with a huge mark": b"<svg><lrgui:experiment>&#" + b"9" * 5000 + b";</lrgui:experiment>",
    "svg with millions of marks": b"<svg><lrgui:experiment>" + b"&lt;" * 1_500_000 + b"</lrgui:experiment>",
    "png with a wrong checksum": embed_png(png_without(), write(SHORT)).replace(b"0.1", b"0.2", 1),
    "png cut": embed_png(png_without(), write(SHORT))[:500],
    "png chunk too short": png_without()[:33] + b"\0\0\0\x11iTXt" + KEYWORD + b"\0\0\0\0\0",
    "pdf cut": b"%PDF-1.4\nstream\n" + zlib.compress(write(SHORT))[:-20],
    "pdf without end": b"%PDF-1.4\nstream\n" + write(SHORT),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_figures(name):
    with pytest.raises(DamagedFile) as caught:
        extract(DAMAGED[name])
    assert str(caught.value) == "the experiment that this figure carries is damaged"


SLOW = {
    "png of empty chunks": png_without()[:33] + b"\0\0\0\0tEXt\0\0\0\0" * 2_000_000,
    "pdf of streams": b"%PDF-1.4\n" + b"stream\n" * 3_000_000,
    "pdf of deflated streams": b"%PDF-1.4\n" + (b"stream\n" + zlib.compress(b"a" * 50)) * 500_000,
    "svg of tags": b"<svg " * 4_000_000,
    "svg of marks of the beginning": b"<svg>" + b"<lrgui:experiment" * 1_000_000,
    "svg of spaces": b" " * 20_000_000 + b"<svg>",
}


@pytest.mark.parametrize("name", SLOW)
def test_hostile_figures_take_no_time(name):
    start = time.process_time()
    with contextlib.suppress(DamagedFile):
        assert extract(SLOW[name]) is None
    assert time.process_time() - start < 1


@pytest.mark.usefixtures("qapp")
def test_three_hundred_damaged_figures(tmp_path):
    rng = random.Random(7)
    whole = [figure(kind, write(SHORT)) for kind in KINDS]
    path = tmp_path / "figure"
    opened, sentences = 0, set()
    for i in range(300):
        data = bytearray(whole[i % 3])
        for _ in range(rng.randint(1, 5)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        if rng.random() < 0.5:
            del data[rng.randrange(len(data)) :]
        path.write_bytes(data)
        try:
            opened += isinstance(open_file(path), Document)
        except DamagedFile as error:
            sentences.add(str(error))
    assert opened > 20
    assert all(sentence.isprintable() and len(sentence) < 400 for sentence in sentences)


# GIF


def gif_with(comment: bytes, frames: int = 3) -> bytes:
    """A film by another program's encoder, with the comment where that puts it."""
    pictures = [Image.new("RGB", (20, 10), (40 * i, 90, 200)) for i in range(frames)]
    file = io.BytesIO()
    pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:], comment=comment)
    return file.getvalue()


@pytest.mark.parametrize("document", [SHORT, LONG])
def test_a_gif_carries_its_document(tmp_path, document):
    data = gif_with(write(document))
    assert extract(data) == write(document)
    (tmp_path / "film.gif").write_bytes(data)
    assert open_file(tmp_path / "film.gif") == document


def test_a_comment_behind_the_frames_is_found():
    bare, payload = gif_with(b"by somebody"), write(SHORT)
    parts = [payload[i : i + 200] for i in range(0, len(payload), 200)]
    comment = b"!\xfe" + b"".join(bytes([len(part)]) + part for part in parts) + b"\0"
    assert extract(bare) is None
    assert extract(bare[:-1] + comment + b";") == payload


def test_a_gif_that_is_cut_off_is_refused_or_bare():
    data = gif_with(write(SHORT))
    for length in range(6, len(data) - 1, 7):
        with contextlib.suppress(DamagedFile):
            assert extract(data[:length]) in (None, write(SHORT))
