"""A subnet: miners hash what validators send them, validators pay those that do it right."""
