import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallOutcome, ObservedInvocation } from "@switchhook/core";
import { metricsObserver } from "@switchhook/metrics";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, describe, expect, it, vi } from "vitest";
import { SwitchhookIvr, type SwitchhookIvrProps } from "../src/index.js";

const namespace = "Phones/Main";
const service = "front-desk";
const code = mkdtempSync(join(tmpdir(), "switchhook-dashboard-"));
afterAll(() => rmSync(code, { recursive: true }));
writeFileSync(join(code, "handler.mjs"), "export const handler = () => ({});");

function templateWith(props: Partial<SwitchhookIvrProps> = {}): Template {
  const stack = new Stack(new App(), "Stack", { env: { account: "111122223333", region: "us-east-1" } });
  new SwitchhookIvr(stack, "Ivr", { name: "line", code, ...props });
  return Template.fromStack(stack);
}
const counted = templateWith({
  metrics: { variable: "METRICS_NAMESPACE", namespace, service },
  declared: false,
});
const notCounted = templateWith();

/** A metric as namespace, names of its dimensions, and its own name. */
const named = (namespaceOf: string, dimensions: readonly string[], name: string): string =>
  `${namespaceOf} {${[...dimensions].sort().join(",")}} ${name}`;

interface Shown {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}
type Entry = readonly (string | { readonly expression?: string })[];

/** What the graphs of the dashboard show. */
function shownBy(template: Template): readonly Shown[] {
  const [dashboard] = Object.values(template.findResources("AWS::CloudWatch::Dashboard"));
  const { "Fn::Join": joined = ["", []] }: { "Fn::Join"?: [string, (string | object)[]] } =
    dashboard?.Properties.DashboardBody ?? {};
  const [, parts] = joined;
  // What only the deployment knows stands inside of strings.
  const body = parts.map((part) => (typeof part === "string" ? part : "deployed")).join("");
  const { widgets } = JSON.parse(body) as {
    widgets: readonly { readonly properties: { readonly metrics?: readonly Entry[] } }[];
  };
  return widgets.flatMap(({ properties: { metrics = [] } }) => metrics.map(shownEntry));
}

function shownEntry(entry: Entry): Shown {
  const [first] = entry;
  if (typeof first === "object") {
    const [, schema = "", name = ""] =
      /SEARCH\('(?:\{(.*)\} )?MetricName="(\w+)"/.exec(first.expression ?? "") ?? [];
    const [namespaceOf = "", ...names] = schema.split(",").map((part) => part.replaceAll('"', ""));
    return { metric: named(namespaceOf, names, name), dimensions: {} };
  }
  const [namespaceOf = "", name = "", ...pairs] = entry.filter((part) => typeof part === "string");
  const dimensions = Object.fromEntries(
    pairs.flatMap((key, index) => (index % 2 === 0 ? [[key, pairs[index + 1] ?? ""]] : [])),
  );
  return { metric: named(namespaceOf, Object.keys(dimensions), name), dimensions };
}

const invocation: ObservedInvocation = {
  transaction: "t-1",
  sequence: 1,
  requestId: undefined,
  event: "NEW_INBOUND_CALL",
  stepBefore: "",
  stepAfter: "pin",
  attempt: 1,
  ended: false,
  reached: ["pin"],
  left: [{ step: "pin", how: "done", ms: 1000 }],
  outcome: undefined,
  over: true,
  callMs: 60_000,
  actions: [],
  codes: ["IVR_PIN_GUESSED"],
  repeated: false,
  beganAt: 0,
  ms: 10,
};
const outcomes: Readonly<Record<CallOutcome, true>> = {
  done: true,
  end: true,
  "gave-up": true,
  "hang-up": true,
  fallback: true,
};

/** What @switchhook/metrics prints, of everything that can happen. */
function emitted(): readonly Shown[] {
  const lines: string[] = [];
  const keep = (text: unknown) => lines.push(...String(text).split("\n")) > 0;
  vi.spyOn(console, "log").mockImplementation((text) => void keep(text));
  // Powertools has a console of its own, which writes to the process.
  vi.spyOn(process.stdout, "write").mockImplementation((text) => keep(text));
  const observer = metricsObserver({ namespace, service });
  const events = ["JoinChimeMeeting", "CallAndBridge"].map((type) => `ACTION_SUCCESSFUL:${type}`);
  for (const event of ["NEW_INBOUND_CALL", ...events, "HANGUP", "ACTION_FAILED:PlayAudio"])
    observer.observe({ ...invocation, event });
  observer.observe({ ...invocation, repeated: true });
  observer.observe({ ...invocation, stepAfter: undefined });
  observer.observe({ ...invocation, stepBefore: "pin", attempt: 2 });
  for (const outcome of Object.keys(outcomes) as CallOutcome[]) observer.observe({ ...invocation, outcome });
  vi.restoreAllMocks();
  return lines
    .filter((line) => line.includes('"_aws"'))
    .flatMap((line) => {
      const blob = JSON.parse(line) as Record<string, string> & {
        readonly _aws: {
          CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
        };
      };
      return blob._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
        Dimensions.flatMap((keys) =>
          Metrics.map(({ Name }) => ({
            metric: named(Namespace, keys, Name),
            dimensions: Object.fromEntries(keys.map((key) => [key, blob[key] ?? ""])),
          })),
        ),
      );
    });
}

