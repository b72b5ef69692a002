import { SipRule, SwitchhookIvr, type SwitchhookIvrProps } from "@switchhook/cdk";
import type { Stack } from "aws-cdk-lib";

export function inTwoRegions(
  virginia: Stack,
  oregon: Stack,
  { phoneNumber, ...props }: SwitchhookIvrProps & { phoneNumber: string },
): void {
  // #region two-regions
  const first = new SwitchhookIvr(virginia, "Ivr", props);
  const second = new SwitchhookIvr(oregon, "Ivr", props);
  new SipRule(virginia, "Rule", {
    name: "support",
    phoneNumber,
    targets: [first.target, second.target],
  });
  // #endregion
}
