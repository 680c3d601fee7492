"""Bytes on the disk are not what was written."""
import os
import shutil
import sqlite3

from context import check
from server import ServerEnded
from signals import Sender, now_milliseconds, signal

ROW_COLUMNS = ('sequence', 'class', 'day', 'vaultKey', 'digest', 'chain', 'body')


def case_flipped_row_is_noticed(context):
    """A flipped bit in any field of any row of the journal, or in a key it is sealed with, is noticed."""
    house = House(context)
    unnoticed = []
    count = context.pick(30, 1_000)
    for _ in range(count):
        column = context.random.choice((*ROW_COLUMNS[1:], 'wrapped'))
        if column == 'wrapped':
            what = house.flip('vaultKey', 'id', column, house.used_keys)
        else:
            what = house.flip('journal', 'sequence', column, range(1, house.head + 1))
        if not house.is_noticed():
            unnoticed.append(what)
    check(not unnoticed, f'{len(unnoticed)} of {count} went unnoticed: {unnoticed[:3]}')
    return f'{count} flips'


def case_flipped_byte_changes_nothing_unnoticed(context):
    """A flipped bit anywhere in the database file is noticed, unless every row reads as before."""
    house = House(context)
    wanted = house.rows(house.original)
    unnoticed = []
    harmless = 0
    count = context.pick(30, 1_000)
    for _ in range(count):
        what = house.flip_file()
        if house.is_noticed():
            continue
        if house.rows(house.folder) == wanted:
            harmless += 1
        else:
            unnoticed.append(what)
    check(not unnoticed, f'{len(unnoticed)} of {count} went unnoticed: {unnoticed[:3]}')
    return f'{count} flips, {harmless} of them in bytes that no row uses'


def case_removed_rows_are_noticed(context):
    """Rows that are removed, swapped or emptied, and a key that is removed, are noticed."""
    house = House(context)
    middle, last = house.head // 2, house.head
    doings = {
        'a row removed in the middle': f'DELETE FROM journal WHERE sequence = {middle}',
        'the first row removed': 'DELETE FROM journal WHERE sequence = 1',
        'the last row removed': f'DELETE FROM journal WHERE sequence = {last}',
        'the last ten rows removed': f'DELETE FROM journal WHERE sequence > {last - 10}',
        'two rows swapped': f'''
            UPDATE journal SET sequence = -1 WHERE sequence = {middle};
            UPDATE journal SET sequence = {middle} WHERE sequence = {middle + 1};
            UPDATE journal SET sequence = {middle + 1} WHERE sequence = -1''',
        'two bodies swapped': f'''
            CREATE TEMP TABLE kept AS SELECT body FROM journal WHERE sequence = {middle};
            UPDATE journal SET body = (SELECT body FROM journal WHERE sequence = {middle + 1})
                WHERE sequence = {middle};
            UPDATE journal SET body = (SELECT body FROM kept) WHERE sequence = {middle + 1}''',
        'a body emptied whose key is there': f'UPDATE journal SET body = NULL WHERE sequence = {middle}',
        'a key removed whose bodies are there':
            'DELETE FROM vaultKey WHERE id = (SELECT max(vaultKey) FROM journal WHERE class = 1)',
    }
    unnoticed = []
    for what, statements in doings.items():
        house.change(statements)
        if not house.is_noticed():
            unnoticed.append(what)
    check(not unnoticed, f'unnoticed: {"; ".join(unnoticed)}')


def case_older_database_is_noticed(context):
    """An older copy of the database, put back beside what was written since, is noticed."""
    house = House(context)
    older = context.path('older.db')
    shutil.copy(os.path.join(house.original, 'senang.db'), older)
    server = context.server(house.original)
    server.start()
    sender = Sender(server.port, server.open_source('later'))
    for number in range(5):
        sender.send([signal(f'later-{number}')])
    server.stop()
    house.settle()
    house.restore()
    shutil.copy(older, os.path.join(house.folder, 'senang.db'))
    check(house.is_noticed(), 'there is a snapshot of a row that the journal does not have, and all is called well')


def case_every_process_folds_alike(context):
    """Every process that folds the same journal, from the snapshot or from the first row, comes to
    the same state."""
    server = context.server()
    server.start()
    send_a_day(context, server)
    server.stop()  # Leaves a snapshot.
    server.start()
    send_a_day(context, server)
    server.kill()
    runs = [(), (), (), ('--full',), ('--full',), ('--full',)]
    environments = [{}] * len(runs) + [{'SWIFT_DETERMINISTIC_HASHING': '1'}]
    answers = [context.command('digest', '--data', server.folder, *run, environment=environment)
               for run, environment in zip([*runs, ()], environments)]
    check(all(answer.returncode == 0 for answer in answers), 'senang digest failed')
    folded = {answer.stdout.split()[-3] for answer in answers}
    check(len(folded) == 2, f'folding from the snapshot and in full both folded {folded} observations')
    digests = {answer.stdout.split()[0] for answer in answers}
    check(len(digests) == 1, f'{len(digests)} digests: {[answer.stdout.strip() for answer in answers]}')


