import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

/** A local AWS endpoint over HTTP, on loopback only. */
export interface LocalEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

const http2Begins = "PRI * HTTP/2";

/** Serves an API on a port of loopback; 0 takes a free one. Some SDK clients speak HTTP/2, others do not: it hears both. */
export function listen(app: Pick<Hono, "fetch">, port = 0): Promise<LocalEndpoint> {
  const listener = getRequestListener(app.fetch);
  const http1 = createServer(listener);
  const http2 = createHttp2Server(listener);
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that goes away takes its requests along, and nothing else.
    socket.on("error", () => socket.destroy());
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      // HTTP/2 reads a socket past what was put back into it, and a stream as it comes.
      if (String(first).startsWith(http2Begins))
        http2.emit("connection", Duplex.from({ readable: socket, writable: socket }));
      else http1.emit("connection", socket);
      socket.resume();
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () =>
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            // Requests that hang on purpose would hold it open.
            for (const socket of sockets) socket.destroy();
          }),
      }),
    );
  });
}
