"""Where people and machines meet the service.

Lives here: pages, HTTP interface, identity, running processes, commands, migrations, settings.

Never here: a parser, a comparison, a rule, a key, an SQL statement about passengers.
"""
