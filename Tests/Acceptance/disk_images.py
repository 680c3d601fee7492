"""A disk whose power can be cut: what is on it for certain, and what only the kernel knows yet.

Names are taken to change at once and in order, as ext4 does it by default; contents are certain
only once they were synced.
"""
import os
from dataclasses import dataclass

from disk_trace import Create, Rename, SyncBegin, SyncEnd, Truncate, Unlink, Write

SECTOR = 512
# What a power cut leaves of changes that were not synced.
POLICIES = ('nothing', 'some', 'torn')


@dataclass
class _Waiting:
    number: int
    change: Write | Truncate


class Disk:
    """Follows operations one by one, and tells what a cut after the last would leave."""

    def __init__(self):
        self.certain = {}
        self._waiting = {}
        self._syncs = {}
        self._count = 0

    @classmethod
    def of_folder(cls, folder):
        """A disk on which everything in a folder is certain."""
        disk = cls()
        for root, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(root, name)
                with open(path, 'rb') as file:
                    disk.certain[path] = bytearray(file.read())
        return disk

    def follow(self, operation):
        self._count += 1
        match operation:
            case Write(path) | Truncate(path):
                self.certain.setdefault(path, bytearray())
                self._waiting.setdefault(path, []).append(_Waiting(self._count, operation))
            case Create(path):
                self.certain.setdefault(path, bytearray())
            case Rename(old, new):
                for part in (self.certain, self._waiting):
                    part.pop(new, None)
                    if old in part:
                        part[new] = part.pop(old)
            case Unlink(path):
                self.certain.pop(path, None)
                self._waiting.pop(path, None)
            case SyncBegin(thread, path):
                self._syncs[thread] = (path, self._count)
            case SyncEnd(thread):
                self._sync(*self._syncs.pop(thread, ('', 0)))

    def _sync(self, path, number):
        rest = []
        for waiting in self._waiting.pop(path, []):
            if waiting.number < number:
                apply(waiting.change, self.certain[path])
            else:
                rest.append(waiting)
        if rest:
            self._waiting[path] = rest

    def image(self, policy, chance):
        """The files after a cut now."""
        files = {path: content for path, content in self.certain.items() if not path.endswith('-shm')}
        if policy == 'nothing':
            return files
        for path, waiting in self._waiting.items():
            if path not in files:
                continue
            files[path] = bytearray(files[path])
            for change in (entry.change for entry in waiting):
                if policy == 'torn' and isinstance(change, Write):
                    apply_sectors(change, files[path], chance)
                elif chance.random() < 0.5:
                    apply(change, files[path])
        return files

    def view(self):
        """The files as a running process sees them."""
        files = {path: bytearray(content) for path, content in self.certain.items()}
        for path, waiting in self._waiting.items():
            for entry in waiting:
                apply(entry.change, files[path])
        return files


def apply(change, content):
    if isinstance(change, Truncate):
        del content[change.size:]
        content.extend(bytes(max(0, change.size - len(content))))
        return
    offset = len(content) if change.offset is None else change.offset
    content.extend(bytes(max(0, offset + len(change.data) - len(content))))
    content[offset:offset + len(change.data)] = change.data


def apply_sectors(write, content, chance):
    """A write of which each sector reached the disk or did not."""
    offset = len(content) if write.offset is None else write.offset
    for start in range(0, len(write.data), SECTOR):
        if chance.random() < 0.5:
            apply(Write(write.path, offset + start, write.data[start:start + SECTOR]), content)


def lay_out(files, old_root, new_root):
    """Writes an image's files under another folder."""
    for path, content in files.items():
        place = os.path.join(new_root, os.path.relpath(path, old_root))
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        with open(place, 'wb', opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(content)
