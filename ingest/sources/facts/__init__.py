"""Our curated facts about the actors of the Helsinki metropolitan area: ten tables that ship with the program."""
