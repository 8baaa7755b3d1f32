"""Hears what the written sections say of the tables: words are tagged, their scope is kept, figures related to them."""
