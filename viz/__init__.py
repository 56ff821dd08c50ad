"""Pictures: data in, HTML or SVG out."""
