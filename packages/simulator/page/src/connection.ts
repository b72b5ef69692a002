import type { PageMessage, ServerMessage } from "../../src/phone-server/protocol.js";
import { token } from "./token.js";

const firstWaitMs = 250;
const longestWaitMs = 4000;

/** The control socket; it comes back by itself when it is lost. */
export class Connection {
  #socket: WebSocket | undefined;
  #waitMs = firstWaitMs;

  constructor(
    private readonly heard: (message: ServerMessage) => void,
    private readonly changed: (open: boolean) => void,
  ) {
    this.#open();
  }

  send(message: PageMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #open(): void {
    const { host } = window.location;
    const socket = new WebSocket(`ws://${host}/control?token=${encodeURIComponent(token)}`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#waitMs = firstWaitMs;
      this.changed(true);
    };
    socket.onmessage = ({ data }) => this.heard(JSON.parse(String(data)) as ServerMessage);
    socket.onclose = () => {
      this.changed(false);
      setTimeout(() => this.#open(), this.#waitMs);
      this.#waitMs = Math.min(longestWaitMs, this.#waitMs * 2);
    };
  }
}
