"""The bundled fonts."""
