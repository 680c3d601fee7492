#!/usr/bin/env python3
"""Runs workloads through the real server and prints what came of it as one table.

script/bench is the way to call this; see --help there.
"""
import argparse
import atexit
import http.client
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, 'Tests/Acceptance'))

from server import Server  # noqa: E402  The acceptance tests drive the same program in the same way.


def free_port():
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def server_for(binary, venue, work):
    """A server under test over a fresh folder. Whatever goes wrong, it is not left behind."""
    server = Server(binary, venue, os.path.join(work, 'data'), free_port())
    atexit.register(lambda: server.is_running and server.kill())
    return server


def build(name):
    """A load generator, compiled for this machine when its source is newer."""
    source = os.path.join(ROOT, 'Benchmarks/load', name + '.cpp')
    binary = os.path.join(ROOT, '.build', name)
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


def run_w1(binary, w1, cues, connections=64, kills=0, seed=1, keep=None):
    """One W1 folder through the server; answers the figures."""
    work = keep or tempfile.mkdtemp(prefix='senang-bench-')
    venue, zones = venue_for(w1, work)
    server = server_for(binary, venue, work)
    port = server.port
    server.start()
    cookie = server.cookie()
    keys = os.path.join(work, 'keys')
    with open(keys, 'w') as file:
        for number in range(connections):
            file.write(server.open_source(f'w1-{number}', 'history') + '\n')
    load = subprocess.Popen([build('load'), os.path.join(w1, 'events.jsonl'), str(port), keys, cookie, cues],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    restarts = []
    done = threading.Event()

    # Spread over the run: a short one is over soon.
    pause = 0.5 if os.path.getsize(os.path.join(w1, 'events.jsonl')) > 50 << 20 else 0.02

    def nemesis():
        chance = random.Random(seed)
        # The client prepares its requests first; wait until signals arrive.
        while not done.is_set() and json.loads(server.ask('GET', '/v1/status')[1])['tokens'] == 0:
            time.sleep(0.01)
        for _ in range(kills):
            if done.wait(pause * (0.4 + chance.random())):
                return
            server.kill()
            restarts.append(server.start())

    start_memory = server.memory_bytes()
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
                   memory_start_bytes=start_memory, tokens=status['tokens'])
    server.stop()
    figures['disk_bytes'] = folder_bytes(server.folder)
    if not keep:
        shutil.rmtree(work)
    return figures


def tool(name, *arguments, stdin=None):
    """One of our load generators; answers the JSON it prints."""
    done = subprocess.run([build(name), *map(str, arguments)], capture_output=True, text=True, input=stdin)
    if done.returncode != 0:
        raise SystemExit(f'{name} {arguments[0]}: {done.stderr.strip()}')
    return json.loads(done.stdout.strip().splitlines()[-1])


def screens(server, admin, zones, count):
    """Pairs screens, each watching one zone, as an administrator and a screen would by hand."""
    cookies = []
    form = {'Content-Type': 'application/x-www-form-urlencoded'}
    for number in range(count):
        body = urllib.parse.urlencode({'id': f'screen-{number}', 'name': f'Screen {number}', 'role': 'screen',
                                       'zones': zones[number % len(zones)]})
        _, page = server.ask('POST', '/admin/accounts', body, {**form, 'Cookie': admin})
        code = re.search(rb'<code>([^<]+)</code>', page).group(1).decode()
        answer, _ = server.ask('POST', '/pair', 'code=' + code, form)
        cookies.append(answer.getheader('Set-Cookie').split(';')[0])
    return cookies


