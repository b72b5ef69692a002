// What `npm run deploy` deploys: the function, its SIP media application, its buckets, alarms and a dashboard.
import process from "node:process";
import {
  // #if meeting-pin
  chimeMeetingsPermissions,
  // #end
  SipRule,
  SwitchhookIvr,
} from "@switchhook/cdk";
import { App, Stack } from "aws-cdk-lib";

const app = new App();
const stack = new Stack(app, "my-stack", {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION ?? "us-east-1" },
});

const menu = new SwitchhookIvr(stack, "Ivr", {
  name: "my-ivr",
  code: "dist",
  // #if meeting-pin
  environment: { MEETING_DIRECTORY: "meetings.json" },
  permissions: chimeMeetingsPermissions(stack),
  // #end
  // #if wav
  prompts: { folder: "prompts", variable: "PROMPT_BUCKET" },
  // #end
  // #if recording
  recordings: { variable: "RECORDING_BUCKET" },
  // #end
});

// A number that the account owns: cdk deploy --context phoneNumber=+12065550101
const phoneNumber = app.node.tryGetContext("phoneNumber");
if (phoneNumber) new SipRule(stack, "Rule", { name: "my-ivr", phoneNumber, targets: [menu.target] });
