import { PhoneNumber, SipRule } from "@switchhook/cdk";
import { type App, Stack, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge } from "./acknowledgements.js";
import { type DialInFolders, DialInStack } from "./dial-in-stack.js";
import { PinStack } from "./pin-stack.js";
import type { Settings } from "./settings.js";

/** The stacks of the dial-in app: what lasts, an IVR a region, and the rule that leads the number to them in order. */
export function dialInStacks(app: App, settings: Settings, folders: DialInFolders): readonly Stack[] {
  const { regions, account, areaCode, phoneNumber, alarmEmail, recordCalls } = settings;
  const [first = "", ...others] = regions;
  const inRegion = (region: string) => ({
    env: { region, ...(account !== undefined && { account }) },
    crossRegionReferences: true,
  });

  const pins = new PinStack(app, "switchhook-pins", { ...inRegion(first), replicaRegions: others });
  const ivrs = regions.map((region) => {
    const stack = new DialInStack(app, `switchhook-dial-in-${region}`, {
      ...inRegion(region),
      folders,
      alarmEmail,
      recordCalls,
    });
    stack.addStackDependency(pins, "its function hashes with the key that is made there");
    return stack;
  });
  const number = phoneNumber === undefined ? new Stack(app, "switchhook-number", inRegion(first)) : undefined;
  const calls = new Stack(app, "switchhook-calls", inRegion(first));
  new SipRule(calls, "Rule", {
    name: "Switchhook dial-in",
    phoneNumber: number
      ? new PhoneNumber(number, "Number", { areaCode: areaCode ?? "" }).e164
      : (phoneNumber ?? ""),
    targets: ivrs.map(({ target }) => target),
  });
  const stacks = [pins, ...ivrs, ...(number ? [number] : []), calls];
  acknowledge(stacks);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return stacks;
}
