"""What is remembered comes back; what is damaged is as good as nothing."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QLocale, QSettings

from lrgui.session import settings as module
from lrgui.session.settings import FOLDER, GEOMETRY, HINT_SEEN, TEXT_SIZE, Settings, panel_shown


def opened(store: QSettings) -> Settings:
    """A new start of the program, from what is on the disk."""
    store.sync()
    return Settings(QSettings(store.fileName(), QSettings.Format.IniFormat))


def test_everything_comes_back_with_its_type(store):
    settings = Settings(store)
    values = {HINT_SEEN: True, TEXT_SIZE: "large", FOLDER: "/tmp"}
    for setting, value in values.items():
        assert not settings.knows(setting)
        settings.set(setting, value)
    settings.set(GEOMETRY, QByteArray(b"\0\xff"))
    settings.language = "zh_CN"
    again = opened(store)
    for setting, value in values.items():
        assert again.knows(setting)
        assert again.get(setting) == value
        assert type(again.get(setting)) is type(value)
    assert again.get(GEOMETRY) == QByteArray(b"\0\xff")
    assert again.language == "zh_CN"


def test_without_anything_remembered_there_are_defaults(store):
    settings = Settings(store)
    assert settings.get(panel_shown("runs", at_first=True)) is True
    assert settings.get(panel_shown("steps", at_first=False)) is False
    for setting in (TEXT_SIZE, GEOMETRY, HINT_SEEN):
        assert settings.get(setting) == setting.default


def test_every_key_is_one_setting_s():
    """Two settings under one key would overwrite each other."""
    table = [value for value in vars(module).values() if isinstance(value, module.Setting)]
    table += module.FILM_NUMBERS.values()
    assert len({setting.key for setting in table}) == len(table) > 15


def test_the_last_folder_is_one_that_is_there(store, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "home", lambda: tmp_path)
    settings = Settings(store)
    assert settings.folder == tmp_path
    settings.folder = tmp_path / "talk"
    assert settings.folder == tmp_path
    (tmp_path / "talk").mkdir()
    assert opened(store).folder == tmp_path / "talk"


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
    assert settings.get(TEXT_SIZE) == TEXT_SIZE.default


@pytest.mark.parametrize("damage", ["geometry=3", "geometry=@Invalid()", "geometry=word", "geometry=a, b"])
def test_damaged_places_are_as_good_as_none(tmp_path: Path, damage):
    file = tmp_path / "damaged.ini"
    file.write_text(f"[General]\n{damage}\n")
    assert Settings(QSettings(str(file), QSettings.Format.IniFormat)).get(GEOMETRY).isEmpty()


@pytest.mark.parametrize("damage", ["runs=maybe", "runs=@Invalid()", "runs="])
def test_damaged_flags_do_not_hide_what_is_to_be_seen(tmp_path: Path, damage):
    file = tmp_path / "damaged.ini"
    file.write_text(f"[panel]\n{damage}\n")
    settings = Settings(QSettings(str(file), QSettings.Format.IniFormat))
    assert settings.get(panel_shown("runs", at_first=True)) is True


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for no HOME")
def test_a_user_without_a_home_has_a_folder(store, monkeypatch):
    import pwd

    def unknown(_):
        raise KeyError("uid not found")

    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert Settings(store).folder.is_dir()
