"""The vocabulary: classes, properties, code lists, shapes."""
