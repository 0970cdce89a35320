"""Three days of sample articles by invented outlets, from 15 to 17 April 2025, one JSON file an article."""
