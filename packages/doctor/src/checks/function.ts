import {
  type FunctionConfiguration,
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { type Finding, finding } from "../findings.js";
import { checkPolicy, phoneService } from "../policy.js";
import { read } from "../read.js";
import type { Application } from "./application.js";

const shortestSeconds = 5;
const longestSeconds = 20;

/** Looks at the function of an application: its state and settings, who may invoke it, and whether for that many calls at once. */
export async function checkFunction(
  lambda: LambdaClient,
  arn: string,
  application: Application,
  calls: number,
): Promise<readonly Finding[]> {
  const where = `The function ${arn || "(none)"}`;
  const got = await read(where, "GetFunctionConfiguration", () =>
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: arn })),
  );
  if (got.is === "unreadable") return [got.finding];
  if (got.is === "missing") return [finding("function-missing", where, "is not there")];
  return [
    ...checkSettings(where, got.value),
    ...(await checkInvoke(lambda, where, arn, application)),
    ...(await checkConcurrency(lambda, where, arn, calls)),
  ];
}

function checkSettings(
  where: string,
  { State, Timeout = 0, Runtime, PackageType }: FunctionConfiguration,
): Finding[] {
  const old = /^nodejs(\d+)/.exec(Runtime ?? "");
  return [
    ...(State !== undefined && State !== "Active" && State !== "Inactive"
      ? [finding("function-not-active", where, `is ${State}`)]
      : []),
    ...(Timeout < shortestSeconds || Timeout > longestSeconds
      ? [finding("function-timeout", where, `has a timeout of ${Timeout} s`)]
      : []),
    ...(PackageType !== "Image" && old && Number(old[1]) < 20
      ? [finding("function-runtime", where, `runs on ${Runtime}, which is too old`)]
      : []),
  ];
}

async function checkInvoke(
  lambda: LambdaClient,
  where: string,
  arn: string,
  { account, arn: application }: Application,
): Promise<Finding[]> {
  const got = await read(where, "GetPolicy", async () => {
    return (await lambda.send(new GetPolicyCommand({ FunctionName: arn }))).Policy;
  });
  if (got.is === "unreadable") return [got.finding];
  return checkPolicy("invoke-permission", where, got.is === "there" ? got.value : undefined, {
    principal: phoneService,
    account,
    sourceArn: application,
    actions: ["lambda:InvokeFunction"],
    resource: arn,
  });
}

async function checkConcurrency(
  lambda: LambdaClient,
  where: string,
  arn: string,
  calls: number,
): Promise<Finding[]> {
  const own = await read(where, "GetFunctionConcurrency", async () => {
    const command = new GetFunctionConcurrencyCommand({ FunctionName: nameOf(arn) });
    return (await lambda.send(command)).ReservedConcurrentExecutions;
  });
  if (own.is === "unreadable") return [own.finding];
  const reserved = own.is === "there" ? own.value : undefined;
  if (reserved !== undefined) return tooFew(where, "its reserved concurrency is", reserved, calls);
  const shared = await read(where, "GetAccountSettings", async () => {
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
    return AccountLimit?.UnreservedConcurrentExecutions;
  });
  if (shared.is === "unreadable") return [shared.finding];
  return shared.is === "there" && shared.value !== undefined
    ? tooFew(where, "all functions of the account together have", shared.value, calls)
    : [];
}

const tooFew = (where: string, what: string, executions: number, calls: number): Finding[] =>
  executions < calls
    ? [
        finding(
          "function-concurrency",
          where,
          `can answer too few calls at once: ${what} ${executions}, and there may be ${calls} calls`,
        ),
      ]
    : [];

// Concurrency belongs to the function, not to one of its versions.
const nameOf = (arn: string): string => arn.split(":").slice(0, 7).join(":");
