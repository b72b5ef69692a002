import { type SipTarget, SwitchhookIvr } from "@switchhook/cdk";
import { SecretValue, Stack, type StackProps } from "aws-cdk-lib";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { pinKeysName, pinTableName } from "./pin-stack.js";

/** Folders that are deployed. */
export interface DialInFolders {
  readonly handler: string;
  readonly prompts: string;
}

export interface DialInStackProps extends StackProps {
  readonly folders: DialInFolders;
  /** Who gets an e-mail of each alarm; default nobody. */
  readonly alarmEmail?: string | undefined;
  /** Whether each event is logged with its answer, for `switchhook-replay`; default `off`. */
  readonly recordCalls?: "on" | "off" | undefined;
}

/** The meeting dial-in flow in one region. */
export class DialInStack extends Stack {
  readonly target: SipTarget;

  constructor(scope: Construct, id: string, props: DialInStackProps) {
    super(scope, id, props);
    const { folders, alarmEmail, recordCalls = "off" } = props;
    const ivr = new SwitchhookIvr(this, "DialIn", {
      name: "Switchhook dial-in",
      code: folders.handler,
      environment: {
        MEETING_DIRECTORY: `dynamodb:${pinTableName}`,
        // Resolved when the stack is deployed; the template has the name of the secret only.
        PIN_KEYS: SecretValue.secretsManager(pinKeysName).unsafeUnwrap(),
        RECORDING_PREFIX: "dial-in",
        RECORD_CALLS: recordCalls,
      },
      prompts: { folder: folders.prompts, variable: "PROMPT_BUCKET" },
      recordings: { variable: "RECORDING_BUCKET" },
      metrics: {
        variable: "METRICS_NAMESPACE",
        namespace: "Switchhook/DialIn",
        service: "switchhook-dial-in",
      },
      ...(alarmEmail !== undefined && { alarmTopic: this.#alarmTopic(alarmEmail) }),
    });
    this.target = ivr.target;
  }

  #alarmTopic(email: string): Topic {
    const topic = new Topic(this, "AlarmTopic", { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}
