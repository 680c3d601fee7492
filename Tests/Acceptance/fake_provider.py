#!/usr/bin/env python3
"""A payment provider to try top-ups with: its routes, its page, and its signed calls, over real HTTP.

    fake_provider.py --port 9100 --key-file provider.key --callback http://127.0.0.1:8765/v1/payments/callback

Creates the key file, mode 600, when it is not there. Start the server with `--payments http://127.0.0.1:9100
--payments-key provider.key`. Whoever opens a payment's page presses "pay", "fail" or "let it expire"; no money moves.

The calls are signed as Standard Webhooks says, and sent once; a provider would send them again until they are answered.
"""
import argparse
import base64
import hashlib
import hmac
import html
import http.client
import http.server
import json
import os
import secrets
import threading
import time
import urllib.parse

STATES = ('paid', 'failed', 'expired', 'refunded')


def new_keys(path):
    """Writes a file of keys, readable by its owner only, and gives both."""
    api_key, secret = 'sk_test_' + secrets.token_hex(12), secrets.token_bytes(32)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, 'w') as file:
        file.write(f'api-key {api_key}\nwebhook-secret whsec_{base64.b64encode(secret).decode()}\n')
    return api_key, secret


def read_keys(path):
    lines = dict(line.split(' ', 1) for line in open(path).read().splitlines() if line)
    return lines['api-key'], base64.b64decode(lines['webhook-secret'].removeprefix('whsec_'))


def signed(secret, name, body, at=None):
    """The headers of a call."""
    at = str(int(time.time()) if at is None else at)
    code = hmac.new(secret, f'{name}.{at}.'.encode() + body, hashlib.sha256).digest()
    return {'Content-Type': 'application/json', 'webhook-id': name, 'webhook-timestamp': at,
            'webhook-signature': 'v1,' + base64.b64encode(code).decode()}


class Provider:
    """Payments by id and by the key under which they were asked for; entering it begins to serve."""

    def __init__(self, api_key, secret, port=0, callback=None):
        self.api_key, self.secret, self.callback = api_key, secret, callback
        self.payments, self.by_key, self.created, self.answer = {}, {}, 0, None
        self.lock = threading.Lock()
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                if self.path == '/v1/payments':
                    self.reply(*provider.create(self.headers, body))
                elif self.path.startswith('/pay/'):
                    self.reply(*provider.press(self.path.removeprefix('/pay/'), body))
                else:
                    self.reply(404, {})

            def do_GET(self):
                if self.path.startswith('/v1/payments/'):
                    self.reply(*provider.find(self.headers, self.path.removeprefix('/v1/payments/')))
                elif self.path.startswith('/pay/'):
                    self.reply(*provider.page(self.path.removeprefix('/pay/')))
                else:
                    self.reply(404, {})

            def reply(self, status, content, **headers):
                is_page = isinstance(content, str)
                data = content.encode() if is_page else json.dumps(content).encode()
                self.send_response(status)
                self.send_header('Content-Type', 'text/html; charset=utf-8' if is_page else 'application/json')
                self.send_header('Content-Length', str(len(data)))
                if status == 303:
                    self.send_header('Location', content)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', port), Handler)
        self.origin = f'http://127.0.0.1:{self.server.server_port}'

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    # What the server asks.

    def create(self, headers, body):
        if headers.get('Authorization') != 'Bearer ' + self.api_key:
            return 401, {}
        if self.answer is not None:  # A test wants another answer.
            return self.answer
        key, wanted = headers.get('Idempotency-Key'), json.loads(body)
        with self.lock:
            if key in self.by_key:
                known, payment = self.by_key[key]
                return (200, payment) if known == wanted else (422, {'error': 'another body under the key'})
            self.created += 1
            name = f'pay_{secrets.token_hex(8)}'
            payment = {'id': name, 'status': 'open', 'amount': wanted['amount'], 'reference': wanted['reference'],
                       'checkout_url': f'{self.origin}/pay/{name}'}
            self.payments[name] = {**payment, 'return_url': wanted['return_url'],
                                   'webhook_url': wanted.get('webhook_url'), 'description': wanted['description']}
            self.by_key[key] = (wanted, payment)
            return 201, payment

    def find(self, headers, name):
        if headers.get('Authorization') != 'Bearer ' + self.api_key:
            return 401, {}
        payment = self.payments.get(name)
        return (200, self.told(payment)) if payment else (404, {})

    @staticmethod
    def told(payment):
        return {field: payment[field] for field in ('id', 'status', 'amount', 'reference')}

    # What the guest does.

    def page(self, name):
        payment = self.payments.get(name)
        if payment is None:
            return 404, {}
        amount = payment['amount']
        buttons = ''.join(f'<button name="do" value="{state}">{word}</button> ' for state, word in
                          (('paid', 'Pay'), ('failed', 'Fail'), ('expired', 'Let it expire')))
        return 200, (f'<!doctype html><html lang="en"><title>Pay</title><h1>A payment to try with</h1><p>'
                     f'{html.escape(payment["description"])}: {amount["value"]} minor units of '
                     f'{html.escape(amount["currency"])}. No money moves.</p><form method="post">{buttons}</form>')

    def press(self, name, body):
        payment = self.payments.get(name)
        state = urllib.parse.parse_qs(body.decode()).get('do', [''])[0]
        if payment is None or state not in STATES:
            return 404, {}
        payment['status'] = state
        self.call(self.event(name))
        return 303, payment['return_url']

    # What it tells the server.

    def event(self, name, status=None, **changes):
        payment = {**self.told(self.payments[name]), **changes}
        payment['status'] = status or payment['status']
        return json.dumps({'type': 'payment.' + payment['status'], 'data': payment}).encode()

    def call(self, body, name=None, **more):
        """Sends a call and gives the status and the answer; raises `OSError` when nobody answers."""
        headers = signed(self.secret, name or f'msg_{secrets.token_hex(8)}', body, **more)
        return self.send(body, headers)

    def send(self, body, headers):
        url = urllib.parse.urlparse(self.callback)
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=20)
        try:
            connection.request('POST', url.path, body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b'{}')
        finally:
            connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--port', type=int, default=9100)
    parser.add_argument('--key-file', required=True)
    parser.add_argument('--callback', default='http://127.0.0.1:8765/v1/payments/callback')
    arguments = parser.parse_args()
    keys = read_keys(arguments.key_file) if os.path.exists(arguments.key_file) else new_keys(arguments.key_file)
    with Provider(*keys, port=arguments.port, callback=arguments.callback) as provider:
        print(f'a payment provider to try with, at {provider.origin}', flush=True)
        while True:
            time.sleep(3600)


if __name__ == '__main__':
    main()
