import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { DigitEar } from "../../audio/digit-ear.js";
import { decodeMuLaw, encodeMuLaw, muLawSilence } from "../../audio/mulaw.js";
import { type Access, whySocketRefused } from "../../phone-server/access.js";
import type { AudioMessage } from "../../phone-server/protocol.js";
import { frameSamples, type Line } from "./line.js";

// A tenth of a second: more would be heard as a delay.
const mostQueued = 5;
// After a key that came as one, its sound on the line is not heard as another: 300 ms of what is said.
const deafFrames = 15;
const quiet = new Uint8Array(frameSamples).fill(muLawSilence);

/** The line of one phone of the page: frames of mu-law over a WebSocket, whichever is the last one. */
class PhoneLine implements Line {
  #socket: WebSocket | undefined;
  #queue: Int16Array[] = [];
  #deafFor = 0;
  #heard: (key: string) => void = () => {};
  readonly #ear = new DigitEar((key) => this.#heard(key));

  connect(socket: WebSocket): void {
    this.#tell({ is: "replaced" });
    this.#socket?.close();
    this.#socket = socket;
    socket.on("message", (data, isBinary) => (isBinary ? this.#hear(data) : this.#key(String(data))));
    socket.on("close", () => {
      if (this.#socket === socket) this.#socket = undefined;
    });
    socket.on("error", () => socket.terminate());
  }

  /** A leg takes the line. */
  take(heard: (key: string) => void): void {
    this.#heard = heard;
    this.#queue = [];
  }

  read(): Int16Array | undefined {
    return this.#queue.shift();
  }

  send(samples: Int16Array | undefined): void {
    if (this.#socket?.readyState === this.#socket?.OPEN)
      this.#socket?.send(samples ? encodeMuLaw(samples) : quiet);
  }

  flush(): void {
    this.#tell({ is: "flush" });
  }

  release(): void {
    this.#heard = () => {};
    this.#queue = [];
  }

  #hear(data: RawData): void {
    const bytes = data as Buffer;
    if (bytes.length !== frameSamples) return;
    const samples = decodeMuLaw(bytes);
    if (this.#deafFor > 0) this.#deafFor -= 1;
    else this.#ear.listen(samples);
    this.#queue.push(samples);
    if (this.#queue.length > mostQueued) this.#queue.shift();
  }

  #key(text: string): void {
    const [, key] = /^\{"do":"key","key":"([0-9*#])"\}$/.exec(text) ?? [];
    if (key === undefined) return;
    this.#deafFor = deafFrames;
    this.#heard(key);
  }

  #tell(message: AudioMessage): void {
    if (this.#socket?.readyState === this.#socket?.OPEN) this.#socket?.send(JSON.stringify(message));
  }
}

export interface PhoneLinesOptions {
  readonly access: Access;
  readonly host: string;
  readonly port: number;
}

/** The audio sockets of phones, in the media thread: a handler on a breakpoint does not stop the sound. */
export class PhoneLines {
  readonly #lines = new Map<string, PhoneLine>();
  readonly #server = createServer((_, response) => response.writeHead(404).end());
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  #ownHosts: readonly string[] = [];

  /** Listens; answers the port. */
  listen({ access, host, port }: PhoneLinesOptions): Promise<number> {
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(access, request, socket, head));
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, () => {
        const { port: taken } = this.#server.address() as { port: number };
        this.#ownHosts = access.hosts.map((name) => `${name.replace(/:\d+$/, "")}:${taken}`);
        resolve(taken);
      });
    });
  }

  line(phone: string): PhoneLine {
    const line = this.#lines.get(phone) ?? new PhoneLine();
    this.#lines.set(phone, line);
    return line;
  }

  forget(phone: string): void {
    this.#lines.delete(phone);
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.close();
  }

  #upgrade(access: Access, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const phone = new URL(request.url ?? "/", "http://localhost").searchParams.get("phone");
    const refused = whySocketRefused(access, request, this.#ownHosts) ?? (phone ? undefined : "no phone");
    if (refused !== undefined || phone === null) {
      socket.end(`HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n${refused}`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.line(phone).connect(webSocket));
  }
}

export type { PhoneLine };
