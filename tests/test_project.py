"""What the project says of itself in several files says the same in each."""

import importlib.metadata
import importlib.util
import re
import runpy
import tomllib
from pathlib import Path

import pytest

import lrgui

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def supported() -> list[str]:
    found = (re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line) for line in PROJECT["classifiers"])
    return [match[1] for match in found if match]


def test_the_version_stands_in_one_place():
    assert "version" in PROJECT["dynamic"]
    assert importlib.metadata.version("lrgui") == lrgui.__version__


@pytest.fixture
def built(monkeypatch):
    """`built(address)`: what the package says of itself where it is built for a project at home there."""
    place = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)

    def build(address):
        monkeypatch.setenv("PROJECT_URL", address)
        metadata = {}
        module.Home(str(ROOT), {}).update(metadata)
        return metadata

    return build


LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")


def test_a_package_index_finds_pictures_and_links(built):
    metadata = built("https://forge.example/lrgui/")
    links = LINK.findall(metadata["readme"]["text"])
    assert all(link.startswith("https://") for _, link in links)
    pictures = [link for kind, link in links if kind]
    assert pictures
    for link in [*pictures, metadata["urls"]["Changelog"]]:
        home, name = link.split(f"/v{lrgui.__version__}/")
        assert home in ("https://forge.example/lrgui/raw", "https://forge.example/lrgui/blob")
        assert (ROOT / name).exists()


def test_without_an_address_none_is_invented(built):
    metadata = built("")
    assert metadata["readme"]["text"] == (ROOT / "README.md").read_text("utf-8")
    assert "urls" not in metadata


def test_there_is_a_program_with_a_terminal_and_one_without():
    assert PROJECT["scripts"] == {"lrgui": "lrgui.__main__:main"}
    assert set(PROJECT["gui-scripts"].values()) == set(PROJECT["scripts"].values())


def test_every_supported_python_is_tried_on_every_system():
    ci = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    tried = re.search(r"^ +python: \[(.*)\]$", ci, re.MULTILINE)
    assert tried is not None
    assert re.findall(r"3\.\d+", tried[1]) == supported()
    first, last = (version.split(".")[1] for version in (supported()[0], supported()[-1]))
    assert PROJECT["requires-python"] == f">=3.{first},<3.{int(last) + 1}"
    systems = re.search(r"^ +os: \[(.*)\]$", ci, re.MULTILINE)
    assert systems is not None
    assert {name.split("-")[0] for name in systems[1].split(", ")} == {"ubuntu", "macos", "windows"}
    assert "- run: .ci/run\n" in ci


# Releases


notes = runpy.run_path(str(ROOT / ".ci" / "release_notes"))["notes"]
CHANGES = "# Changelog\n\n## [Unreleased]\n\n- C\n\n## [0.2.0] - 2030-01-31\n\n- B\n\n## [0.1.0] - soon\n\n- A\n"


def test_release_notes_have_a_date_and_what_has_changed():
    assert notes("v0.2.0", "0.2.0", CHANGES) == "2030-01-31\n\n- B\n"


@pytest.mark.parametrize(
    ("tag", "version", "why"),
    [
        ("v0.2.1", "0.2.0", "the tag must be v0.2.0"),
        ("v0.3.0", "0.3.0", "no heading"),
        ("v0.1.0", "0.1.0", "no date"),
    ],
)
def test_a_release_that_is_not_ready(tag, version, why):
    with pytest.raises(ValueError, match=why):
        notes(tag, version, CHANGES)


def test_the_changelog_is_one_that_releases_can_be_made_of():
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.*)$", changes, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading) for heading in headings[1:])
