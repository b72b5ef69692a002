import { type ServerType, serve } from "@hono/node-server";
import type { Hono } from "hono";

/** A local AWS endpoint over HTTP, on loopback only. */
export interface LocalEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an API on a port of loopback; 0 takes a free one. */
export function listen(app: Hono, port = 0): Promise<LocalEndpoint> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, (address) =>
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            // Requests that hang on purpose would hold it open.
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
    server.once("error", reject);
  });
}
