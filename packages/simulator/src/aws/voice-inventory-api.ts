import { type Context, Hono } from "hono";

/** What an account has of Chime SDK Voice, in the shapes of the service's own answers. */
export interface VoiceInventory {
  readonly applications?: readonly ({ readonly SipMediaApplicationId: string } & Readonly<
    Record<string, unknown>
  >)[];
  readonly rules?: readonly SipRule[];
  readonly phoneNumbers?: readonly ({ readonly PhoneNumberId: string } & Readonly<Record<string, unknown>>)[];
}

interface SipRule extends Readonly<Record<string, unknown>> {
  readonly SipRuleId: string;
  readonly TargetApplications?: readonly { readonly SipMediaApplicationId: string }[];
}

const mostOnAPage = 100;

/** Reading of SIP media applications, SIP rules and phone numbers: Get and List, a page at a time. */
export function voiceInventoryApi(inventory: () => VoiceInventory): Hono {
  const app = new Hono();
  app.get("/sip-media-applications", (c) => page(c, "SipMediaApplications", inventory().applications));
  app.get("/sip-media-applications/:id", (c) =>
    one(
      c,
      "SipMediaApplication",
      inventory().applications?.find((has) => has.SipMediaApplicationId === c.req.param("id")),
    ),
  );
  app.get("/sip-rules", (c) => {
    const of = c.req.query("sip-media-application");
    const rules = inventory().rules?.filter(
      ({ TargetApplications = [] }) =>
        of === undefined ||
        TargetApplications.some(({ SipMediaApplicationId }) => SipMediaApplicationId === of),
    );
    return page(c, "SipRules", rules);
  });
  app.get("/sip-rules/:id", (c) =>
    one(
      c,
      "SipRule",
      inventory().rules?.find((has) => has.SipRuleId === c.req.param("id")),
    ),
  );
  app.get("/phone-numbers", (c) => page(c, "PhoneNumbers", inventory().phoneNumbers));
  app.get("/phone-numbers/:id", (c) =>
    one(
      c,
      "PhoneNumber",
      inventory().phoneNumbers?.find((has) => has.PhoneNumberId === c.req.param("id")),
    ),
  );
  return app;
}

function page(c: Context, name: string, all: readonly unknown[] = []): Response {
  const from = Number(c.req.query("next-token") ?? 0);
  const size = Math.min(mostOnAPage, Number(c.req.query("max-results") ?? mostOnAPage));
  const shown = all.slice(from, from + size);
  const next = from + shown.length;
  return c.json({ [name]: shown, ...(next < all.length && { NextToken: String(next) }) });
}

const one = (c: Context, name: string, found: unknown): Response =>
  found === undefined
    ? c.json({ Code: "NotFoundException", Message: `There is no such ${name}.` }, 404, {
        "x-amzn-errortype": "NotFoundException",
      })
    : c.json({ [name]: found });
