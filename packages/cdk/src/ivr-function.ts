import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Policy, type PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { CallMetricsProps } from "./call-metrics.js";
import { declarationsOf } from "./declarations.js";
import { isOfApplication, type Permission, permissionStatements } from "./permission.js";

export interface IvrFunctionProps {
  /** The folder of the bundled handler, with everything that it needs. */
  readonly code: string;
  /** The file and its export; default `handler.handler`. */
  readonly handler?: string;
  /** Environment variables; default none. */
  readonly environment?: Readonly<Record<string, string>>;
  /** MB, 128 to 10,240; more memory is also more processor, and a shorter cold start; default 1,024. */
  readonly memoryMb?: number;
  /** Seconds, 5 to 20, for the service repeats an invocation after 5 s and hangs up after 20 s; default 10. */
  readonly timeoutSeconds?: number;
  /** Executions at once that are kept for this function, and the most that it may have; default not limited. */
  readonly concurrency?: number;
  /** How long log lines are kept; default a month. */
  readonly logRetention?: RetentionDays;
  /** What happens to the log when the stack is deleted; default it is deleted too. */
  readonly logRemoval?: RemovalPolicy;
  /**
   * Whether the handler is loaded at synthesis, with its environment, to be allowed what its plugins and services declare;
   * default true.
   */
  readonly declared?: boolean;
  /** What the function may do beside that and writing its log; default nothing. */
  readonly permissions?: readonly PolicyStatement[];
}

/** The handler as a Lambda function on Node 24 and ARM, with a log group and a role of its own. */
export class IvrFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;
  /** Where the handler counts with @switchhook/metrics; undefined when it was not loaded. */
  readonly counted: readonly CallMetricsProps[] | undefined;
  readonly #declared: readonly Permission[];
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: IvrFunctionProps) {
    super(scope, id);
    const { timeoutSeconds = 10, concurrency, code, handler = "handler.handler", environment = {} } = props;
    if (timeoutSeconds < 5 || timeoutSeconds > 20) {
      throw new Error(
        `${this.node.path}: timeoutSeconds is ${timeoutSeconds}, expected 5 to 20: the phone service waits no longer than 20 s.`,
      );
    }
    this.logGroup = new LogGroup(this, "Log", {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: props.logRemoval ?? RemovalPolicy.DESTROY,
    });
    const loaded =
      props.declared === false ? undefined : declarationsOf(this, { code, handler, environment });
    this.#declared = loaded?.permissions ?? [];
    this.counted = loaded?.metrics;
    // Not the managed policy for Lambda functions: that one may write to every log of the account.
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.logGroup.grantWrite(role);
    this.#role = role;
    const declared = this.#declared.filter((permission) => !isOfApplication(permission));
    const statements = [...permissionStatements(this, declared), ...(props.permissions ?? [])];
    for (const statement of statements) role.addToPolicy(statement);
    this.function = new LambdaFunction(this, "Function", {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(code),
      handler,
      environment: { ...environment },
      memorySize: props.memoryMb ?? 1024,
      timeout: Duration.seconds(timeoutSeconds),
      logGroup: this.logGroup,
      role,
      ...(concurrency !== undefined && { reservedConcurrentExecutions: concurrency }),
    });
  }

  /** Allows what is declared on the application that invokes the function, such as to send commands to its calls. */
  letUseApplication(applicationId: string): void {
    const declared = this.#declared.filter(isOfApplication);
    if (declared.length === 0) return;
    // A policy of its own: the function waits for that of its role, and the application for the function.
    const statements = permissionStatements(this, declared, applicationId);
    this.#role.attachInlinePolicy(new Policy(this, "OnApplication", { statements }));
  }
}
