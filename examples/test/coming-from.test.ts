import { readdirSync, readFileSync } from "node:fs";
import { Logger, silentLogger, value } from "@switchhook/core";
import { type SmaHandler, simulateCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { exampleTrading as fromConnect } from "../from-connect/ivr.js";
import { exampleTrading as fromJava } from "../from-java/ivr.js";
import { exampleTrading as fromTwiml } from "../from-twiml/ivr.js";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const silent = value(Logger, silentLogger);

const saidIn = (file: string): readonly string[] =>
  [...read(`from-twiml/${file}`).matchAll(/<Say>(.*?)<\/Say>/g)].map(([, text = ""]) => text);
const twimlTexts = {
  welcome: saidIn("welcome.xml")[0],
  menu: saidIn("menu.xml")[0],
  silence: saidIn("menu.xml")[1],
  goodbye: saidIn("menu.xml")[2],
  hours: saidIn("choice-1.xml")[0],
  directions: saidIn("choice-2.xml")[0],
  invalid: saidIn("choice-other.xml")[0],
};

interface Flow {
  readonly Actions: readonly {
    readonly Identifier: string;
    readonly Parameters: { readonly Text?: string };
  }[];
}
const flow = JSON.parse(read("from-connect/flow.json")) as Flow;
const connectTexts = Object.fromEntries(
  flow.Actions.flatMap(({ Identifier, Parameters: { Text } }) => (Text ? [[Identifier, Text]] : [])),
);

const moved = [
  { what: "from TwiML", handler: fromTwiml(silent), texts: twimlTexts },
  { what: "from a contact flow", handler: fromConnect(connectTexts, silent), texts: connectTexts },
] as const;

describe.each(moved)("a menu $what says what it said there", ({ handler, texts }) => {
  const dial = () => simulateCall({ handler: handler as SmaHandler }).dial();

  it.each([
    ["1", "hours"],
    ["2", "directions"],
  ] as const)("on %s the %s, and hangs up", async (key, line) => {
    const call = await (await dial()).enter(key);
    expect(call.heard).toEqual([texts.welcome, texts.menu, texts[line]]);
    expect(call.call.ended).toBe(true);
  });

  it("to who types something else, and asks again", async () => {
    const call = await (await dial()).enter("7");
    expect(call.heard).toEqual([texts.welcome, texts.menu, `${texts.invalid} ${texts.menu}`]);
  });

  it("to who types nothing: goodbye", async () => {
    const call = await (await dial()).untilEnded();
    expect(call.heard).toEqual([texts.welcome, texts.menu, texts.silence, texts.goodbye]);
    expect(call.problems).toEqual([]);
  });
});

describe("a menu from the Java flow library says what its page has", () => {
  const page = read("../docs/migrate/java-flow-library.md");
  const [welcome, menu, invalid] = [...page.matchAll(/\.withText\("(.*?)"\)/g)].map(([, text]) => text);
  const dial = () => simulateCall({ handler: fromJava(silent) as SmaHandler }).dial();

  it.each([
    ["1", "We are open from nine to five."],
    ["2", "We are opposite the station."],
  ])("on %s: %s", async (key, text) => {
    const call = await (await dial()).enter(key);
    expect(call.heard).toEqual([welcome, menu, text]);
    expect(call.call.ended).toBe(true);
  });

  it.each([
    ["a wrong key", "7"],
    ["nothing", ""],
  ])("three times on %s, and then goodbye", async (_, key) => {
    const call = await dial();
    for (const typed of key === "" ? [] : [key, key, key]) await call.enter(typed);
    if (key === "") await call.untilEnded();
    expect(call.heard.filter((text) => text.startsWith(`${invalid}`)).length).toBeGreaterThanOrEqual(2);
    expect(call.heard.at(-1)).toBe("Goodbye.");
    expect(call.problems).toEqual([]);
  });

  it("is not explained in the words of another platform", () => {
    expect(page).not.toMatch(/<(?:Say|Gather|Redirect|Hangup)\b/);
  });
});

describe("the pages show what is beside the examples", () => {
  const pages = { twiml: "from-twiml", "amazon-connect": "from-connect" };
  it.each(Object.entries(pages))("docs/migrate/%s.md", (page, folder) => {
    const text = read(`../docs/migrate/${page}.md`);
    const files = readdirSync(new URL(`../${folder}/`, import.meta.url)).filter((file) =>
      /\.(xml|json)$/.test(file),
    );
    expect(files).not.toEqual([]);
    const shown = [...text.matchAll(/<!-- from examples\/(\S+) -->\n```(?:xml|json)\n([\s\S]*?)```/g)];
    for (const [, path = "", code] of shown) expect(read(path)).toContain(code);
    expect(shown.map(([, path]) => path).sort()).toEqual(files.map((file) => `${folder}/${file}`).sort());
  });
});
