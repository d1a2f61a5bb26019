"""What people read stands in catalogues, and a charity may say it in its own words."""