def run_live(binary, w1, seconds, screen_count, fill):
    """One server with live sources: single signals, latency, screens, a restart over a full window."""
    work = tempfile.mkdtemp(prefix='senang-bench-')
    venue, _ = venue_for(w1, work)
    shops = [line.split(',')[0] for line in open(os.path.join(w1, 'zones.csv')).read().split() if line.endswith(',shop')]
    server = server_for(binary, venue, work)
    port = server.port
    server.start()
    admin = server.cookie()
    figures = tool('paced', 'sync', server.folder)
    keys = {name: server.open_source(name) for name in ['single', 'steady', 'half', 'fill']}
    figures.update(tool('paced', 'single', port, keys['single'], seconds, shops[0]))
    cookies = os.path.join(work, 'cookies')
    open(cookies, 'w').write(admin + '\n')
    figures['steady'] = tool('paced', 'latency', port, keys['steady'], cookies, 20_000, seconds, *shops)
    open(cookies, 'w').write(''.join(c + '\n' for c in screens(server, admin, shops, screen_count)))
    figures['half'] = tool('paced', 'latency', port, keys['half'], cookies, 250_000, seconds, *shops[:screen_count])
    figures.update(tool('paced', 'fill', port, keys['fill'], fill, shops[0]))
    server.kill()
    figures['restart_s'] = server.start()
    figures['memory_bytes'] = server.memory_bytes()
    server.stop()
    shutil.rmtree(work)
    return figures


def run_engine(folder, binary, w1, work):
    """The engine alone on the file; its cues are compared with the oracle's."""
    venue, _ = venue_for(w1, work)
    signals, cues = os.path.join(work, 'signals.jsonl'), os.path.join(work, 'engine.csv')
    with open(os.path.join(w1, 'events.jsonl')) as source, open(signals, 'w') as target:
        for line in source:
            target.write(line.replace('"band"', '"token"', 1).replace('"ts"', '"at"', 1))
    done = subprocess.run([os.path.join(folder, 'engine-bench'), signals, os.path.join(venue, 'venue.yaml'),
                           os.path.join(venue, 'rules/w1.yaml'), cues], capture_output=True, text=True, check=True)
    return float(re.search(r'us_an_event ([0-9.]+)', done.stdout).group(1)), same(os.path.join(w1, 'cues.csv'), cues)


def floor_figures(folder):
    """The largest floor: its picture, and finding somebody among a million names, in seconds."""
    done = subprocess.run([os.path.join(folder, 'engine-bench'), '--floor'], capture_output=True, text=True, check=True)
    return [(name, float(seconds)) for name, seconds in re.findall(r'floor (.+): ([0-9.e-]+) seconds', done.stdout)]


def pass_figures(folder):
    """A virtual queue with 100,000 parties waiting: the worst step, in seconds."""
    done = subprocess.run([os.path.join(folder, 'engine-bench'), '--pass'], capture_output=True, text=True, check=True)
    return [(name, float(seconds)) for name, seconds in re.findall(r'pass (.+): ([0-9.e-]+) seconds', done.stdout)]


def fit_figures(folder):
    """The best composition for one person out of 200 modules of 20 options: the 99th percentile, in seconds."""
    done = subprocess.run([os.path.join(folder, 'engine-bench'), '--fit'], capture_output=True, text=True, check=True)
    return [(f'fit {name}, p99', float(seconds))
            for name, seconds in re.findall(r'fit (.+): p50 .+ p99 ([0-9.e-]+) seconds', done.stdout)]


def door_figures(folder):
    """What one door decides and takes in, in seconds."""
    done = subprocess.run([os.path.join(folder, 'engine-bench'), '--doors'], capture_output=True, text=True, check=True)
    return [(f'door {name}', float(seconds))
            for name, seconds in re.findall(r'door (.+): ([0-9.e-]+) seconds', done.stdout)]


def pay(server, name, connections, lines, requests):
    """Charges over so many connections, each request of so many lines; answers how many a second, and the ack's p99 in ms."""
    waits = []

    def till(number):
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=120)
        for place in range(requests):
            body = '\n'.join(json.dumps({
                'id': f'{name}-{number}-{place}-{line}', 'kind': 'charge', 'from': f'guest-{(number + line) % 50}',
                'to': 'shop', 'amount': 1}) for line in range(lines))
            began = time.monotonic()
            connection.request('POST', '/v1/transfers', body, {'Authorization': 'Bearer ' + server.token})
            answer = connection.getresponse()
            text = answer.read()
            waits.append(time.monotonic() - began)
            if answer.status != 200 or json.loads(text)['booked'] != lines:
                raise SystemExit(f'transfers: {answer.status} {text[:200]}')

    tills = [threading.Thread(target=till, args=(number,)) for number in range(connections)]
    began = time.monotonic()
    for each in tills:
        each.start()
    for each in tills:
        each.join()
    seconds = time.monotonic() - began
    if len(waits) != connections * requests:
        raise SystemExit('transfers: a till was not answered as it should be')
    return len(waits) * lines / seconds, sorted(waits)[int(len(waits) * 0.99)] * 1000


