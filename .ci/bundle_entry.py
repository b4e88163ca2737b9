"""Where the bundle starts: `python -m lrgui` without a Python on the machine."""

import sys

from lrgui.__main__ import main

sys.exit(main())
