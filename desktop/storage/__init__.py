"""The encrypted store on disk: profile folder, engine, units of work, migrations."""