def run_wallet(binary, w1, requests):
    """Durable transfers a second: one a request, and a hundred."""
    work = tempfile.mkdtemp(prefix='senang-bench-')
    venue, _ = venue_for(w1, work)
    server = server_for(binary, venue, work)
    server.start()
    lines = [{'account': 'bank', 'kind': 'bank', 'currency': 'EUR'}, {'account': 'shop', 'kind': 'shop', 'currency': 'EUR'}]
    for number in range(50):
        lines += [{'account': f'guest-{number}', 'kind': 'guest', 'currency': 'EUR'},
                  {'id': f'd{number}', 'kind': 'deposit', 'from': 'bank', 'to': f'guest-{number}', 'amount': 10**9}]
    server.ask('POST', '/v1/transfers', '\n'.join(map(json.dumps, lines)))
    figures = {'single': pay(server, 'single', 64, 1, requests), 'hundred': pay(server, 'hundred', 8, 100, requests)}
    server.stop()
    shutil.rmtree(work)
    return figures


def run_door(binary, taps):
    """An agent beside a door of a running house: its answers' p50 and p99 in ms, each on the disk before it is given."""
    from agents import DoorHouse
    from context import Context
    from door_cases import sun
    with Context(binary, False, 1) as context, DoorHouse(context, 1) as house:
        for number in range(20):
            house.issue(number)
        agent = house.agent('door-0')
        agent.wait_heard()
        spans = []
        for counter in range(1, taps + 1):
            text = sun(f'05{counter % 20:012X}', counter)
            began = time.perf_counter()
            answer = agent.shown(text)
            spans.append((time.perf_counter() - began) * 1000)
            if answer['code'] != 'granted':
                raise SystemExit(f'door: {answer}')
    spans.sort()
    return spans[len(spans) // 2], spans[len(spans) * 99 // 100]


def run_taps(binary, w1, seconds, a_second=500, connections=64):
    """Readers that wait for their answer: keys, payments and greetings mixed, so many a second, durable.

    Each connection keeps its own time, and a tap that is sent late counts from when it was due.
    """
    from door_cases import CONTEXT, FILE, META, sun  # Bands as the acceptance tests make them.
    work = tempfile.mkdtemp(prefix='senang-bench-')
    venue, zones = venue_for(w1, work)
    server = server_for(binary, venue, work)
    keys = os.path.join(work, 'bands.json')
    with open(keys, 'w') as file:
        json.dump({'keys': [{'number': 1, 'meta': META.hex(), 'file': FILE.hex(), 'context': CONTEXT.hex()}]}, file)
    os.chmod(keys, 0o600)
    server.extra = ['--band-keys', keys]
    server.start()
    key = server.open_source('till')
    lines = [{'account': 'bank', 'kind': 'bank', 'currency': 'EUR'}, {'account': 'till', 'kind': 'shop', 'currency': 'EUR'}]
    bands = [f'{0x04000000000000 + number:014X}' for number in range(connections)]
    for band in bands:
        issued = server.operate('POST', '/v1/bands', {'band': band, 'rights': [
            {'zones': [zones[0]], 'from': '2026-01-01T00:00:00Z', 'until': '2099-01-01T00:00:00Z'}]})
        lines.append({'id': f'start-{band}', 'kind': 'deposit', 'from': 'bank', 'to': issued['account'], 'amount': 10**9})
    server.ask('POST', '/v1/transfers', '\n'.join(map(json.dumps, lines)))
    each = seconds * a_second // connections
    # What bands tell is made before: the reader's own work is not measured.
    wishes = [{'for': 'key'}, {'for': 'pay', 'amount': 1}, {'for': 'hello'}]
    bodies = [[json.dumps({'id': f'{band}-{place}', 'zone': zones[0], 'text': sun(band, place + 1),
                           **wishes[place % len(wishes)]}) for place in range(each)] for band in bands]
    waits, faults = [], []
    start = time.monotonic() + 0.5

    def reader(number):
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=120)
        for place, body in enumerate(bodies[number]):
            due = start + (place + number / connections) * connections / a_second
            time.sleep(max(0, due - time.monotonic()))
            connection.request('POST', '/v1/taps', body, {'Authorization': 'Bearer ' + key})
            answer = connection.getresponse()
            text = answer.read()
            waits.append(time.monotonic() - due)
            if answer.status != 200 or json.loads(text)['light'] != 'green':
                faults.append(text[:200])

    readers = [threading.Thread(target=reader, args=(number,)) for number in range(connections)]
    for thread in readers:
        thread.start()
    for thread in readers:
        thread.join()
    if faults or len(waits) != each * connections:
        raise SystemExit(f'taps: {len(faults)} were not green, such as {faults[:1]}')
    server.stop()
    shutil.rmtree(work)
    waits.sort()
    return {'p50_ms': waits[len(waits) // 2] * 1000, 'p99_ms': waits[int(len(waits) * 0.99)] * 1000}


def same(expected, found):
    """Whether two cue files hold the same lines, each as often."""
    return sorted(open(expected)) == sorted(open(found))


def limits(shared, w1, work):
    """What the machine allows, measured in the same run: other people's programs on the same file."""
    folder = os.path.join(shared, 'bench/limits')
    found = {}
    for name in ['limits', 'w1_native']:
        binary = os.path.join(ROOT, '.build', 'limit-' + name)
        if not os.path.exists(binary):
            subprocess.run(['g++', '-O3', '-march=native', '-std=c++17', '-w', os.path.join(folder, name + '.cpp'),
                            '-o', binary, '-lsimdjson'], check=True)
    text = subprocess.run([os.path.join(ROOT, '.build/limit-limits'), os.path.join(w1, 'events.jsonl')],
                          capture_output=True, text=True, check=True).stdout
    best = [float(m) for m in re.findall(r'simdjson_ondemand_iterate_many .*?cpu_s ([0-9.]+)', text)]
    events = sum(1 for _ in open(os.path.join(w1, 'events.jsonl'), 'rb'))
    found['parse only'] = min(best) / events * 1e6
    native = subprocess.run([os.path.join(ROOT, '.build/limit-w1_native'), os.path.join(w1, 'events.jsonl'),
                             os.path.join(w1, 'zones.csv'), os.path.join(work, 'native.csv')],
                            capture_output=True, text=True, check=True)
    match = re.search(r'ev/cpu_s ([0-9.e+]+)', native.stdout + native.stderr)
    if match:
        found['W1 in C++, from the file'] = 1e6 / float(match.group(1))
    return found


def generate(shared, folder, guests, events, seed=1):
    """A W1 folder with its oracle, made once."""
    if not os.path.exists(os.path.join(folder, 'cues.csv')):
        generator = os.path.join(shared, 'bench/gen.py')
        if not os.path.exists(generator):
            raise SystemExit(f'there is no workload generator at {generator}; set SENANG_SHARED, or name a folder with --w1')
        subprocess.run([sys.executable, generator, folder, '--guests', str(guests), '--events', str(events),
                        '--seed', str(seed)], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([sys.executable, os.path.join(shared, 'bench/oracle.py'), folder], check=True,
                       stdout=subprocess.DEVNULL)
    return folder


def row(name, found, wanted, holds):
    print(f'  {name:<52} {found:>20}   {wanted:<26} {"" if holds is None else "met" if holds else "MISSED"}')


def table(arguments, shared):
    """Everything, as one table. Ends with 1 when cues are not exact; a figure that misses its target is said so."""
    smoke = arguments.smoke
    base = os.path.join(ROOT, '.build/bench')
    w1 = generate(shared, os.path.join(base, 'w1-smoke' if smoke else 'w1'), 2_000 if smoke else 50_000,
                  60_000 if smoke else 2_000_000)
    work = tempfile.mkdtemp(prefix='senang-bench-')
    folder = os.path.dirname(arguments.binary)
    print('Senang on W1' + (' (short form: the figures mean little)' if smoke else ''))
    row('figure', 'measured', 'wanted', None)
    for name, microseconds in limits(shared, w1, work).items():
        row('limit: ' + name, f'{microseconds:.2f} µs CPU', '', None)
    engine, engine_exact = run_engine(folder, arguments.binary, w1, work)
    row('engine alone, from the file, parsing included', f'{engine:.2f} µs CPU', '≤ 0.8', engine <= 0.8)
    cues = os.path.join(work, 'cues.csv')
    w1_figures = run_w1(arguments.binary, w1, cues)
    events = w1_figures['events']
    rate, cpu = events / w1_figures['wall_s'], w1_figures['server_cpu_s'] / events * 1e6
    row('over HTTP, 64 connections, batches of 100, durable', f'{rate:,.0f}/s', '≥ 500,000/s', rate >= 500_000)
    row('  server CPU an event', f'{cpu:.2f} µs', '≤ 2.0 (aim 1.5)', cpu <= 2.0)
    row('  ack p50 / p99', f'{w1_figures["ack_p50_ms"]} / {w1_figures["ack_p99_ms"]} ms', '', None)
    row('  disk for a million events', f'{w1_figures["disk_bytes"] / events:.1f} MB', '≤ 40 MB',
        w1_figures['disk_bytes'] / events <= 40)
    exact = same(os.path.join(w1, 'cues.csv'), cues)
    row('  cues', f'{w1_figures["cues"]:,}', "exactly the oracle's", exact)
    killed = run_w1(arguments.binary, w1, cues, kills=1 if smoke else 5)
    killed_exact = same(os.path.join(w1, 'cues.csv'), cues)
    row(f'  cues, with {len(killed["restarts_s"])} kills -9 on the way', f'{killed["cues"]:,}', "exactly the oracle's",
        killed_exact)
    live = run_live(arguments.binary, w1, 2 if smoke else 10, 20 if smoke else 500, 20_000 if smoke else 10_000_000)
    p50, p99 = live['sync_p50_ms'], live['sync_p99_ms']
    row('append + fdatasync p50 / p99', f'{p50:.2f} / {p99:.2f} ms', '', None)
    wanted = 0.75 * 64 / p50 * 1000
    row('single signals, 64 connections', f'{live["singles_per_s"]:,.0f}/s', f'≥ {wanted:,.0f}/s (75% of 64 ÷ sync)',
        live['singles_per_s'] >= wanted)
    row('  ack p99', f'{live["ack_p99_ms"]} ms', '≤ 40 ms', live['ack_p99_ms'] <= 40)
    steady, half = live['steady'], live['half']
    row('signal → cue at 20,000/s, p50', f'{steady["cue_p50_ms"]} ms', f'≤ {p50 + 3:.1f} ms', steady['cue_p50_ms'] <= p50 + 3)
    row('signal → cue at 20,000/s, p99', f'{steady["cue_p99_ms"]} ms', f'≤ {p99 + 15:.1f} ms', steady['cue_p99_ms'] <= p99 + 15)
    row(f'signal → cue at {half["signals_per_s"]:,}/s, {half["screens"]} screens, p99', f'{half["cue_p99_ms"]} ms', '≤ 60 ms',
        half['cue_p99_ms'] <= 60)
    row(f'ready after a kill, {live["filled"]:,} in the window', f'{live["restart_s"]:.2f} s', '≤ 5 s', live['restart_s'] <= 5)
    wallet = run_wallet(arguments.binary, w1, 30 if smoke else 400)
    row('transfers, 64 connections, one a request, durable', f'{wallet["single"][0]:,.0f}/s', '≥ 3,000/s',
        wallet['single'][0] >= 3_000)
    row('  ack p99', f'{wallet["single"][1]:.1f} ms', '', None)
    row('transfers, 8 connections, a hundred a request', f'{wallet["hundred"][0]:,.0f}/s', '', None)
    taps = run_taps(arguments.binary, w1, 2 if smoke else 20)
    row('taps, 500/s over 64 connections, durable, p50', f'{taps["p50_ms"]:.1f} ms', '', None)
    row('  p99', f'{taps["p99_ms"]:.1f} ms', '≤ 50 ms', taps['p99_ms'] <= 50)
    for name, seconds in pass_figures(folder):
        row(name, f'{seconds * 1000:.2f} ms', '≤ 5 ms', seconds <= 0.005)
    if not smoke:
        for name, seconds in fit_figures(folder):
            row(name, f'{seconds * 1000:.1f} ms', '≤ 50 ms', seconds <= 0.05)
    for name, seconds in door_figures(folder):
        wanted = seconds <= 200e-6 if 'decision' in name else None
        row(name, f'{seconds * 1e6:.1f} µs', '≤ 200 µs' if 'decision' in name else '', wanted)
    answer = run_door(arguments.binary, 200 if smoke else 2_000)
    row('door decision, the whole answer over HTTP, durable, p50 / p99', f'{answer[0]:.2f} / {answer[1]:.2f} ms',
        '≤ 50 ms p99', answer[1] <= 50)
    if not smoke:
        for name, seconds in floor_figures(folder):
            limit = 0.3 if name.startswith('picture') else 0.05
            row(name, f'{seconds * 1000:.1f} ms', f'≤ {limit * 1000:.0f} ms', seconds <= limit)
    per_person = (w1_figures['memory_bytes'] - w1_figures['memory_start_bytes']) / w1_figures['tokens']
    row('memory a live person, ids of the window included', f'{per_person:,.0f} bytes', '', None)
    if arguments.json:
        print(json.dumps({'engine_us': engine, 'w1': w1_figures, 'killed': killed, 'live': live, 'wallet': wallet, 'taps': taps}))
    shutil.rmtree(work)
    complete = w1_figures['exit'] == 0 and killed['exit'] == 0
    return 0 if engine_exact and exact and killed_exact and complete else 1


def main():
    parser = argparse.ArgumentParser(prog='script/bench', description=__doc__)
    parser.add_argument('--binary', default=os.path.join(ROOT, '.build/release/senang'), help=argparse.SUPPRESS)
    parser.add_argument('--smoke', action='store_true', help='the short form that CI runs')
    parser.add_argument('--w1', help='a W1 folder (events.jsonl, zones.csv) to run through the server')
    parser.add_argument('--cues', help='where its cues go, as sorted rule,band,zone,ts lines')
    parser.add_argument('--kills', type=int, default=0, help='kill the server this often on the way')
    parser.add_argument('--connections', type=int, default=64)
    parser.add_argument('--seed', type=int, default=1, help='when the kills come')
    parser.add_argument('--json', action='store_true', help='print every figure as JSON too')
    arguments = parser.parse_args()
    if bool(arguments.w1) != bool(arguments.cues):
        parser.error('--w1 and --cues go together')
    shared = os.environ.get('SENANG_SHARED', os.path.join(os.path.dirname(ROOT), 'shared'))
    if not arguments.w1:
        return table(arguments, shared)
    figures = run_w1(arguments.binary, arguments.w1, arguments.cues, arguments.connections, arguments.kills,
                     seed=arguments.seed)
    events = figures['events']
    # Killed processes take their figure with them.
    used = '' if figures['restarts_s'] else f"{figures['server_cpu_s'] / events * 1e6:.2f} µs of server CPU each, "
    print(f"{events:,} events, {events / figures['wall_s']:,.0f} a second, {used}{figures['cues']:,} cues, "
          f"{len(figures['restarts_s'])} kills")
    if arguments.json:
        print(json.dumps(figures))
    return figures['exit']


if __name__ == '__main__':
    sys.exit(main())