const ofNamespace = (all: readonly Shown[]): readonly Shown[] =>
  all.filter(({ metric }) => metric.startsWith(namespace));
const unique = (all: readonly Shown[]): readonly string[] => [...new Set(all.map(({ metric }) => metric))];

describe("the dashboard of an IVR that counts", () => {
  const shown = ofNamespace(shownBy(counted));
  const printed = emitted();

  it("shows all that @switchhook/metrics emits but its milliseconds, which Lambda's own are beside, and nothing else", () => {
    const own = named(namespace, ["service"], "InvocationMs");
    expect(unique(printed)).toContain(own);
    expect([...unique(shown)].sort()).toEqual(
      unique(printed)
        .filter((metric) => metric !== own)
        .sort(),
    );
  });

  it("shows calls by each of the outcomes that there are, of its own service", () => {
    const valuesOf = (all: readonly Shown[], dimension: string) =>
      new Set(all.flatMap(({ dimensions }) => dimensions[dimension] ?? []));
    expect(valuesOf(shown, "outcome")).toEqual(valuesOf(printed, "outcome"));
    expect([...valuesOf(shown, "outcome")].sort()).toEqual(Object.keys(outcomes).sort());
    expect(valuesOf(shown, "service")).toEqual(new Set([service]));
  });

  it("takes fallbacks and guesses from there alone, for the alarms, too", () => {
    counted.resourceCountIs("AWS::Logs::MetricFilter", 0);
    const alarms = Object.values(counted.findResources("AWS::CloudWatch::Alarm")).map(
      ({ Properties: { Namespace, Dimensions, MetricName } }) =>
        named(
          Namespace,
          Dimensions.map(({ Name }: { Name: string }) => Name),
          MetricName,
        ),
    );
    const ours = alarms.filter((metric) => metric.startsWith(namespace));
    expect(ours.sort()).toEqual(
      ["Fallbacks", "GuessesBlocked"].map((name) => named(namespace, ["service"], name)),
    );
    expect(unique(printed)).toEqual(expect.arrayContaining(ours));
  });

  it("has the handler count there", () => {
    counted.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { METRICS_NAMESPACE: namespace } },
    });
  });
});

describe("the dashboard of an IVR that does not count", () => {
  it("shows what Lambda and the phone service measure, and what is counted in the log", () => {
    const filters = Object.values(notCounted.findResources("AWS::Logs::MetricFilter")).map(
      ({ Properties }) => Properties.MetricTransformations[0],
    );
    expect(filters.map(({ MetricName }) => MetricName).sort()).toEqual(["Fallbacks", "GuessesBlocked"]);
    const ofLambda = ["Invocations", "Errors", "Throttles", "Duration"].map((name) =>
      named("AWS/Lambda", ["FunctionName"], name),
    );
    expect([...unique(shownBy(notCounted))].sort()).toEqual(
      [
        ...ofLambda,
        ...filters.map(({ MetricNamespace, MetricName }) => named(MetricNamespace, [], MetricName)),
        named("", [], "SmaActiveCallCount"),
      ].sort(),
    );
  });
});
