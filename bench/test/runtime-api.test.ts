import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runtimeApi } from "../real-runtime/src/runtime-api.mjs";

// What the runtime client does is done by hand here; that it does so itself is seen by `npm run bench:runtime`.
describe("the Runtime API that handlers are measured with", () => {
  let api: Awaited<ReturnType<typeof runtimeApi>>;
  beforeEach(async () => {
    api = await runtimeApi();
  });
  afterEach(() => api.close());
  const at = (path: string) => `http://${api.address}/2018-06-01/runtime/${path}`;
  const next = () => fetch(at("invocation/next"));
  const post = (path: string, body: object) =>
    fetch(at(path), { method: "POST", body: JSON.stringify(body) });

  it("gives an event to the runtime that waits for one, and takes its answer", async () => {
    const asked = next();
    const answered = api.invoke({ Sequence: 1 });
    const given = await asked;
    expect(await given.json()).toEqual({ Sequence: 1 });
    expect(Number(given.headers.get("lambda-runtime-deadline-ms"))).toBeGreaterThan(Date.now());
    const { status } = await post(
      `invocation/${given.headers.get("lambda-runtime-aws-request-id")}/response`,
      { Actions: [] },
    );
    expect(status).toBe(202);
    expect(await answered).toEqual({ ms: expect.any(Number), answer: { Actions: [] } });
  });

  it("ends an invocation that the handler threw in, with what it threw", async () => {
    const asked = next();
    const answered = expect(api.invoke({})).rejects.toThrow("it is broken");
    const id = (await asked).headers.get("lambda-runtime-aws-request-id");
    await post(`invocation/${id}/error`, { errorMessage: "it is broken" });
    await answered;
  });

  it("does not wait for a runtime that could not start", async () => {
    const ready = expect(api.ready()).rejects.toThrow("no such handler");
    await post("init/error", { errorMessage: "no such handler" });
    await ready;
  });
});
