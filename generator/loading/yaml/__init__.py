"""YAML files as nodes: a strict part of YAML in which nothing an author typed is converted, lost or misread."""
