"""The volunteer's page: what a visitor's kernel shows, and its line to the server."""
