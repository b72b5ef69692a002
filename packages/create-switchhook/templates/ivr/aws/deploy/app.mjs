// What `npm run deploy` deploys: the function, its SIP media application, its buckets, alarms and a dashboard.
import process from "node:process";
import {
  // #if meeting-pin
  PinTable,
  // #end
  SipRule,
  SwitchhookIvr,
} from "@switchhook/cdk";
import {
  App,
  // #if meeting-pin
  CfnOutput,
  RemovalPolicy,
  // #end
  Stack,
} from "aws-cdk-lib";
// #if meeting-pin
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
// #end
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";

const app = new App();
const stack = new Stack(app, "my-stack", {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION ?? "us-east-1" },
});
// #if meeting-pin

// The PINs, and the key that they are hashed with: both stay when the stack is deleted.
const { table } = new PinTable(stack, "Pins");
const keys = new Secret(stack, "PinKeys", {
  description: "Keys that PINs and callers are hashed with, the newest first, with commas between them.",
  // Of letters and digits, 64 are base64 of 48 bytes.
  generateSecretString: { passwordLength: 64, excludePunctuation: true },
  removalPolicy: RemovalPolicy.RETAIN,
});
new CfnOutput(stack, "PinTable", { value: table.tableName });
new CfnOutput(stack, "PinKeysSecret", { value: keys.secretArn });
// #end

// Who is told of alarms, from cdk.json; whoever gets the address has to confirm it once.
const alarmEmail = app.node.tryGetContext("alarmEmail");
const alarmTopic = alarmEmail ? new Topic(stack, "AlarmTopic", { enforceSSL: true }) : undefined;
alarmTopic?.addSubscription(new EmailSubscription(alarmEmail));

// The function may do what the plugins of the handler in dist/ declare.
const menu = new SwitchhookIvr(stack, "Ivr", {
  name: "my-ivr",
  code: "dist",
  // #if meeting-pin
  environment: {
    MEETING_DIRECTORY: `dynamodb:${table.tableName}`,
    // Filled in when the stack is deployed; the template has the name of the secret only.
    PIN_KEYS: keys.secretValue.unsafeUnwrap(),
  },
  // #end
  // #if wav
  prompts: { folder: "prompts", variable: "PROMPT_BUCKET" },
  // #end
  // #if recording
  recordings: { variable: "RECORDING_BUCKET" },
  // #end
  alarmTopic,
});

// A number that the account owns, from cdk.json: a deployment that does not have it takes its rule away.
const phoneNumber = app.node.tryGetContext("phoneNumber");
if (phoneNumber) new SipRule(stack, "Rule", { name: "my-ivr", phoneNumber, targets: [menu.target] });
else console.warn("phoneNumber in cdk.json is empty: no calls are led to this phone menu.");
