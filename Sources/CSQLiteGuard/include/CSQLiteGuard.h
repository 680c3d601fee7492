#pragma once
#include <sqlite3.h>

// sqlite3_db_config takes a variable argument list, which Swift cannot call.
// Answers whether the connection now refuses to be corrupted by SQL (SQLITE_DBCONFIG_DEFENSIVE).
int senang_sqlite_defend(sqlite3 *_Nonnull connection);
