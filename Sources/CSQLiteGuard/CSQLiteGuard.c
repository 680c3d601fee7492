#include "CSQLiteGuard.h"

int senang_sqlite_defend(sqlite3 *connection) {
    int on = 0;
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &on) == SQLITE_OK && on == 1;
}
