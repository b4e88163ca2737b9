"""Characters that are pasted in place of others: fullwidth forms, spaces of all widths, minus signs, invisible ones."""

from __future__ import annotations

import re
import unicodedata

# Fullwidth forms (U+FF01 … U+FF5E are ASCII moved), spaces of all widths, what stands for a minus, and the italic
# letters and digits of formulas that were copied from a page. U+202F stays: it groups digits.
PLAIN = {0xFF01 + i: 0x21 + i for i in range(94)}
PLAIN.update(dict.fromkeys([0xA0, 0x3000, 0x2007, *range(0x2000, 0x2007), 0x2008, 0x2009, 0x200A], 0x20))
PLAIN.update(dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0xFE63], ord("-")))
PLAIN.update({c: ord(unicodedata.normalize("NFKC", chr(c))[0]) for c in range(0x1D400, 0x1D800)})

# Colours of a terminal, control characters but tabs and line ends, and characters without width.
INVISIBLE = re.compile(
    "\x1b\\[[0-9;?]{0,20}[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff]"
)
