"""datapackage.json: what a package says of itself, made from the models."""

import json


def described(name: str) -> bytes:
    return (json.dumps({"name": name}, indent=2, ensure_ascii=False) + "\n").encode()
