"""Other people's files: tables of answers, question papers, calendars."""
