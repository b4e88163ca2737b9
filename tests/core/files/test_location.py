"""What somebody names a file by."""

from pathlib import Path

import pytest

from lrgui.core.files.location import local_path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("mine.lrgui", "mine.lrgui"),
        ("/a b/mine.lrgui", "/a b/mine.lrgui"),
        ("file:///a/mine.lrgui", "/a/mine.lrgui"),
        ("file:/a/mine.lrgui", "/a/mine.lrgui"),
        ("file://localhost/a/mine.lrgui", "/a/mine.lrgui"),
        ("FILE://LOCALHOST/a%20b/%E5%AD%A6%E4%B9%A0.lrgui", "/a b/学习.lrgui"),
        ("file:///a/100%25%23.svg", "/a/100%#.svg"),
        ("50%25.svg", "50%25.svg"),
    ],
)
def test_a_path_or_a_url_of_this_computer(name, path):
    assert local_path(name) == Path(path)


def test_a_url_of_another_computer_is_no_file_of_this_one():
    assert not local_path("file://elsewhere/etc/hosts").exists()
