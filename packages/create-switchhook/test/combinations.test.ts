import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as choices from "../src/choices.js";
import { combinationsOf } from "./combinations.mjs";
import { Workplace } from "./created.js";

const combinations = combinationsOf(choices);
const workplace = new Workplace();
afterAll(() => workplace.remove());

async function created(name: string, ...args: string[]): Promise<string> {
  const { code, complained } = await workplace.create([name, ...args]);
  expect(complained).toBe("");
  expect(code).toBe(0);
  workplace.link(name);
  return name;
}

async function typesAndTests(project: string): Promise<void> {
  await workplace.run(project, "node_modules/typescript/bin/tsc");
  const printed = await workplace.run(project, "node_modules/vitest/vitest.mjs", "run", "--reporter=json");
  const { numPassedTests, numTotalTests } = JSON.parse(printed) as Record<string, number>;
  expect(numPassedTests).toBe(numTotalTests);
  expect(numPassedTests).toBeGreaterThan(1);
}

// The rehearsal of a release installs and tests every combination; here are those with nothing and with everything.
const ends = combinations.filter(({ plugins }) => [0, choices.pluginNames.length].includes(plugins.length));

describe("a new IVR depends on the plugins that were asked for, and on no others", () => {
  it.each(combinations)("$name", async ({ name, args, plugins }) => {
    await created(`asked-${name}`, ...args);
    const manifest = readFileSync(join(workplace.folder, `asked-${name}`, "package.json"), "utf8");
    expect(choices.pluginNames.filter((plugin) => manifest.includes(`/plugin-${plugin}"`))).toEqual(plugins);
  });
});

describe("what was created passes its type check and its own tests", { timeout: 60_000 }, () => {
  it.each(ends.filter(({ deploy }) => !deploy))("$name", async ({ name, args }) => {
    await typesAndTests(await created(name, ...args));
  });

  it.each(["opening-hours", "3-digits"])("as a plugin, %s", async (name) => {
    await typesAndTests(await created(name, "--template", "plugin"));
  });
});

describe("a new IVR takes a call on npm start", { timeout: 60_000 }, () => {
  it.each([
    ["meeting-pin,attendees,recording", "wav", "12345#, wait 1s, *6, wait 3s, hangup", "mute"],
    ["none", "spoken", "1", "sales"],
    ["menu,meeting-pin", "spoken", "3, wait 1s, 12345#, wait 3s, hangup", "in the meeting"],
  ])("with plugins %s", async (list, prompts, script, heard) => {
    const project = await created(`phone-${list.length}`, "--plugins", list, "--prompts", prompts);
    await workplace.run(project, "build.mjs");
    const printed = await workplace.run(project, "phone.mjs", "--script", script);
    expect(printed.toLowerCase()).toContain(heard);
  });
});

describe("a new IVR in a wrong environment", { timeout: 60_000 }, () => {
  it("does not start, by the code that the alarm about errors names", async () => {
    const project = await created("astray", "--plugins", "meeting-pin");
    await workplace.run(project, "build.mjs");
    // With it Node prints the line of the bundle, which is all of it.
    const failed = await workplace.run(project, "dist/handler.mjs").catch((error: Error) => error.message);
    const told = failed.slice(failed.lastIndexOf("the environment is wrong:"));
    expect(told).toContain("MEETING_DIRECTORY");
    expect(told).toContain("code: 'IVR_CONFIG_INVALID'");
  });
});

describe("the check-up finds nothing in a new IVR", { timeout: 120_000 }, () => {
  it.each([
    ["meeting-pin", "spoken"],
    ["menu,meeting-pin,attendees,recording", "wav"],
  ])("with plugins %s", async (list, prompts) => {
    const project = await created(`checked-${list.length}`, "--plugins", list, "--prompts", prompts);
    await workplace.run(project, "build.mjs");
    expect(await workplace.run(project, "phone.mjs", "--checkup")).toContain("Nothing was found.");
  });
});

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: object }>>;
}

describe("a new IVR that is to be deployed", { timeout: 120_000 }, () => {
  async function synthesized(project: string): Promise<Template> {
    await workplace.run(project, "build.mjs");
    await workplace.run(project, "deploy/app.mjs");
    const file = join(workplace.folder, project, "cdk.out", `${project}.template.json`);
    return JSON.parse(readFileSync(file, "utf8")) as Template;
  }
  const typesOf = ({ Resources }: Template) => Object.values(Resources).map(({ Type }) => Type);

  it.each(ends.filter(({ deploy, plugins }) => deploy && plugins.length > 0))(
    "makes a template offline: $name",
    async (one) => {
      const { name, args, plugins } = one;
      const types = typesOf(await synthesized(await created(name, ...args)));
      expect(types).toContain("AWS::Chime::SipMediaApplication");
      expect(types.filter((type) => type === "AWS::S3::Bucket")).toHaveLength(
        [args.includes("wav"), plugins.includes("recording")].filter(Boolean).length,
      );
    },
  );

  it("has its PINs and guesses in a table, and none of the PINs of this machine", async () => {
    const project = await created("deployed-pins", "--plugins", "menu,meeting-pin", "--deploy", "aws");
    await typesAndTests(project);
    const template = await synthesized(project);
    expect(typesOf(template)).toContain("AWS::DynamoDB::GlobalTable");
    const handler = Object.values(template.Resources).find(({ Type }) => Type === "AWS::Lambda::Function");
    expect(JSON.stringify(handler?.Properties)).toContain('"MEETING_DIRECTORY":{"Fn::Join":["",["dynamodb:"');
    expect(readdirSync(join(workplace.folder, project, "dist"))).not.toContain("meetings.json");
    const role = JSON.stringify(template.Resources);
    for (const action of ["dynamodb:GetItem", "dynamodb:UpdateItem", "chime:CreateMeeting"])
      expect(role).toContain(action);
  });

  it("keeps the rule of its number with every deployment, for the number is in cdk.json", async () => {
    const project = await created("deployed-number", "--plugins", "none", "--deploy", "aws");
    expect(typesOf(await synthesized(project))).not.toContain("Custom::SwitchhookSipRule");
    const file = join(workplace.folder, project, "cdk.json");
    const settings = JSON.parse(readFileSync(file, "utf8")) as { context: { phoneNumber: string } };
    expect(settings.context.phoneNumber).toBe("");
    settings.context.phoneNumber = "+12025550123";
    writeFileSync(file, JSON.stringify(settings));
    expect(typesOf(await synthesized(project))).toContain("Custom::SwitchhookSipRule");
  });

  it("tells nobody of alarms before there is an address in cdk.json, and then that one", async () => {
    const project = await created("deployed-alarms", "--plugins", "none", "--deploy", "aws");
    expect(typesOf(await synthesized(project))).not.toContain("AWS::SNS::Topic");
    const file = join(workplace.folder, project, "cdk.json");
    const settings = JSON.parse(readFileSync(file, "utf8")) as { context: { alarmEmail: string } };
    expect(settings.context.alarmEmail).toBe("");
    settings.context.alarmEmail = "ops@example.com";
    writeFileSync(file, JSON.stringify(settings));
    const resources = Object.values((await synthesized(project)).Resources);
    expect(JSON.stringify(resources)).toContain('"Endpoint":"ops@example.com"');
    const alarms = resources.filter(({ Type }) => Type === "AWS::CloudWatch::Alarm");
    expect(alarms.length).toBeGreaterThan(4);
    for (const alarm of alarms) expect(alarm.Properties).toHaveProperty("AlarmActions");
  });
});
