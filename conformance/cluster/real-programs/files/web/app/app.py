"""Counts its visits in Redis, and keeps each of them in PostgreSQL."""

import os

import flask
import psycopg2
import redis

app = flask.Flask(__name__)


def address(variable):
    """Host and port of a variable such as `redis:6379`."""
    host, port = os.environ[variable].rsplit(":", 1)
    return host, int(port)


@app.get("/healthz")
def healthz():
    return "well\n"


@app.get("/visit")
def visit():
    host, port = address("REDIS_ADDR")
    number = redis.Redis(host, port, socket_timeout=10).incr("visits")
    host, port = address("DATABASE_ADDR")
    with open(os.environ["DATABASE_PASSWORD_FILE"]) as file:
        password = file.read()
    connection = psycopg2.connect(host=host, port=port, user="postgres", password=password, connect_timeout=10)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS visits (number bigint)")
        cursor.execute("INSERT INTO visits VALUES (%s)", (number,))
        cursor.execute("SELECT count(*) FROM visits")
        (kept,) = cursor.fetchone()
    connection.close()
    return {"counted": number, "kept": kept}
