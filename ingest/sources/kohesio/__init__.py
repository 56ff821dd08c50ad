"""Kohesio: projects of the EU's cohesion policy in all member states, with their beneficiary."""
