"""Other people's files by one door: tables of answers, transcripts, question papers, calendars."""
