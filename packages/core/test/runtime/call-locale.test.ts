import { describe, expect, it } from "vitest";
import { CallLocale, definePlugin, done, ivr } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { question, say, start } from "./an-ivr.js";

const locale = definePlugin({
  name: "locale",
  step: { ask: ({ call }) => done({}, [say(call.locale)]) },
});
const spanish = definePlugin({
  name: "spanish",
  deps: { locale: CallLocale },
  step: {
    ask: ({ deps }) => {
      deps.locale.set("es-US");
      return done({});
    },
  },
});
const later = definePlugin({
  name: "later",
  step: { ask: ({ call }) => [say(call.locale)] },
});

describe("the locale of a call", () => {
  it("is what ivr() says", async () => {
    const { call } = start(ivr({ locale: "de-DE" }).use(locale).use(question("pin")));
    expect(listOf(await call.newInboundCall())?.[0]).toBe("Speak de-DE");
  });

  it("is what a plugin has set, in the same answer and in later ones", async () => {
    const { call } = start(ivr().use(spanish).use(locale).use(question("pin")).use(later));
    expect(listOf(await call.newInboundCall())?.[0]).toBe("Speak es-US");
    expect(listOf(await call.actionSuccessful("PlayAudioAndGetDigits"))).toEqual(["Speak es-US"]);
  });

  it("is worked out once, when the call begins, and kept", async () => {
    let asked = 0;
    const { call } = start(
      ivr({ locale: () => (asked++ === 0 ? "fr-FR" : "xx") })
        .use(question("pin"))
        .use(later),
    );
    await call.newInboundCall();
    expect(listOf(await call.actionSuccessful("PlayAudioAndGetDigits"))).toEqual(["Speak fr-FR"]);
  });

  it("is not kept when the IVR has one for all calls: the state stays small", async () => {
    const { call } = start(ivr({ locale: "de-DE" }).use(question("pin")));
    await call.newInboundCall();
    expect(JSON.stringify(call.attributes)).not.toContain("de-DE");
  });

  it("cannot be something that is no language tag", async () => {
    const wrong = definePlugin({
      name: "wrong",
      deps: { locale: CallLocale },
      step: {
        ask: ({ deps }) => {
          deps.locale.set("no tag!");
          return done({});
        },
      },
    });
    const { call, log } = start(ivr().use(wrong));
    await call.newInboundCall();
    expect(log.codes).toContain("IVR_RESULT_INVALID");
  });
});
