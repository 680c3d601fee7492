"""The real program, run over a data folder of its own."""
import http.client
import json
import os
import signal
import subprocess
import time
import urllib.parse


class ServerEnded(Exception):
    """The server ended instead of serving."""

    def __init__(self, code, log):
        super().__init__(f'the server ended with {code}: {log.strip()[-400:]}')
        self.code = code


class Refused(Exception):
    """The server did not do what its operator asked."""


class Server:
    """The server under test, over a data folder of its own."""

    START_SECONDS = 30

    def __init__(self, binary, venue, folder, port, extra=(), prefix=()):
        self.binary, self.venue, self.folder, self.port = binary, venue, folder, port
        self.extra, self.prefix = list(extra), list(prefix)
        self.log_path = os.path.join(os.path.dirname(folder), 'server.log')
        self.process = None
        self.token = None

    def start(self):
        """Starts the server and answers after how many seconds it served."""
        operator = os.path.join(self.folder, 'operator')
        if os.path.exists(operator):
            os.unlink(operator)
        began = time.monotonic()
        with open(self.log_path, 'a') as log:
            start_of_log = log.tell()
            self.process = subprocess.Popen(
                [*self.prefix, self.binary, 'serve', '--venue', self.venue, '--data', self.folder,
                 '--port', str(self.port), *self.extra], stdout=log, stderr=log)
        try:
            self.token = self._line('operator').split()[1]
        except ServerEnded as ended:
            raise ServerEnded(ended.code, self._log_since(start_of_log)) from None
        return time.monotonic() - began

    def _line(self, name):
        """The line that the server leaves in a file of its data folder, once it is there."""
        path = os.path.join(self.folder, name)
        deadline = time.monotonic() + self.START_SECONDS
        while not os.path.exists(path) or not open(path).read().endswith('\n'):
            if self.process.poll() is not None:
                raise ServerEnded(self.process.returncode, '')
            if time.monotonic() > deadline:
                self.kill()
                raise ServerEnded(f'no {name}', '')
            time.sleep(0.005)
        return open(path).read().strip()

    def _log_since(self, offset):
        with open(self.log_path) as log:
            log.seek(offset)
            return log.read()

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=120)

    def ask(self, method, path, body=None, headers=None):
        """One request on a connection of its own, as the operator; answers it and its body."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=120)
        try:
            connection.request(method, path, body, {'Authorization': 'Bearer ' + self.token, **(headers or {})})
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def operate(self, method, path, body=None):
        """What the operator is answered.

        Raises `Refused` for anything but 200.
        """
        answer, data = self.ask(method, path, json.dumps(body) if body is not None else None)
        if answer.status != 200:
            raise Refused(f'{method} {path}: {answer.status} {data[:300]}')
        return json.loads(data)

    def open_source(self, name, mode='live', lateness_seconds=5):
        """Opens a source and gives its key."""
        return self.operate('POST', '/v1/sources', {
            'id': name, 'mode': mode, 'latenessSeconds': lateness_seconds})['key']

    def status(self):
        return self.operate('GET', '/v1/status')

    def cookie(self):
        """Signs the first administrator up and gives the session's cookie."""
        path = urllib.parse.urlparse(self._line('first-admin-link')).path
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
