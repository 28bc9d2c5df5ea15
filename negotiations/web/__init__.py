"""The public pages: server-rendered, readable without a script."""
