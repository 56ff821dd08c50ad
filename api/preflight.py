"""What `OPTIONS` is answered: what an address can be asked, and that any page may ask it (CORS)."""

from starlette.responses import Response


def preflight(methods: str) -> Response:
    """Return the answer of an address that takes `methods`, as they stand in a header."""
    headers = {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": methods,
        "access-control-allow-headers": "Accept, Content-Type, If-None-Match, Range",
        "access-control-max-age": "86400",
        "allow": methods,
    }
    return Response(status_code=204, headers=headers)
