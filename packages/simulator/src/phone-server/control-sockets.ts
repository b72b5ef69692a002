import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Access, whySocketRefused } from "./access.js";
import { pageMessage } from "./page-message.js";
import type { PhoneHub } from "./phone-hub.js";
import type { Tab } from "./phones.js";

// A message of a page is a few hundred bytes.
const mostBytes = 64 * 1024;

/** The control sockets of tabs, on the port of the page. */
export function serveControlSockets(server: Server, access: Access, hub: PhoneHub): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostBytes });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = request.url?.startsWith("/control")
      ? whySocketRefused(access, request)
      : "no such socket";
    if (refused !== undefined) {
      socket.end(`HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n${refused}`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => serveTab(webSocket, hub));
  };
  server.on("upgrade", upgrade);
  return {
    close() {
      server.off("upgrade", upgrade);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

function serveTab(socket: WebSocket, hub: PhoneHub): void {
  const tab: Tab = {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
  };
  socket.on("message", (data) => {
    const parsed = pageMessage().safeParse(jsonOf(String(data)));
    if (parsed.success) hub.ask(parsed.data, tab);
    else tab.send({ is: "problem", text: "The page sent what this server does not know: reload the page." });
  });
  socket.on("close", () => hub.leave(tab));
  // What goes wrong with a socket ends it, and nothing else.
  socket.on("error", () => socket.terminate());
  hub.enter(tab);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
