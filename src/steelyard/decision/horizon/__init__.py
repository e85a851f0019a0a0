"""The portfolio over years: what starts, what is built, what switches, and what it takes."""
