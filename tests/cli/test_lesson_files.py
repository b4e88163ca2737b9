"""`lrgui lessons` with files."""

import json

import pytest

from lrgui.cli.main import main
from lrgui.core.lessons.lesson import lessons


def test_what_is_exported_is_without_fault(tmp_path, capsys):
    folder = tmp_path / "mine"
    assert main(["lessons", "--export", str(folder)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(lessons())
    assert main(["lessons", "--check", str(folder)]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == len(lessons())


def test_each_fault_is_a_line(tmp_path, capsys):
    main(["lessons", "--export", str(tmp_path)])
    capsys.readouterr()
    path = tmp_path / "eta-1.lrlesson"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["stages"][0]["say"] = {"en": "One. Two. Three. Four.", "zh_CN": "一。"}
    data["stages"][1]["ask"]["right"] = 7
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main(["lessons", "--check", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: stage 1: say.en = One. Two. Three. Four.: must have a sentence, and at most 3 of them",
        f"{path}: stage 2: ask.right = 7: must be between 0 and 2",
    ]
    assert main(["lessons", "--check", str(tmp_path)]) == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--check", "nowhere.lrlesson"], 1, "--check nowhere.lrlesson: No such file or directory"),
        (["--check", "."], 1, "--check .: there is no file that ends in .lrlesson"),
        (["--check", "a", "--export", "b"], 2, "--export b: there is --check a too, choose one of them"),
        (["--export", "."], 1, "--export .: eta-0.2.lrlesson is there already, nothing more was written"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(tmp_path, monkeypatch, capsys, words, code, sentence):
    monkeypatch.chdir(tmp_path)
    if "--export" in words and words[1] == ".":
        (tmp_path / "eta-0.2.lrlesson").touch()
    assert main(["lessons", *words]) == code
    assert capsys.readouterr().err == f"lrgui: {sentence}\n"
