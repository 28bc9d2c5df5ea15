"""Linked data in the head of a page, for search engines: data, which no browser runs."""

import json
from typing import Any

from django.utils.safestring import SafeString

#: What could end the script, or begin another thing in it, is written as JSON may write it.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_script(document: dict[str, Any]) -> SafeString:
    """A script element of JSON-LD. The policy of the pages allows it, for it is not executed."""
    text = json.dumps(document, ensure_ascii=False, indent=1).translate(ESCAPES)
    return SafeString(f'<script type="application/ld+json">\n{text}\n</script>')
