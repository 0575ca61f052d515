"""YAML files as nodes, by a strict part of YAML in which nothing that was typed is converted."""
