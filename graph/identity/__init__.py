"""Who is who: identifiers and decisions."""
