import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Arrow, arrowsOf, type Party } from "../../../packages/simulator/page/src/sequence.js";
import { conference } from "../../waiting-room/ivr.js";
import { type LocalServices, startLocalServices } from "../local-services.js";
import { arrow, box, picture, words } from "./drawing.js";
import { textOf } from "./fences.js";

// `npx vitest run test/docs/pictures.test.ts -u` in examples/ draws them anew.
const kept = (name: string): string => `../../../docs/pictures/${name}.svg`;

let services: LocalServices;
beforeAll(async () => {
  services = await startLocalServices();
});
afterAll(() => services.close());

it("the sequence of a call is that of a call which is made", async () => {
  const meetings = new URL("../../waiting-room/meetings.json", import.meta.url);
  const call = await services.call(conference(meetings, ...services.bindings));
  await call.enter("11111");
  await call.enter("99999");
  await call.hangUp();
  const entries = call.trace.map((entry, index) => ({ is: "entry" as const, call: "a", index, entry }));
  const arrows: Arrow[] = [];
  for (const one of arrowsOf(entries)) {
    const last = arrows.at(-1);
    // Keys that follow one another are one entry; a meeting has another id each time.
    const text = one.text.replace(/(joins the meeting) .+/, "$1");
    if (last?.text.startsWith("key ") && text.startsWith("key "))
      arrows.splice(-1, 1, { ...last, text: `${last.text} ${text.slice(4)}` });
    else arrows.push({ ...one, text });
  }
  const parties: readonly Party[] = ["Caller", "Service", "Handler", "Other"];
  const names = ["Caller", "Phone service", "Your IVR", "Meeting"];
  const x = (party: Party): number => 90 + parties.indexOf(party) * 285;
  const height = 60 + arrows.length * 30;
  const parts = [
    ...parties.flatMap((party, at) => [
      words(x(party), 26, names[at] ?? "", "bold"),
      `<line x1="${x(party)}" y1="36" x2="${x(party)}" y2="${height - 12}" stroke="#cbd2d9"/>`,
    ]),
    ...arrows.flatMap((one, at) => {
      const y = 66 + at * 30;
      if ("over" in one) return [words(x(one.over), y, one.text)];
      return [arrow(x(one.from), y, x(one.to), y), words((x(one.from) + x(one.to)) / 2, y - 6, one.text)];
    }),
  ];
  const drawn = picture(1035, height, "A call of the waiting-room example", parts);
  await expect(drawn).toMatchFileSnapshot(kept("a-call"));
});

it("the path of an event is that of CONTRIBUTING.md", async () => {
  const path = [
    "event",
    "parse",
    "open the call",
    "scope",
    "around layers",
    "features",
    "current step",
    "respond",
    "answer",
  ];
  const contributing = textOf("CONTRIBUTING.md").toLowerCase();
  for (const stage of path) expect(contributing).toContain(stage.split(" ")[0]);
  const parts = path.flatMap((stage, at) => [
    box(14 + at * 98, 24, 82, stage.split(" ").length > 2 ? ["open", "the call"] : stage.split(" ")),
    ...(at > 0 ? [arrow(14 + at * 98 - 16, 46, 14 + at * 98 - 1, 46)] : []),
  ]);
  await expect(picture(906, 96, "The path of an event", parts)).toMatchFileSnapshot(kept("path-of-an-event"));
});

it("an arrow between packages is a dependency in a manifest", async () => {
  const plugins = [
    "plugin-audio-s3",
    "plugin-menu",
    "plugin-meeting-pin",
    "plugin-attendees",
    "plugin-recording",
  ];
  const places: readonly {
    x: number;
    y: number;
    width: number;
    names: readonly string[];
    text: readonly string[];
  }[] = [
    { x: 20, y: 20, width: 330, names: ["apps/lambda"], text: ["apps/lambda: the dial-in flow"] },
    { x: 380, y: 20, width: 220, names: ["harden"], text: ["harden: for other handlers"] },
    { x: 630, y: 20, width: 220, names: ["testing"], text: ["testing: calls as tests"] },
    {
      x: 20,
      y: 110,
      width: 330,
      names: plugins,
      text: ["plugin-audio-s3, -menu, -meeting-pin,", "-attendees, -recording"],
    },
    { x: 630, y: 110, width: 220, names: ["simulator"], text: ["simulator: the service side"] },
    { x: 20, y: 220, width: 330, names: ["aws"], text: ["aws: clients, commands to calls"] },
    { x: 380, y: 220, width: 470, names: ["core"], text: ["core: the wire, the runtime, services"] },
  ];
  const dependsOn = (from: readonly string[], to: readonly string[]): boolean =>
    from.some((name) => {
      const folder = existsSync(new URL(`../../../${name}`, import.meta.url)) ? name : `packages/${name}`;
      const { dependencies = {}, peerDependencies = {} } = JSON.parse(
        textOf(`${folder}/package.json`),
      ) as Record<string, object>;
      return to.some((other) => `@switchhook/${other}` in { ...dependencies, ...peerDependencies });
    });
  const bottom = ({ y, text }: { y: number; text: readonly string[] }): number => y + 16 + text.length * 18;
  const lines = places.flatMap((from) =>
    places
      // What passes through another one is not drawn.
      .filter((to) => to.y > from.y && (to.y - from.y < 120 || from.names.includes("harden")))
      .filter((to) => dependsOn(from.names, to.names))
      .map((to) => {
        const middle = Math.min(Math.max(from.x + from.width / 2, to.x + 20), to.x + to.width - 20);
        return arrow(from.x + from.width / 2, bottom(from), middle, to.y - 1);
      }),
  );
  expect(lines).toHaveLength(6);
  const boxes = places.map(({ x, y, width, text }) => box(x, y, width, text));
  const drawn = picture(870, 275, "Which package uses which", [...lines, ...boxes]);
  await expect(drawn).toMatchFileSnapshot(kept("packages"));
});
