import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

type Texts = Readonly<Record<string, string>>;

/** The calls that the API places and updates. */
export interface CallControl {
  /** Answers the TransactionId. */
  place(call: {
    readonly from: string;
    readonly to: string;
    readonly sipHeaders: Texts;
    readonly args: Texts | undefined;
  }): string;
  /** Whether there is such a call. */
  update(transactionId: string, args: Texts): boolean;
}

const number = /^\+?[1-9]\d{1,14}$/;
const mostPairs = 20;

/** Chime SDK Voice, as far as calls go: CreateSipMediaApplicationCall and UpdateSipMediaApplicationCall (wire.md 4.4, 4.8). */
export function voiceApi(calls: CallControl): Hono {
  const app = new Hono();
  app.post("/sip-media-applications/:id/calls", async (c) => {
    const body = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
    const { FromPhoneNumber: from, ToPhoneNumber: to, SipHeaders, ArgumentsMap } = body;
    for (const [name, value] of Object.entries({ FromPhoneNumber: from, ToPhoneNumber: to })) {
      if (typeof value !== "string" || !number.test(value))
        return badRequest(c, `${name} must match ${number.source}`);
    }
    const wrong = wrongPairs("SipHeaders", SipHeaders) ?? wrongPairs("ArgumentsMap", ArgumentsMap);
    if (wrong !== undefined) return badRequest(c, wrong);
    const TransactionId = calls.place({
      from: String(from),
      to: String(to),
      sipHeaders: (SipHeaders ?? {}) as Texts,
      args: ArgumentsMap as Texts | undefined,
    });
    return c.json({ SipMediaApplicationCall: { TransactionId } }, 201);
  });
  app.post("/sip-media-applications/:id/calls/:transaction", async (c) => {
    const { Arguments } = (await c.req.json().catch(() => ({}))) as { Arguments?: unknown };
    const wrong = Arguments === undefined ? "Arguments is required" : wrongPairs("Arguments", Arguments);
    if (wrong !== undefined) return badRequest(c, wrong);
    const TransactionId = c.req.param("transaction");
    if (calls.update(TransactionId, Arguments as Texts)) {
      return c.json({ SipMediaApplicationCall: { TransactionId } }, 202);
    }
    return failure(c, 404, "NotFoundException", "There is no such call, or it is over.");
  });
  return app;
}

function wrongPairs(name: string, given: unknown): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return `${name} must be a map of strings`;
  if (Object.keys(given).length > mostPairs) return `${name} may have at most ${mostPairs} entries`;
  return Object.values(given).every((value) => typeof value === "string")
    ? undefined
    : `${name} must be a map of strings`;
}

const badRequest = (c: Context, message: string) => failure(c, 400, "BadRequestException", message);

const failure = (c: Context, status: ContentfulStatusCode, Code: string, Message: string): Response =>
  c.json({ Code, Message }, status, { "x-amzn-errortype": Code });
