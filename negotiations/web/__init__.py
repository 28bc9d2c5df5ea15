"""The public pages: server-rendered, readable without a script. They present what reports answer."""
