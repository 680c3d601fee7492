"""Keys and doors by hand: bands and tokens made by other libraries, shown to `senang door verify`."""
import json
import os
import subprocess
from datetime import datetime, timezone

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.serialization import (Encoding, NoEncryption, PrivateFormat,
                                                          PublicFormat)

from context import check

TEN = 1784023200  # 2026-07-14T10:00:00Z, a Tuesday.
META, FILE = bytes(range(16)), bytes(range(16, 32))
CONTEXT = b'senang-house'
ANNA, BRAM = '04DE5F1EACC040', '04A1B2C3D4E5F6'

# A Python of its own makes tokens with PyPI's cwt: it is told claims and a key, and answers with bytes.
MAKER = """
import json, sys
from cwt import COSEKey, encode
told = json.load(sys.stdin)
key = COSEKey.from_pem(told['key'], kid=bytes.fromhex(told['kid']))
claims = {int(name): bytes.fromhex(value['hex']) if isinstance(value, dict) else value
          for name, value in told['claims'].items()}
print(encode(claims, key).hex())
"""


def moment(after=0):
    return datetime.fromtimestamp(TEN + after, timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def code(key, message):
    made = CMAC(algorithms.AES(key))
    made.update(message)
    return made.finalize()


def sun(band, counter, meta=META, plain=False):
    """What a band of NXP's NTAG 424 DNA sends (AN12196), with its own key (AN10922)."""
    uid, count = bytes.fromhex(band), counter.to_bytes(3, 'little')
    own = code(FILE, b'\1' + uid + CONTEXT)
    seal = code(code(own, bytes.fromhex('3CC300010080') + uid + count), b'')[1::2].hex().upper()
    if plain:
        return f'uid={band}&ctr={counter:06X}&cmac={seal}'
    sealer = Cipher(algorithms.AES(meta), modes.CBC(bytes(16))).encryptor()
    sealed = (sealer.update(b'\xC7' + uid + count + b'\x5A' * 5) + sealer.finalize()).hex().upper()
    return f'https://park.example/b?picc_data={sealed}&cmac={seal}'


def token(key, kid, after=0, life=600, zones=(7,), tag=None, holder='phone-1', cti='0909'):
    python = os.path.join('.build', 'python', 'bin', 'python')
    check(os.path.exists(python), f'{python} is missing; run script/bootstrap --tests')
    claims = {2: holder, 4: TEN + after + life, 5: TEN + after, 6: TEN + after, 7: {'hex': cti},
              -70001: list(zones)}
    if tag:
        claims[-70002] = {'hex': tag}
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    told = json.dumps({'key': pem, 'kid': kid, 'claims': claims})
    made = subprocess.run([python, '-c', MAKER], input=told, capture_output=True, text=True)
    check(made.returncode == 0, made.stderr)
    return made.stdout.strip()


class House:
    """A pair of keys, two issuers of tokens, the keys of the bands, and snapshots on demand."""

    def __init__(self, context):
        self.context = context
        made = context.command('door', 'keys', '--private-key', context.path('house.private'),
                               '--public-key', context.path('house.public'))
        check(made.returncode == 0 and len(made.stdout.strip()) == 64, made.stderr)
        check(os.stat(context.path('house.private')).st_mode & 0o777 == 0o600, 'the private key is open')
        self.issuers = {'01': ed25519.Ed25519PrivateKey.generate(),
                        '02': ec.generate_private_key(ec.SECP256R1())}
        with open(context.path('bands.json'), 'w', encoding='utf-8') as file:
            json.dump({'keys': [{'number': 1, 'meta': META.hex(), 'file': FILE.hex(),
                                 'context': CONTEXT.hex()}]}, file)
        os.chmod(context.path('bands.json'), 0o600)

    def snapshot(self, name='lift', **more):
        """Signs one; answers its path."""
        raw = self.issuers['01'].public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        point = self.issuers['02'].public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint)
        right = {'zones': ['spa'], 'from': moment(-3600), 'until': moment(28800)}
        told = {
            'door': 'lift', 'zone': 'spa', 'version': 5, 'offset_minutes': 120, 'zone_numbers': [7],
            'issuers': [{'id': '01', 'algorithm': 'EdDSA', 'public_key': raw.hex()},
                        {'id': '02', 'algorithm': 'ES256', 'public_key': point.hex()}],
            'grants': [{'holder': 'anna', **right}, {'holder': 'bram', 'staff': True, **right}],
            'bands': [{'band': ANNA, 'holder': 'anna', 'key': 1}, {'band': BRAM, 'holder': 'bram', 'key': 1}],
            **more}
        path = self.context.path(f'{name}.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(told, file)
        out = self.context.path(f'{name}.snapshot')
        made = self.context.command('door', 'snapshot', path, '--private-key',
                                    self.context.path('house.private'), '--out', out, '--at', moment())
        check(made.returncode == 0, made.stderr)
        return out

    def verify(self, snapshot, credential, *more, after=0):
        return self.context.command(
            'door', 'verify', '--snapshot', snapshot, '--public-key', self.context.path('house.public'),
            '--band-keys', self.context.path('bands.json'), '--at', moment(after), '--json', *more, credential)

    def expect(self, snapshot, credential, expected, *more, after=0, ending=None):
        answer = self.verify(snapshot, credential, *more, after=after)
        opens = expected in ('granted', 'egress', 'failedOpen')
        ending = (0 if opens else 1) if ending is None else ending
        check(answer.returncode == ending, f'{credential}: {answer.returncode} is not {ending}: '
              f'{answer.stdout} {answer.stderr}')
        told = json.loads(answer.stdout)
        check(told['code'] == expected, f'{credential}: {told["code"]} is not {expected}')
        check(told['decision'] == ('open' if opens else 'deny') and told['because'], told)
        return told


def case_door_bands(context):
    """Bands open by what they cannot repeat, and never by a number that anybody can copy."""
    house = House(context)
    lift = house.snapshot()
    house.expect(lift, sun(ANNA, 4), 'granted')
    house.expect(lift, sun(ANNA, 4, plain=True), 'granted')
    house.expect(lift, ANNA, 'bareIdentifier')
    house.expect(lift, f'uid={ANNA}', 'bareIdentifier')
    house.expect(lift, sun('04000000000001', 4), 'notGranted')
    house.expect(lift, sun(ANNA, 4, meta=FILE), 'forged')
    # No other counter with the same code: what was overheard is no use for the next time.
    house.expect(lift, sun(ANNA, 4, plain=True).replace('000004', '000005'), 'forged')
    house.expect(lift, 'nonsense', 'unreadable', ending=65)
    house.expect(lift, 'nonsense', 'egress', '--direction', 'out')
    memory = ('--memory', context.path('memory'))
    house.expect(lift, sun(ANNA, 9), 'granted', *memory)
    house.expect(lift, sun(ANNA, 9), 'replayed', *memory)
    house.expect(lift, sun(ANNA, 8), 'replayed', *memory)
    told = house.expect(lift, sun(ANNA, 10), 'granted', *memory)
    check(told['record'] == 4, f'{told["record"]} records')


def case_door_snapshots(context):
    """A snapshot that is old, altered, for another door or for too long ago opens nothing; nor a clock turned back."""
    house = House(context)
    lift, memory = house.snapshot(), ('--memory', context.path('memory'))
    newer = house.snapshot('newer', version=6)
    house.expect(newer, sun(ANNA, 1), 'granted', *memory, after=300)
    house.expect(lift, sun(ANNA, 2), 'oldSnapshot', *memory, after=301)
    house.expect(newer, sun(ANNA, 2), 'clockTurnedBack', *memory, after=290)
    house.expect(lift, sun(ANNA, 2), 'clockTurnedBack', after=-3600)
    house.expect(lift, sun(ANNA, 2), 'leaseEnded', after=86400)
    house.expect(lift, sun(ANNA, 2), 'wrongDoor', '--door', 'vault')
    house.expect(lift, sun(ANNA, 2), 'granted', after=899)
    house.expect(lift, sun(ANNA, 2), 'leaseEnded', after=900)
    # By the clock nobody turns: two seconds are what clocks may differ.
    house.expect(lift, sun(ANNA, 2), 'granted', '--since-loaded', '899', after=898)
    house.expect(lift, sun(ANNA, 2), 'leaseEnded', '--since-loaded', '900', after=898)
    house.expect(lift, sun(ANNA, 2), 'clockTurnedBack', '--since-loaded', '900')
    house.expect(lift, sun(BRAM, 2), 'granted', after=3599)
    house.expect(lift, sun(BRAM, 2), 'leaseEnded', after=3600)
    house.expect(house.snapshot('ward', fail_mode='open'), sun(BRAM, 2), 'failedOpen', after=3600)
    gone = house.snapshot('gone', deny={'holders': ['bram'], 'bands': [ANNA]}, fail_mode='open')
    house.expect(gone, sun(ANNA, 2), 'revoked')
    house.expect(gone, sun(BRAM, 2), 'revoked', after=5000)
    night = house.snapshot('night', grants=[{
        'holder': 'anna', 'doors': ['lift'], 'from': moment(-9), 'until': moment(9000),
        'windows': [{'days': ['tue'], 'from': '12:05', 'until': '12:10'}]}])
    for after, expected in [(299, 'outsideHours'), (300, 'granted'), (599, 'granted'), (600, 'outsideHours')]:
        house.expect(night, sun(ANNA, 2), expected, after=after)
    with open(lift, 'rb') as file:
        whole = file.read()
    step = context.pick(max(1, len(whole) * 8 // 60), 1)
    for bit in range(0, len(whole) * 8, step):
        other = bytearray(whole)
        other[bit // 8] ^= 1 << bit % 8
        path = context.path('altered.snapshot')
        with open(path, 'wb') as file:
            file.write(other)
        answer = house.verify(path, sun(ANNA, 2))
        check(answer.returncode in (1, 65), f'bit {bit}: {answer.returncode} {answer.stdout}')
        if answer.returncode == 1:
            check(json.loads(answer.stdout)['code'] == 'forgedSnapshot', answer.stdout)
    return f'{len(whole)} bytes'


def case_door_tokens(context):
    """Phones' tokens, made by another library, open for ten minutes at most, and only where they say."""
    house = House(context)
    lift = house.snapshot()
    for kid, key in house.issuers.items():
        good = token(key, kid)
        house.expect(lift, good, 'granted', after=599)
        house.expect(lift, good, 'expired', after=600)
        step = context.pick(37, 1)
        whole = bytes.fromhex(good)
        for bit in range(0, len(whole) * 8, step):
            other = bytearray(whole)
            other[bit // 8] ^= 1 << bit % 8
            answer = house.verify(lift, other.hex())
            check(answer.returncode in (1, 65), f'bit {bit}: {answer.stdout}')
        house.expect(lift, token(key, kid, life=601), 'lifetimeTooLong')
        house.expect(lift, token(key, kid, after=60), 'notYetValid')
        house.expect(lift, token(key, kid, zones=(8, 9)), 'notGranted')
        house.expect(lift, token(key, '03'), 'unknownKey')
    first, second = house.issuers.values()
    house.expect(lift, token(second, '01'), 'forged')
    bound = token(first, '01', tag='e280689400005004')
    house.expect(lift, bound, 'otherTag')
    house.expect(lift, bound, 'granted', '--tag', 'E280689400005004')
    house.expect(house.snapshot('gone', deny={'tokens': ['0909']}), token(first, '01'), 'revoked')


def case_door_speed(context):
    """A door decides within 0.2 ms, with two thousand people on its list."""
    house = House(context)
    right = {'zones': ['spa'], 'from': moment(-3600), 'until': moment(28800)}
    people = [{'holder': f'guest-{number}', **right} for number in range(2000)]
    bands = [{'band': f'05{number:012X}', 'holder': f'guest-{number}', 'key': 1} for number in range(2000)]
    lift = house.snapshot(grants=people, bands=bands)
    told = house.expect(lift, sun(bands[1234]['band'], 4), 'granted', '--repeat', '2000')['times']
    check(told['decision']['ninetyNineInHundred'] <= 200, told)
    check(told['whole']['half'] <= 200, told)
    phone = house.expect(lift, token(house.issuers['01'], '01'), 'granted', '--repeat', '500')['times']
    return (f'decision {told["decision"]["half"]:.1f} µs, with a band\'s code {told["whole"]["half"]:.1f} µs, '
            f'with a token\'s signature {phone["whole"]["half"]:.1f} µs')


def case_door_bad_files(context):
    """Files that are missing, open to others or not what they should be are told, and nothing is opened."""
    house = House(context)
    lift = house.snapshot()
    check(house.verify(context.path('none'), ANNA).returncode == 66, 'a missing snapshot')
    check(house.verify(context.path('bands.json'), ANNA).returncode == 65, 'a snapshot of another kind')
    os.chmod(context.path('bands.json'), 0o644)
    check(house.verify(lift, sun(ANNA, 1)).returncode == 78, 'keys that others can read')
    again = context.command('door', 'keys', '--private-key', context.path('house.private'),
                            '--public-key', context.path('other.public'))
    check(again.returncode == 78, 'a private key was written over')
    path = context.path('wrong.json')
    start = '{"door": "lift", "zone": "spa", "version": 1, '
    backwards = {'grants': [{'holder': 'anna', 'zones': ['spa'], 'from': moment(9), 'until': moment(8)}]}
    for told in ['{', '[]', '{"door": "lift"}', start + '"deny": {"bands": ["x"]}}', start + '"denny": {}}',
                 start + '"deny": {"band": []}}', start + json.dumps(backwards)[1:],
                 start.replace('1, ', '-1}')]:
        with open(path, 'w', encoding='utf-8') as file:
            file.write(told)
        made = context.command('door', 'snapshot', path, '--private-key', context.path('house.private'),
                               '--out', context.path('x.snapshot'))
        check(made.returncode == 65 and 'wrong.json' in made.stderr, f'{told}: {made.returncode} {made.stderr}')
        check(not any(word in made.stderr for word in ('Dictionary', 'not valid JSON', 'Kernel')), made.stderr)
        check(not os.path.exists(context.path('x.snapshot')), told)
    strange = house.verify(context.path('house.public'), ANNA)
    check(strange.returncode == 65 and 'Kernel' not in strange.stderr, strange.stderr)
    for private, public in [('same', 'same'), ('one', 'nowhere/two'), ('one', 'house.public')]:
        made = context.command('door', 'keys', '--private-key', os.path.join(context.folder, private),
                               '--public-key', os.path.join(context.folder, public))
        check(made.returncode == 78, f'{private} {public}: {made.returncode} {made.stderr}')
        check(not os.path.exists(os.path.join(context.folder, private)), f'{private} {public}: a key without its half')
