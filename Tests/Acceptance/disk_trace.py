"""What a process did to its disk and when its answers left it, as strace saw it."""
import os
import re
from dataclasses import dataclass

from context import wait_until

CALLS = ('pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync,unlink,unlinkat,ftruncate,'
         'rename,renameat,renameat2,openat')


def strace(log):
    """The words before a command that trace it, leaving it our own child."""
    return ['strace', '-D', '-f', '--seccomp-bpf', '-yy', '-xx', '-s', str(1 << 22), '-e', 'trace=' + CALLS,
            '-o', log]


def attached_strace(log, process, injection):
    """A command that traces a running process, and makes some of its calls fail."""
    return ['strace', '-f', '-p', str(process), '-yy', '-xx', '-s', str(1 << 22), '-e', 'trace=' + CALLS,
            '-e', 'inject=' + injection, '-o', log]


def wait_until_traced(process):
    """Returns once every thread of a process has a tracer."""
    def is_traced():
        tasks = os.listdir(f'/proc/{process}/task')
        return all('TracerPid:\t0\n' not in open(f'/proc/{process}/task/{task}/status').read() for task in tasks)

    wait_until(is_traced, 'strace to attach')


def wait_until_written(log, process):
    """Returns once the trace tells of the process's end, which is its last line."""
    end = re.compile(rf'^{process} +\+\+\+ (exited|killed)', re.MULTILINE)

    def is_written():
        with open(log, 'rb') as file:
            file.seek(max(0, os.path.getsize(log) - 4_096))
            return end.search(file.read().decode(errors='replace'))

    wait_until(is_written, "the end of strace's log")


@dataclass
class Write:
    path: str
    offset: int | None  # None: behind what is there.
    data: bytes


@dataclass
class Truncate:
    path: str
    size: int


@dataclass
class Create:
    path: str


@dataclass
class Rename:
    old: str
    new: str


@dataclass
class Unlink:
    path: str


@dataclass
class SyncBegin:
    thread: str
    path: str


@dataclass
class SyncEnd:
    thread: str


@dataclass
class Answered:
    """The first bytes of an answer left for the client's port."""
    port: int
    status: int


def read_trace(log, folder):
    """What happened, in order: changes to files in a folder, syncs, answers.

    A change counts from the end of its call, a sync holds what was changed before its call began,
    and an answer counts from the beginning of its call.
    """
    operations = []
    for moment, thread, call, text in _calls(log):
        operation = _operation(moment, thread, call, text, folder)
        if operation:
            operations.append(operation)
    return operations


def _calls(log):
    """Each call as ('begin' or 'end', thread, name, text); a call that never ended has no end."""
    unfinished = {}
    whole = re.compile(r'^(\d+) +(\w+)\((.*)$')
    resumed = re.compile(r'^(\d+) +<\.\.\. (\w+) resumed>(.*)$')
    with open(log, errors='replace') as file:
        for line in file:
            line = line.rstrip('\n')
            if match := resumed.match(line):
                thread, call, rest = match.groups()
                yield 'end', thread, call, unfinished.pop((thread, call)) + rest
            elif match := whole.match(line):
                thread, call, text = match.groups()
                if text.endswith(' <unfinished ...>'):
                    text = text.removesuffix(' <unfinished ...>')
                    unfinished[thread, call] = text
                    yield 'begin', thread, call, text
                else:
                    yield 'begin', thread, call, text
                    yield 'end', thread, call, text


def _operation(moment, thread, call, text, folder):
    if moment == 'begin':
        if call in ('fsync', 'fdatasync'):
            path = _descriptor(text)
            return SyncBegin(thread, path) if path.startswith(folder) else None
        if call in ('write', 'writev', 'sendto', 'sendmsg'):
            return _answer(text)
        return None
    result = _result(text)
    if result is None or result < 0:
        return None
    if call in ('fsync', 'fdatasync'):
        return SyncEnd(thread)
    operation = _change(call, text, result)
    return operation if operation and _path_of(operation).startswith(folder) else None


def _change(call, text, result):
    if call in ('pwrite64', 'write'):
        data = _bytes(re.search(r'"((?:\\x..)*)"', text)[1])[:result]
        offset = int(re.search(r', (\d+)\) += ', text)[1]) if call == 'pwrite64' else None
        return Write(_descriptor(text), offset, data)
    if call == 'ftruncate':
        return Truncate(_descriptor(text), int(re.search(r', (\d+)\) += ', text)[1]))
    names = [_bytes(name).decode() for name in re.findall(r'"((?:\\x..)*)"', text)]
    if call in ('unlink', 'unlinkat'):
        return Unlink(names[0])
    if call.startswith('rename'):
        return Rename(*names)
    if call == 'openat' and 'O_TRUNC' in text:
        return Truncate(names[0], 0)
    if call == 'openat' and 'O_CREAT' in text:
        return Create(names[0])
    return None


def _answer(text):
    client = re.match(r'\d+<TCP:\[[^\]]*->[^\]]*:(\d+)\]>', text)
    if not client:
        return None
    data = b''.join(_bytes(part) for part in re.findall(r'"((?:\\x..)*)"', text))
    status = re.match(rb'HTTP/1\.1 (\d{3})', data)
    return Answered(int(client[1]), int(status[1])) if status else None


def _path_of(operation):
    return operation.new if isinstance(operation, Rename) else operation.path


def _descriptor(text):
    """The path of a call's first argument, a descriptor."""
    match = re.match(r'\d+<((?:\\x..)*)>', text)
    return _bytes(match[1]).decode(errors='replace') if match else ''


def _result(text):
    match = re.match(r'-?\d+', text.rpartition(' = ')[2])
    return int(match[0]) if match else None


def _bytes(escaped):
    return bytes.fromhex(escaped.replace('\\x', ''))
