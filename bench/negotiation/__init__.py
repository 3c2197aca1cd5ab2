"""How well does the engine negotiate, against sellers nobody here wrote?"""
