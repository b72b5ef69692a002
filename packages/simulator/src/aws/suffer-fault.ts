import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Fault } from "./faults.js";

/** Lets a request suffer a fault; answers the error that it is to have, or undefined when it goes on. */
export async function sufferFault(
  c: Context,
  fault: Fault | undefined,
): Promise<Extract<Fault, { kind: "error" }> | undefined> {
  switch (fault?.kind) {
    case "hang":
      await new Promise((resolve) => c.req.raw.signal.addEventListener("abort", resolve));
      return undefined;
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return undefined;
    case "drop":
      (c.env as HttpBindings).incoming.socket.destroy();
      return undefined;
    default:
      return fault;
  }
}
