"""Discord: the connection in and out, what its payloads mean, and documents as its components."""
