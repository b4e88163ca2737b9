"""Where a file is that somebody names: by its path, or by the URL that file managers give."""

from __future__ import annotations

from pathlib import Path

_HERE = ("", "localhost")  # hosts of URLs that mean this computer


def local_path(name: str) -> Path:
    """The path that `name` is, or that it means as a URL such as file:///home/x or file://localhost/home/x.

    A URL of another computer is no file of this one: it is taken for a path, which does not exist.
    """
    if name[:5].lower() != "file:":
        return Path(name)
    from urllib.parse import urlsplit  # seldom needed
    from urllib.request import url2pathname

    url = urlsplit(name)
    return Path(url2pathname(url.path)) if url.netloc.lower() in _HERE and url.path.startswith("/") else Path(name)
