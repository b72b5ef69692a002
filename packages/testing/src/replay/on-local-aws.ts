import { listen } from "@switchhook/simulator";
import { LocalServices, region } from "../local-services.js";

/** Runs while the AWS clients of this process speak with services on this machine: a replay makes no meeting in anybody's account. */
export async function onLocalAws<Result>(run: () => Promise<Result>): Promise<Result> {
  const local = new LocalServices({
    buckets: {},
    audio: { durationOf: () => undefined },
    update: () => true,
  });
  const endpoint = await listen(local.aws.app);
  const environment = {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: endpoint.url,
    // Lambda runs Node 24; here the notice would stand among the differences.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    return await run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await endpoint.close();
    await local.close();
  }
}
