import {
  GetSipMediaApplicationCommand,
  GetSipMediaApplicationLoggingConfigurationCommand,
  type SipMediaApplication,
} from "@aws-sdk/client-chime-sdk-voice";
import type { Clients } from "../clients.js";
import { type Finding, finding } from "../findings.js";
import { read } from "../read.js";
import { checkFunction } from "./function.js";

/** A SIP media application and where it is. */
export interface Target {
  readonly id: string;
  readonly region: string;
}

/** An application that there is, and the account and ARN that policies know it by. */
export interface Application extends Target {
  readonly arn: string;
  readonly account: string;
}

export interface CheckedApplication {
  /** Undefined when there is none, or it cannot be read. */
  readonly application: Application | undefined;
  readonly findings: readonly Finding[];
}

/** Looks at an application and at the function that it invokes, which so many calls may need at once. */
export async function checkApplication(
  { id, region }: Target,
  clientsOf: (region: string) => Clients,
  calls: number,
): Promise<CheckedApplication> {
  const where = `The SIP media application ${id}`;
  const got = await read(where, "GetSipMediaApplication", async () => {
    const command = new GetSipMediaApplicationCommand({ SipMediaApplicationId: id });
    return (await clientsOf(region).voice.send(command)).SipMediaApplication;
  });
  if (got.is === "unreadable") return { application: undefined, findings: [got.finding] };
  if (got.is === "missing" || !got.value) {
    return {
      application: undefined,
      findings: [finding("application-missing", where, `is not there in ${region}`)],
    };
  }
  const lambdaArn = got.value.Endpoints?.[0]?.LambdaArn ?? "";
  const [, partition = "aws", , functionRegion = "", account = ""] = lambdaArn.split(":");
  const arn = `arn:${partition}:chime:${region}:${account}:sma/${id}`;
  const application = { id, region, arn, account };
  const misplaced = misplacedFunction(where, got.value, functionRegion, region);
  const { lambda } = clientsOf(functionRegion || region);
  return {
    application,
    findings: [
      ...misplaced,
      ...(await checkMessageLogs(where, id, clientsOf(region))),
      ...(await checkFunction(lambda, lambdaArn, application, calls)),
    ],
  };
}

/** Of a call that never reaches the function, only the service's own log tells. */
async function checkMessageLogs(where: string, id: string, { voice }: Clients): Promise<Finding[]> {
  const got = await read(where, "GetSipMediaApplicationLoggingConfiguration", async () => {
    const command = new GetSipMediaApplicationLoggingConfigurationCommand({ SipMediaApplicationId: id });
    return (await voice.send(command)).SipMediaApplicationLoggingConfiguration;
  });
  if (got.is === "unreadable") return [got.finding];
  return got.is === "there" && got.value?.EnableSipMediaApplicationMessageLogs
    ? []
    : [finding("message-logs", where, "does not log SIP messages")];
}

function misplacedFunction(
  where: string,
  { AwsRegion = "" }: SipMediaApplication,
  functionRegion: string,
  region: string,
): Finding[] {
  const own = AwsRegion || region;
  return functionRegion === own
    ? []
    : [
        finding(
          "application-function-region",
          where,
          `is in ${own}, and invokes a function in ${functionRegion || "no region"}`,
        ),
      ];
}
