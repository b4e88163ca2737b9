"""A figure as a file: PDF, SVG or PNG, with the experiment inside."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from lrgui import __version__
from lrgui.core.files import embedding
from lrgui.core.files.figure_options import ENDINGS, POINTS_PER_INCH
from lrgui.core.model import checks
from lrgui.drawing import fonts
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.pdf_exactness import exact_page, reproducible
from lrgui.export.formats.raster import painting, raster
from lrgui.export.formats.svg import SvgDevice
from lrgui.export.steps import part
from lrgui.resources import resource_path

ATTACHED = "experiment.lrgui"
_PDF_RESOLUTION = 1200
_LOOK_SECONDS = 0.01  # how long the window may wait for a picture that is packed
_PAINTED = 0.3  # of the time that a picture takes, before it is packed
_DOCUMENTS = QUuid("{7b1f1c55-5f0e-4d55-9a86-0c0f5b5d3c7e}")  # the namespace of figures' ids


def pdf(figure: Figure, experiment: bytes) -> bytes:
    """Vector graphics with embedded fonts; the experiment file is attached to it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(figure.title)
    writer.setCreator(f"lrgui {__version__}")
    # The same figure is the same document.
    writer.setDocumentId(
        QUuid.createUuidV5(_DOCUMENTS, QByteArray(repr((figure.panels, figure.options)).encode() + experiment))
    )
    writer.setResolution(_PDF_RESOLUTION)
    size = QSizeF(figure.options.width, figure.options.height)
    page = QPageSize(size, QPageSize.Unit.Millimeter, "figure", QPageSize.SizeMatchPolicy.ExactMatch)
    # Qt turns a page that is wider than high on its side unless it is told that this is how it stands.
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.addFileAttachment(ATTACHED, QByteArray(experiment), "application/json")
    with QPainter(writer) as painter:
        painter.scale(_PDF_RESOLUTION / POINTS_PER_INCH, _PDF_RESOLUTION / POINTS_PER_INCH)
        figure.paint(painter)
    buffer.close()
    return reproducible(exact_page(bytes(data.data()), *figure.options.points))


def svg(figure: Figure, experiment: bytes) -> bytes:
    """Vector graphics: text as outlines, or where the options want it as text with those glyphs that it uses."""
    families = (fonts.FAMILY, *fonts.FALLBACKS)
    device = SvgDevice(*figure.options.points, families, outlines=not figure.options.as_text)
    with QPainter(device) as painter:
        figure.paint(painter)
    style = "".join(_font_face(bold, frozenset(letters)) for bold, letters in device.letters.items() if letters)
    return embedding.embed_svg(device.text(figure.title, style), experiment).encode()


@lru_cache(maxsize=16)  # figures of one kind have the same letters, and this takes longer than to draw them
def _font_face(bold: bool, letters: frozenset[str]) -> str:
    """A style rule that holds the glyphs of `letters` as WOFF, for browsers on machines without the font."""
    from fontTools import subset  # only here: it takes a while to import

    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True, desubroutinize=True)
    out = io.BytesIO()
    with subset.load_font(str(resource_path(fonts.FILES[bold])), options) as font:
        maker = subset.Subsetter(options)
        maker.populate(unicodes=[ord(letter) for letter in letters])
        maker.subset(font)
        subset.save_font(font, out, options)
    coded = base64.b64encode(out.getvalue()).decode()
    weight = "bold" if bold else "normal"
    source = f"url(data:font/woff;base64,{coded})"
    return f"@font-face{{font-family:'{fonts.FAMILY}';font-weight:{weight};src:{source} format('woff')}}"


def png(figure: Figure, experiment: bytes) -> bytes:
    """Pixels, with their true number per inch in the file."""
    return packed(raster(figure), experiment)


def packed(image: QImage, experiment: bytes) -> bytes:
    """A picture as the PNG that carries an experiment; another thread than the one that draws may do it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    buffer.close()
    return embedding.embed_png(bytes(data.data()), experiment)


def png_in_steps(figure: Figure, experiment: bytes) -> Generator[float, None, tuple[QImage, bytes]]:
    """The picture, and the file of it, while whoever asks looks at something else: yields the share that is done.

    It is packed in a thread of its own; where the generator is closed before, that comes to its end alone, in seconds.
    """
    image = yield from part(painting(figure), 0.0, _PAINTED)
    pool = ThreadPoolExecutor(1, "lrgui-packing")
    try:
        content = pool.submit(packed, image, experiment)
        while not content.done():
            wait([content], _LOOK_SECONDS)
            yield _PAINTED
        return image, content.result()
    finally:
        pool.shutdown(wait=False)


FORMATS: dict[str, Callable[[Figure, bytes], bytes]] = dict(zip(ENDINGS, (pdf, svg, png), strict=True))


def figure_bytes(figure: Figure, path: str, experiment: bytes) -> bytes:
    """The file that the ending of `path` asks for. Raises `InvalidValue` for another ending than .pdf, .svg, .png."""
    return FORMATS[checks.choice("format", Path(path).suffix.lower(), ENDINGS)](figure, experiment)


def figure_in_steps(figure: Figure, path: str, experiment: bytes) -> Generator[float, None, bytes]:
    """The same, of which a large picture takes seconds: yields the share that is done."""
    yield from figure.preparation()
    if Path(path).suffix.lower() != ".png":
        return figure_bytes(figure, path, experiment)
    _, content = yield from png_in_steps(figure, experiment)
    return content
