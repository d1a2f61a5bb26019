"""A workbench for answering public consultations together with the people who use the services."""
