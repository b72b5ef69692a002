import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Fault } from "./faults.js";

type Refusal = Extract<Fault, { kind: "error" }>;

/** Carries a request out, unless it is to fail: then as the fault says. */
export async function sufferFault(
  c: Context,
  fault: Fault | undefined,
  { carryOut, refuse }: { carryOut(): Promise<Response> | Response; refuse(error: Refusal): Response },
): Promise<Response> {
  switch (fault?.kind) {
    case undefined:
      return carryOut();
    case "error":
      return refuse(fault);
    case "hang":
      await new Promise((resolve) => c.req.raw.signal.addEventListener("abort", resolve));
      return nobodyReads();
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return carryOut();
    case "lose reply":
      await carryOut();
      return cut(c);
    case "drop":
      return cut(c);
  }
}

function cut(c: Context): Response {
  (c.env as HttpBindings).incoming.socket.destroy();
  return nobodyReads();
}

const nobodyReads = (): Response => new Response(null, { status: 503 });
