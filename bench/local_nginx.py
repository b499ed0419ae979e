"""An nginx of our own on a free port, one worker, that serves a folder. For bench/fetch.py and bench/poll_round.py."""
import pathlib
import shutil
import socket
import subprocess
import time


class Nginx:
    """`location`: what its one location says; the default serves the files of `root`."""

    def __init__(self, directory, root, location=""):
        self.directory = pathlib.Path(directory)
        self.directory.chmod(0o755)  # its worker is nobody when we are root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        (self.directory / "nginx.conf").write_text(f"""
worker_processes 1; daemon off; pid {self.directory}/nginx.pid; error_log {self.directory}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000; default_type application/rss+xml;
  {' '.join(f'{kind}_temp_path {self.directory}/{kind};' for kind in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))}
  server {{ listen 127.0.0.1:{self.port}; root {root}; location / {{ {location} }} }}
}}
""")

    def __enter__(self):
        self.process = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(self.directory), "-c", str(self.directory / "nginx.conf")],
                                        stderr=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise RuntimeError("nginx did not start: " + (self.directory / "error.log").read_text())

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
