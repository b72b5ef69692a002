// #region one
import { SipRule, SwitchhookIvr } from "@switchhook/cdk";
import { App, Stack } from "aws-cdk-lib";

export const stack = new Stack(new App(), "support", { env: { region: "us-east-1" } });
const ivr = new SwitchhookIvr(stack, "Ivr", {
  name: "support line",
  code: "dist", // the folder of the bundled handler
  prompts: { folder: "prompts", variable: "PROMPT_BUCKET" },
});
new SipRule(stack, "Rule", { name: "support", phoneNumber: "+12025550123", targets: [ivr.target] });
// #endregion
