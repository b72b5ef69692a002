import { afterEach, describe, expect, it } from "vitest";
import { permissionsKey } from "../../src/harness.js";
import {
  branch,
  definePlugin,
  ivr,
  line,
  type Permission,
  singleton,
  stay,
  token,
  value,
} from "../../src/index.js";

const may = (...actions: string[]): readonly Permission[] => [{ actions, resource: "*" }];
const actionsOf = (line: { permissions(): readonly Permission[] }): readonly string[] =>
  line.permissions().flatMap(({ actions }) => actions);

const Accounts = token<{ find(): string }>("Accounts");
const Files = token<{ read(): string }>("Files");
const accountsInFiles = singleton(
  Accounts,
  { deps: { files: Files }, make: ({ files }) => ({ find: () => files.read() }) },
  may("a:Find"),
);
const filesInS3 = value(Files, { read: () => "" }, may("s3:GetObject"));
const asks = definePlugin({
  name: "asks",
  deps: { accounts: Accounts },
  permissions: may("a:Ask"),
  step: { ask: () => stay() },
});

describe("what AWS has to allow an IVR", () => {
  it("is what its plugins declare, and the services that they depend on, however far", () => {
    const used = ivr().use(asks).bind(accountsInFiles, filesInS3);
    expect(actionsOf(used)).toEqual(["a:Ask", "a:Find", "s3:GetObject"]);
  });

  it("goes with the plugin: what nobody depends on any more is not allowed anything", () => {
    expect(actionsOf(ivr().bind(accountsInFiles, filesInS3))).toEqual([]);
  });

  it("is of the service that is bound, not of the one in whose place it is", () => {
    const fake = value(Accounts, { find: () => "" });
    expect(actionsOf(ivr().use(asks).bind(accountsInFiles, filesInS3, fake))).toEqual(["a:Ask"]);
    const offering = definePlugin({ name: "offers", services: [accountsInFiles, filesInS3] });
    expect(actionsOf(ivr().use(offering).use(asks).bind(fake))).toEqual(["a:Ask"]);
  });

  it("is also of plugins in the lines of a menu, once where one stands in two", () => {
    const menu = definePlugin({
      name: "menu",
      step: { ask: () => branch("one"), lines: { one: line().use(asks), two: line().use(asks) } },
    });
    expect(actionsOf(ivr().use(menu).bind(accountsInFiles, filesInS3))).toEqual([
      "a:Ask",
      "a:Find",
      "s3:GetObject",
    ]);
  });
});

describe("a tool that loads a handler", () => {
  const tool = globalThis as { [permissionsKey]?: (all: readonly Permission[]) => void };
  afterEach(() => {
    delete tool[permissionsKey];
  });

  it("is told what it has to be allowed, however the handler is wrapped then", () => {
    const told: string[] = [];
    tool[permissionsKey] = (all) => void told.push(...all.flatMap(({ actions }) => actions));
    ivr().use(asks).bind(accountsInFiles, filesInS3).build();
    expect(told).toEqual(["a:Ask", "a:Find", "s3:GetObject"]);
  });
});
