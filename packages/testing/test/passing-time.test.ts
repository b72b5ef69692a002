import { definePlugin, ivr, speak, value } from "@switchhook/core";
import { defaultApology } from "@switchhook/core/harness";
import { MeetingDirectory } from "@switchhook/plugin-meeting-pin";
import { describe, expect, it } from "vitest";
import "../src/matchers.js";
import { hang, type LocalClient, Simulation, simulate } from "../src/index.js";
import { dialIn } from "./flow.js";

const forever = new Promise<never>(() => {});

describe("time, while a handler is at work", () => {
  it("passes for an IVR that waits for a service that never answers, until it gives that up", async () => {
    const never = value(MeetingDirectory, { find: () => forever });
    const simulation = simulate({ build: dialIn }, { services: [never] });
    const call = await simulation.dial();
    const before = simulation.clock.now();
    await call.press("12345");
    expect(call).toHear("enter-pin", "meeting-unavailable");
    expect(call).toEnd();
    expect(simulation.clock.now() - before).toBeGreaterThan(2000);
  });

  it("passes for a step that never answers: the caller hears the apology at the deadline", async () => {
    const stuck = definePlugin({ name: "stuck", step: { ask: () => forever } });
    const call = await simulate(ivr().use(stuck)).dial();
    expect(call).toHear(defaultApology.Text);
    expect(call.transcript()).toMatch(/00:04\.0 {2}♪/);
  });

  it("passes for an IVR that waits for a request to AWS that hangs", async () => {
    const simulation = simulate({ build: dialIn }, { faults: { meetings: hang() } });
    const call = await simulation.dial();
    await call.press("12345");
    expect(call).toHear("enter-pin", "meeting-unavailable");
    expect(call).toEnd();
  });

  it("passes for an IVR that asks AWS again and again: it ends at its deadline", async () => {
    const build = ({ client }: { client: LocalClient }) =>
      ivr().use(
        definePlugin({
          name: "polling",
          step: {
            async ask({ signal }) {
              while (!signal.aborted) await fetch(`${client.endpoint}/files/there.txt`);
              return forever;
            },
          },
        }),
      );
    const call = await simulate({ build }, { buckets: { files: {} }, without: ["same-answer-twice"] }).dial();
    expect(call).toHear(defaultApology.Text);
  });

  it("stands still for one that loads its clients and asks AWS", async () => {
    const simulation = simulate({ build: dialIn });
    const call = await simulation.dial();
    await call.press("12345");
    const invocations = simulation.log.filter(({ message }) => message === "invocation");
    expect(invocations.map(({ fields }) => fields.ms)).toEqual(invocations.map(() => 0));
  });

  it("passes for a handler that never answers, and the call is told as one that broke in-time", async () => {
    const simulation = new Simulation(() => forever, {});
    await simulation.dial();
    await expect(simulation.done()).rejects.toThrow(/in-time[\s\S]*▶/);
  });

  it("goes on for nobody else once a call has been given up", async () => {
    const simulation = new Simulation(() => forever, {});
    const before = simulation.clock.now();
    await simulation.dial();
    await simulation.dial();
    expect(simulation.clock.now() - before).toBeLessThanOrEqual(41_000);
    await simulation.done().catch(() => {});
  });

  it("passes for a second delivery by itself: where it runs into its deadline, the answers are not the same", async () => {
    let first = true;
    const build = () => {
      const answers = first;
      first = false;
      return ivr().use(
        definePlugin({
          name: "greeting",
          step: { ask: () => (answers ? forever : [speak({ Text: "Hello." })]) },
        }),
      );
    };
    const simulation = new Simulation({ build }, {});
    await simulation.dial();
    await expect(simulation.done()).rejects.toThrow(/same-answer-twice/);
  });
});
