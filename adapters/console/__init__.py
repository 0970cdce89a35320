"""The terminal: documents as text for people and as Markdown, and a prompt to type commands at."""
