"""Walking through the pages of a list by their links."""

API = "http://testserver/api/v1/"


def walk(read, path, way="next"):
    """The pages from this one on, following the links of one way."""
    pages = [read(path)]
    while pages[-1][way]:
        pages.append(read(pages[-1][way].removeprefix(API)))
    return pages


def slugs(page):
    return [row["slug"] for row in page["results"]]
