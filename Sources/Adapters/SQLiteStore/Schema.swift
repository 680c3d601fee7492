import GRDB

/// The tables, in steps that only go forward. Each is plain SQL and frozen once released.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001_journal") { db in
            try db.execute(
                sql: """
                    CREATE TABLE vaultKey (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        kind INTEGER NOT NULL,
                        owner BLOB NOT NULL,
                        wrapped BLOB NOT NULL,
                        UNIQUE (kind, owner)
                    );
                    CREATE TABLE journal (
                        sequence INTEGER PRIMARY KEY,
                        class INTEGER NOT NULL,
                        day INTEGER NOT NULL,
                        vaultKey INTEGER NOT NULL,
                        digest BLOB NOT NULL,
                        chain BLOB NOT NULL,
                        body BLOB
                    );
                    CREATE INDEX journalByKey ON journal (vaultKey);
                    CREATE TABLE house (
                        name TEXT PRIMARY KEY,
                        value BLOB NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("0002_accounts") { db in
            try db.execute(
                sql: """
                    CREATE TABLE account (
                        id TEXT PRIMARY KEY,
                        name TEXT NOT NULL,
                        role TEXT NOT NULL,
                        zones TEXT NOT NULL,
                        password TEXT,
                        isActive INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    CREATE TABLE session (
                        digest BLOB PRIMARY KEY,
                        account TEXT NOT NULL REFERENCES account (id),
                        kind TEXT NOT NULL,
                        createdAt INTEGER NOT NULL,
                        endsAt INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    CREATE TABLE invitation (
                        digest BLOB PRIMARY KEY,
                        account TEXT NOT NULL REFERENCES account (id),
                        kind TEXT NOT NULL,
                        endsAt INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    CREATE TABLE sourceKey (
                        digest BLOB PRIMARY KEY,
                        source TEXT NOT NULL,
                        createdAt INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("0003_roster") { db in
            try db.execute(
                sql: """
                    CREATE TABLE watch (
                        account TEXT NOT NULL REFERENCES account (id),
                        zone TEXT NOT NULL,
                        since INTEGER NOT NULL,
                        PRIMARY KEY (account, zone)
                    ) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("0004_venue") { db in
            try db.execute(
                sql: """
                    CREATE TABLE venueVersion (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        at INTEGER NOT NULL,
                        staff TEXT,
                        venue TEXT NOT NULL,
                        rules TEXT NOT NULL
                    );
                    """)
        }
        registerLater(in: &migrator)
        return migrator
    }

    private static func registerLater(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("0005_push") { db in
            try db.execute(
                sql: """
                    CREATE TABLE phone (
                        name BLOB PRIMARY KEY,
                        session BLOB NOT NULL REFERENCES session (digest) ON DELETE CASCADE,
                        language TEXT NOT NULL,
                        keptAt INTEGER NOT NULL,
                        body BLOB NOT NULL
                    ) WITHOUT ROWID;
                    CREATE INDEX phoneBySession ON phone (session);
                    """)
        }
        migrator.registerMigration("0006_venue_tests") { db in
            try db.execute(
                sql: "ALTER TABLE venueVersion ADD COLUMN tests TEXT NOT NULL DEFAULT ''")
        }
        migrator.registerMigration("0007_personal_links") { db in
            try db.execute(
                sql: """
                    CREATE TABLE personalLink (
                        digest BLOB PRIMARY KEY,
                        owner BLOB NOT NULL UNIQUE,
                        sealed BLOB NOT NULL,
                        endsAt INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("0008_shifts") { db in
            try db.execute(
                sql: """
                    ALTER TABLE watch ADD COLUMN until INTEGER NOT NULL DEFAULT 0;
                    UPDATE watch SET until = since + 43200000;
                    CREATE TABLE shift (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        account TEXT NOT NULL REFERENCES account (id),
                        zones TEXT NOT NULL,
                        startsAt INTEGER NOT NULL,
                        endsAt INTEGER NOT NULL,
                        hasBegun INTEGER NOT NULL
                    );
                    CREATE INDEX shiftByStart ON shift (hasBegun, startsAt);
                    """)
        }
        migrator.registerMigration("0009_door_keys") { db in
            try db.execute(
                sql: """
                    CREATE TABLE doorKey (
                        digest BLOB PRIMARY KEY,
                        door TEXT NOT NULL,
                        createdAt INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
    }
}
