import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Who may use the phone server: pages that it served itself, and that know the token of this start. */
export interface Access {
  readonly token: string;
  /** Names under which the server is reached, with the port: `localhost:3000`. */
  readonly hosts: readonly string[];
}

export const originsOf = ({ hosts }: Access): readonly string[] => hosts.map((host) => `http://${host}`);

/** Whether a name in a browser leads here by right; another name for this address is somebody else's page. */
export const knowsHost = ({ hosts }: Access, host: string | undefined): boolean =>
  host !== undefined && hosts.includes(host);

export function knowsToken({ token }: Access, given: string | undefined): boolean {
  const [one, other] = [Buffer.from(token), Buffer.from(given ?? "")];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Why a WebSocket is refused; undefined when it is not. Browsers do not keep pages of other origins from opening one.
 * `ownHosts` are the names of the port that the socket is on, when that is not the page's.
 */
export function whySocketRefused(
  access: Access,
  request: IncomingMessage,
  ownHosts = access.hosts,
): string | undefined {
  const { origin, host } = request.headers;
  if (host === undefined || !ownHosts.includes(host)) return "unknown host";
  if (origin === undefined || !originsOf(access).includes(origin)) return "unknown origin";
  const token = new URL(request.url ?? "/", `http://${host}`).searchParams.get("token");
  return knowsToken(access, token ?? undefined) ? undefined : "wrong token";
}
