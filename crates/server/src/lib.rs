//! HTTP: routes, sessions, OpenAPI, the built web interface.
