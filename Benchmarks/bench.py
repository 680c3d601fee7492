#!/usr/bin/env python3
"""Runs workloads through the real server and prints what came of it as one table.

script/bench is the way to call this; see --help there.
"""
import argparse
import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Server:
    """The server under test, over a data folder of its own."""

    def __init__(self, binary, venue, folder, port, extra=()):
        self.binary, self.venue, self.folder, self.port = binary, venue, folder, port
        self.extra = list(extra)
        self.process = None
        self.token = None

    def start(self):
        self.log = open(os.path.join(os.path.dirname(self.folder), 'server.log'), 'a')
        operator = os.path.join(self.folder, 'operator')
        if os.path.exists(operator):
            os.unlink(operator)
        began = time.monotonic()
        self.process = subprocess.Popen(
            [self.binary, 'serve', '--venue', self.venue, '--data', self.folder, '--port', str(self.port),
             *self.extra], stdout=self.log, stderr=self.log)
        while not os.path.exists(operator) or not open(operator).read().endswith('\n'):
            if self.process.poll() is not None:
                raise SystemExit(f'the server ended with {self.process.returncode}: see {self.log.name}')
            time.sleep(0.005)
        self.token = open(operator).read().split()[1]
        return time.monotonic() - began

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=120)

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=120)
        connection.request(method, path, body, {'Authorization': 'Bearer ' + self.token, **(headers or {})})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer, data

    def operate(self, method, path, body=None):
        answer, data = self.ask(method, path, json.dumps(body) if body is not None else None)
        if answer.status != 200:
            raise SystemExit(f'{method} {path}: {answer.status} {data[:300]}')
        return json.loads(data)

    def cookie(self):
        """Signs the first administrator up and gives the session's cookie."""
        link = open(os.path.join(self.folder, 'first-admin-link')).read().strip()
        path = urllib.parse.urlparse(link).path
        answer, _ = self.ask('POST', path, 'password=' + 'at-ease-' * 3,
                             {'Content-Type': 'application/x-www-form-urlencoded'})
        return answer.getheader('Set-Cookie').split(';')[0]

    def processor_seconds(self):
        fields = open(f'/proc/{self.process.pid}/stat').read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def memory_bytes(self):
        for line in open(f'/proc/{self.process.pid}/status'):
            if line.startswith('VmRSS'):
                return int(line.split()[1]) * 1024
        return 0


def build_load(work):
    """The load generator, compiled for this machine when its source is newer."""
    source = os.path.join(ROOT, 'Benchmarks/load/load.cpp')
    binary = os.path.join(ROOT, '.build/load')
    if not os.path.exists(binary) or os.path.getmtime(binary) < os.path.getmtime(source):
        os.makedirs(os.path.dirname(binary), exist_ok=True)
        subprocess.run(['g++', '-O2', '-std=c++17', '-pthread', source, '-o', binary], check=True)
    return binary


def venue_for(w1, work):
    """A venue folder with the zones of a W1 folder and the benchmark's three rules."""
    folder = os.path.join(work, 'venue')
    os.makedirs(os.path.join(folder, 'rules'), exist_ok=True)
    shutil.copy(os.path.join(ROOT, 'Venues/w1/rules/w1.yaml'), os.path.join(folder, 'rules'))
    zones = [line.split(',') for line in open(os.path.join(w1, 'zones.csv')).read().split()]
    with open(os.path.join(folder, 'venue.yaml'), 'w') as file:
        file.write('name: {en: W1, nl: W1}\nzones:\n')
        file.writelines(f'  - {{id: {zone}, kind: {kind}}}\n' for zone, kind in zones)
    return folder, [zone for zone, _ in zones]


def folder_bytes(folder):
    return sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder) if name != 'reserve')


def run_w1(binary, w1, cues, connections=64, kills=0, port=8790, seed=1, keep=None):
    """One W1 folder through the server; answers the figures."""
    work = keep or tempfile.mkdtemp(prefix='senang-bench-')
    venue, zones = venue_for(w1, work)
    server = Server(binary, venue, os.path.join(work, 'data'), port)
    server.start()
    cookie = server.cookie()
    keys = os.path.join(work, 'keys')
    with open(keys, 'w') as file:
        for number in range(connections):
            answer = server.operate('POST', '/v1/sources', {'id': f'w1-{number}', 'mode': 'history'})
            file.write(answer['key'] + '\n')
    load = subprocess.Popen([build_load(work), os.path.join(w1, 'events.jsonl'), str(port), keys, cookie, cues],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    restarts = []
    done = threading.Event()

    def nemesis():
        chance = random.Random(seed)
        # The client prepares its requests first; wait until signals arrive.
        while not done.is_set() and json.loads(server.ask('GET', '/v1/status')[1])['tokens'] == 0:
            time.sleep(0.05)
        for _ in range(kills):
            if done.wait(0.2 + chance.random() * 0.5):
                return
            server.kill()
            restarts.append(server.start())

    before = server.processor_seconds()
    killer = threading.Thread(target=nemesis)
    killer.start()
    line = load.stdout.readline()
    done.set()
    killer.join()
    if not line:
        raise SystemExit('the load generator failed')
    figures = json.loads(line)
    used = server.processor_seconds() - before
    for number in range(connections):
        server.operate('POST', f'/v1/sources/w1-{number}/close')
    status = server.operate('GET', '/v1/status')
    expected = sum(tally['issued'] for tally in status['tallies'].values())
    load.stdin.write(f'{expected}\n' + '\n'.join(zones) + '\n')
    load.stdin.close()
    figures.update(json.loads(load.stdout.readline()))
    figures['exit'] = load.wait()
    events = sum(1 for _ in open(os.path.join(w1, 'events.jsonl'), 'rb'))
    figures.update(events=events, server_cpu_s=used, restarts_s=restarts, memory_bytes=server.memory_bytes(),
                   tokens=status['tokens'])
    server.stop()
    figures['disk_bytes'] = folder_bytes(server.folder)
    if not keep:
        shutil.rmtree(work)
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--binary', required=True)
    parser.add_argument('--w1', required=True)
    parser.add_argument('--cues', required=True)
    parser.add_argument('--kills', type=int, default=0)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--connections', type=int, default=64)
    arguments = parser.parse_args()
    figures = run_w1(arguments.binary, arguments.w1, arguments.cues, arguments.connections, arguments.kills,
                     seed=arguments.seed)
    events = figures['events']
    print(f"events {events}  events/s {events / figures['wall_s']:,.0f}  "
          f"server µs an event {figures['server_cpu_s'] / events * 1e6:.2f}")
    print(json.dumps(figures))
    return figures['exit']


if __name__ == '__main__':
    sys.exit(main())
