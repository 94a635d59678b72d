"""The pipeline: readers, components, records and writers."""
