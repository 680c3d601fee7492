"""A reader on a wall, played by PyPI's libosdp: another maker's OSDP, at the end of a socket.

Runs in .build/python. Is told on standard input, a JSON line each, what is shown to it; tells on
standard output, a JSON line behind '@' each, what it was commanded to do.
usage: osdp_reader.py PORT ADDRESS KEY|-
"""
import json
import socket
import sys
import threading

from osdp import (Capability, CardFormat, Channel, Event, LibFlag, LogLevel, PDCapabilities, PDInfo,
                  PeripheralDevice)


class Line(Channel):
    def __init__(self, port):
        super().__init__()
        self.socket = socket.create_connection(('127.0.0.1', port))
        self.socket.setblocking(False)

    def read(self, max_bytes):
        try:
            return self.socket.recv(max_bytes)
        except OSError:
            return b''

    def write(self, buf):
        try:
            return self.socket.send(buf)
        except OSError:
            return 0

    def flush(self):
        pass


def say(told):
    print('@' + json.dumps(told), flush=True)


def obey(command):
    say({name: value.decode('latin-1') if isinstance(value, bytes) else value
         for name, value in command.items()})
    return 0, None


def main():
    port, address, key = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    can = [(Capability.OutputControl, 1, 1), (Capability.LEDControl, 1, 1),
           (Capability.AudibleControl, 1, 1), (Capability.TextOutput, 1, 1)]
    flags = [LibFlag.EnforceSecure] if key != '-' else []
    info = PDInfo(address, Line(port), scbk=bytes.fromhex(key) if key != '-' else None, flags=flags)
    reader = PeripheralDevice(info, PDCapabilities(can), log_level=LogLevel.Emergency,
                              command_handler=obey)
    reader.start()

    def watch():
        was = None
        while True:
            now = reader.is_sc_active()
            if now != was:
                say({'secure': bool(now)})
                was = now
            threading.Event().wait(0.05)
    threading.Thread(target=watch, daemon=True).start()
    for line in sys.stdin:
        told = json.loads(line)
        if 'card' in told:
            reader.submit_event({'event': Event.CardRead, 'reader_no': 0, 'direction': 0,
                                 'format': CardFormat.Unspecified, 'length': told.get('bits', len(told['card']) * 4),
                                 'data': bytes.fromhex(told['card'])})
        if 'keys' in told:
            reader.submit_event({'event': Event.KeyPress, 'reader_no': 0, 'data': bytes(told['keys'])})
    reader.teardown()


if __name__ == '__main__':
    main()