def send_a_day(context, server):
    """Signals of every kind, late and repeated ones, on live and history sources, with cues."""
    place = server.status()['sources']
    people = [f'somebody-{number}' for number in range(3)]
    for number, person in enumerate(people):
        server.operate('POST', '/v1/links', {'token': f'token-{place}-{number}', 'person': person, 'mode': 'assisted'})
    for number, mode in enumerate(('live', 'history', 'live', 'history')):
        sender = Sender(server.port, server.open_source(f'source-{place + number}', mode))
        for batch in range(10):
            sender.send([signal(
                f'{batch}-{context.random.randrange(30)}',
                token=f'token-{place}-{context.random.randrange(40)}',
                kind=context.random.choice(('enter', 'exit', 'read', 'service', 'tap')),
                zone=context.random.choice(('gate', 'line', 'shop')),
                at=now_milliseconds() - context.random.randrange(30_000)) for _ in range(20)])
        if number == 1:
            server.operate('POST', f'/v1/sources/source-{place + number}/close')


class House:
    """A data folder with a journal of some rows, and a copy of it to damage."""

    def __init__(self, context):
        self.context = context
        self.original = context.path('original', 'data')
        self.folder = context.path('damaged', 'data')
        self._fill()
        self.settle()
        rows = self.rows(self.original)
        self.head = len(rows)
        self.used_keys = sorted({row[3] for row in rows})

    def _fill(self):
        server = self.context.server(self.original)
        server.start()
        sender = Sender(server.port, server.open_source('reader'))
        for number in range(30):
            # Rows of up to 15 KB, so that most of the file is rows.
            sender.send([signal(f'signal-{number}-{index}') for index in range(1 + 10 * number)])
            if number % 3 == 0:
                server.operate('POST', '/v1/links', {'token': f'token-{number}', 'person': f'somebody-{number}', 'mode': 'assisted'})
        server.stop()

    def settle(self):
        """Folds the log into the database, which closing the last connection does."""
        answer = self.context.command('doctor', '--data', self.original)
        check(answer.returncode == 0, f'doctor on what nobody damaged: {answer.stdout}')
        check(not os.path.exists(os.path.join(self.original, 'senang.db-wal')), 'the log is still there')

    def restore(self):
        """Makes the copy anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.original, self.folder, ignore=shutil.ignore_patterns('reserve', 'operator'))
        shutil.copy(self.original + '.key', self.folder + '.key')

    def change(self, statements):
        self.restore()
        database = sqlite3.connect(os.path.join(self.folder, 'senang.db'))
        database.executescript(statements)
        database.close()

    def flip(self, table, key, column, rows):
        """Flips one bit of one field; answers which."""
        self.restore()
        database = sqlite3.connect(os.path.join(self.folder, 'senang.db'))
        row = self.context.random.choice(rows)
        value, = database.execute(f'SELECT {column} FROM {table} WHERE {key} = ?', [row]).fetchone()
        changed, bit = flipped(value, self.context.random)
        database.execute(f'UPDATE {table} SET {column} = ? WHERE {key} = ?', [changed, row])
        database.commit()
        database.close()
        return f'bit {bit} of {table}.{column} where {key} = {row}'

    def flip_file(self):
        self.restore()
        path = os.path.join(self.folder, 'senang.db')
        place = self.context.random.randrange(os.path.getsize(path))
        bit = self.context.random.randrange(8)
        with open(path, 'r+b') as file:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ 1 << bit]))
        return f'bit {bit} of byte {place} of {os.path.getsize(path)}'

    def rows(self, folder):
        """Every row of the journal; what SQLite says when it cannot read them."""
        database = sqlite3.connect(f'file:{folder}/senang.db?immutable=1', uri=True)
        try:
            return database.execute(f'SELECT {", ".join(ROW_COLUMNS)} FROM journal ORDER BY sequence').fetchall()
        except sqlite3.Error as error:
            return str(error)
        finally:
            database.close()

    def is_noticed(self):
        """Whether the doctor says so, or the server does not start."""
        if self.context.command('doctor', '--data', self.folder).returncode != 0:
            return True
        server = self.context.server(self.folder)
        try:
            server.start()
        except ServerEnded:
            return True
        server.kill()
        return False


def flipped(value, chance):
    """A number or bytes with one bit changed, and which."""
    if isinstance(value, int):
        bit = chance.randrange(16)
        return value ^ 1 << bit, bit
    bit = chance.randrange(len(value) * 8)
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed), bit
