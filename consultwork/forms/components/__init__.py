"""What every screen is made of: its look, its parts, and the screen with a list of consultations."""
