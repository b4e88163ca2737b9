"""What the package says of its home: known where it is built for a release, and nowhere else.

PROJECT_URL names the address of the repository on its forge, such as a hosted CI has in its variables. With it the
package gets links, and README's pictures and links become absolute, since a package index has only the text. Without
it, as in every checkout, README stays as it is.
"""

import os
import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Home(MetadataHookInterface):
    """Fills in the dynamic fields `readme` and `urls`."""

    def update(self, metadata: dict) -> None:
        text = (Path(self.root) / "README.md").read_text("utf-8")
        address = os.environ.get("PROJECT_URL", "").rstrip("/")
        if address:
            source = (Path(self.root) / "lrgui" / "__init__.py").read_text("utf-8")
            version = re.search(r'^__version__ = "(.+)"', source, re.MULTILINE)
            tag = f"v{version[1]}" if version else "HEAD"
            text = re.sub(r"(!\[[^\]]*\]\()(?!https?:)", rf"\g<1>{address}/raw/{tag}/", text)
            text = re.sub(r"(?<!!)(\[[^\]]*\]\()(?!https?:|#)", rf"\g<1>{address}/blob/{tag}/", text)
            metadata["urls"] = {
                "Homepage": address,
                "Documentation": f"{address}/blob/{tag}/README.md",
                "Changelog": f"{address}/blob/{tag}/CHANGELOG.md",
                "Issues": f"{address}/issues",
            }
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
