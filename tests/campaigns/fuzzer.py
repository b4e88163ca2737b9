"""Damaged files of every kind that the program opens: each is refused in one sentence, or it is a document.

    python tests/campaigns/fuzzer.py [--files 5000] [--seed 0]

Mutated are experiment files and figures with an experiment inside. Bombs (numbers, depth, inflation, XML) are
tried whole. Exits 1 where something else than a sentence came, or one took longer than it may.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import struct
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from lrgui.core.files import document, embedding
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import Document
from lrgui.core.lessons.lesson import lessons
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run

LONGEST = 2.0  # seconds of processor time for one file
TOKENS = (
    *(b"null", b"true", b"-1", b"0", b"1e999", b"-0.0", b"NaN", b"Infinity", b'""', b"[]", b"{}", b"9" * 400),
    *(b'"\\ud800"', b'"\\u0000"', b"\xff\xfe", b"\x00", b"\xe2\x80\xae", b"1.5", b'"adam"', b"[[[[1]]]]", b"1e-400"),
)


def originals() -> dict[str, bytes]:
    """One good file of each kind, by what it is."""
    edited = Experiment(runs=(Run(0.5), Run(0.3, "cosine", optimizer="adam"))).with_change(5, 0, learning_rate=0.1)
    files = {
        "plain": document.write(Document(Experiment())),
        "edited": document.write(Document(edited, notes="学习率 “η”\n")),
        "lesson": document.write(Document(lessons()[0].experiment, lesson=lessons()[0].id)),
    }
    figures = _figures(files["edited"])
    assert all(document.read_file(io.BytesIO(data)) for data in (*files.values(), *figures.values()))
    return {**files, **figures}


def _figures(payload: bytes) -> dict[str, bytes]:
    """The smallest figures that carry an experiment: PNG, SVG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0"/></svg>'
    return {"png": embedding.embed_png(png, payload), "svg": embedding.embed_svg(svg, payload).encode()}


def bombs() -> Iterator[tuple[str, bytes]]:
    """Files that are small and want to become large, or deep."""
    good = document.write(Document(Experiment())).decode()
    yield "deep", b"[" * 100_000
    yield "deep object", b'{"a":' * 50_000
    yield "digits", good.replace("25", "9" * 100_000, 1).encode()
    yield "long name", good.replace('"epochs"', '"' + "e" * 1_000_000 + '"', 1).encode()
    yield "many runs", json.dumps({**json.loads(good), "experiment": {"runs": [{}] * 100_000}}).encode()
    yield "zeros", bytes(2_000_000)
    yield "a zip", b"PK\x03\x04" + zlib.compress(bytes(10_000_000))
    inflating = zlib.compress(bytes(300_000_000), 9)
    for keyword in (b"lrgui", b"experiment", b"experiment.lrgui"):
        body = keyword + b"\0\1\0\0\0" + inflating
        chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
        yield f"inflating PNG, {keyword.decode()}", b"\x89PNG\r\n\x1a\n" + chunk
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    yield "XML", f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "x">{entities}]><svg>&a11;</svg>'.encode()
    external = (
        '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg">&f;</svg>'
    )
    yield "XML that reads files", external.encode()
    yield "PDF", b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode/Type/EmbeddedFile>>stream\n" + inflating + b"\nendstream"
    yield "GIF", b"GIF89a\1\0\1\0\0\0\0" + b"\x21\xff\x0blrgui-1.0.0" + b"\xff" * 3_000_000


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with one to five faults in it."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(content) + 1)
        kind = chance.randrange(8)
        if kind == 0 and content:
            content[at % len(content)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del content[at : at + chance.choice((1, 2, 10, 100))]
        elif kind == 2:
            content[at:at] = chance.choice(TOKENS)
        elif kind == 3:
            del content[at:]
        elif kind == 4:
            part = bytes(content[at : at + chance.choice((1, 20, 300))])
            content[at:at] = part * chance.choice((1, 2, 50))
        elif kind == 5:
            _exchange_value(content, chance)
        elif kind == 6:
            other = chance.randrange(len(content) + 1)
            content[at:at] = content[other : other + 50]
        else:
            content[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 4, 40))))
    return bytes(content)


def _exchange_value(content: bytearray, chance: random.Random) -> None:
    """Another value for some name of the JSON: what is well-formed and wrong."""
    colons = [i for i, byte in enumerate(content) if byte == ord(":")]
    if colons:
        start = chance.choice(colons) + 1
        ends = [i for i in range(start, len(content)) if content[i] in b",}\n"]
        content[start : ends[0] if ends else len(content)] = chance.choice(TOKENS)


def fault(data: bytes) -> str | None:
    """What is wrong with how a file was taken; None where it was right."""
    start = time.process_time()
    try:
        opened = document.read_file(io.BytesIO(data))
        # What was opened can be saved, and is the same when it is opened again.
        again = document.read(document.write(opened))
        if again != replace(opened):
            return "it is another one when it was saved and opened again"
    except DamagedFile as error:
        said = str(error)
        if not said or "\n" in said or len(said) > 500 or not said.isprintable():
            return f"no sentence: {said[:300]!r}"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:300]}"
    taken = time.process_time() - start
    return f"it took {taken:.1f} s" if taken > LONGEST else None


def campaign(files: int, seed: int) -> list[str]:
    """Mutates and opens; gives what was wrong."""
    chance, wrong = random.Random(seed), []
    good = originals()
    for i in range(files):
        kind = chance.choice(list(good))
        data = mutated(good[kind], chance)
        if found := fault(data):
            wrong.append(f"file {i} of seed {seed}, a {kind}: {found}\n{data[:2000]!r}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    typed = parser.parse_args()
    wrong = campaign(typed.files, typed.seed)
    wrong += [f"{name}: {found}" for name, data in bombs() if (found := fault(data))]
    for story in wrong:
        print(story)
    print(f"{typed.files} files, {sum(1 for _ in bombs())} bombs: {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
