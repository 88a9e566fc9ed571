"""The raw arm of the bench `live`: a WebSocket that sends back what it is sent, nothing else.

The one line heard is an empty task; it says its `port`.
"""

from threading import Thread

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from benchmarks.companion import heard, say


def main() -> None:
    """Serve until the input ends."""
    lines = heard()
    next(lines)
    with serve(_echo, "127.0.0.1", 0, compression=None) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        say({"port": server.socket.getsockname()[1]})
        next(lines, None)
        server.shutdown()
        thread.join()


def _echo(connection: ServerConnection) -> None:
    try:
        for message in connection:
            connection.send(message, text=True)
    except ConnectionClosed:
        return


if __name__ == "__main__":
    main()
