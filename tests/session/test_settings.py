"""What is remembered comes back; what is damaged is as good as nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QLocale, QSettings

from lrgui.session.settings import Settings


def opened(store: QSettings) -> Settings:
    """A new start of the program, from what is on the disk."""
    store.sync()
    return Settings(QSettings(store.fileName(), QSettings.Format.IniFormat))


def test_everything_comes_back_with_its_type(store):
    settings = Settings(store)
    for key, value in (("hint-seen", True), ("speed", 40.0), ("text-size", "large"), ("state", QByteArray(b"\0\xff"))):
        settings.set(key, value)
    settings.language = "zh_CN"
    again = opened(store)
    assert again.flag("hint-seen", False) is True
    assert again.number("speed", 1.0) == 40.0
    assert again.text("text-size", "normal") == "large"
    assert again.bytes("state") == QByteArray(b"\0\xff")
    assert again.language == "zh_CN"


def test_infinite_speed_comes_back(store):
    Settings(store).set("speed", float("inf"))
    assert opened(store).number("speed", 1.0) == float("inf")


def test_without_anything_remembered_there_are_defaults(store):
    settings = Settings(store)
    assert settings.flag("panel/runs", True) is True
    assert settings.number("speed", 40.0) == 40.0
    assert settings.text("text-size", "normal") == "normal"
    assert settings.bytes("state").isEmpty()


@pytest.mark.parametrize(
    ("system", "expected"), [("zh_CN", "zh_CN"), ("zh_TW", "zh_CN"), ("en_GB", "en"), ("de_DE", "en")]
)
def test_at_first_the_language_is_the_system_s(store, monkeypatch, system, expected):
    store.clear()
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    assert Settings(store).language == expected


def test_an_unknown_language_is_as_good_as_none(store, monkeypatch):
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("en_GB"))
    store.setValue("language", "tlh")
    assert Settings(store).language == "en"


@pytest.mark.parametrize("damage", ["", "speed=", "speed=quick", "speed=@Invalid()", "speed=@ByteArray(x)", "\0\xff[["])
def test_damaged_values_are_as_good_as_none(tmp_path: Path, damage):
    file = tmp_path / "damaged.ini"
    file.write_text(f"[General]\n{damage}\n", encoding="latin-1")
    settings = Settings(QSettings(str(file), QSettings.Format.IniFormat))
    assert settings.number("speed", 40.0) == 40.0


@pytest.mark.parametrize("damage", ["state=3", "state=@Invalid()", "state=word", "state=a, b"])
def test_damaged_places_are_as_good_as_none(tmp_path: Path, damage):
    file = tmp_path / "damaged.ini"
    file.write_text(f"[General]\n{damage}\n")
    assert Settings(QSettings(str(file), QSettings.Format.IniFormat)).bytes("state").isEmpty()


@pytest.mark.parametrize("damage", ["panel\\runs=maybe", "panel\\runs=@Invalid()", "panel\\runs="])
def test_damaged_flags_do_not_hide_what_is_to_be_seen(tmp_path: Path, damage):
    file = tmp_path / "damaged.ini"
    file.write_text(f"[General]\n{damage}\n")
    assert Settings(QSettings(str(file), QSettings.Format.IniFormat)).flag("panel\\runs", True) is True
