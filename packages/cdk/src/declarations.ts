import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Stack, Token } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { CallMetricsProps } from "./call-metrics.js";
import type { Permission } from "./permission.js";

/** What is loaded, and the environment that it finds in Lambda. */
export interface LoadedHandler {
  readonly code: string;
  /** The file and its export, `handler.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What a handler tells of itself when it is loaded. */
export interface Declarations {
  /** What its plugins may do, and the services that they depend on. */
  readonly permissions: readonly Permission[];
  /** Where @switchhook/metrics counts. */
  readonly metrics: readonly CallMetricsProps[];
}

// The keys of core and of @switchhook/metrics for whoever wants to know: this package does not load them, nor they this one.
const program = `
  import { writeSync } from "node:fs";
  const permissions = [];
  const metrics = [];
  globalThis[Symbol.for("switchhook.permissions")] = (declared) => void permissions.push(...declared);
  globalThis[Symbol.for("switchhook.metrics")] = (counted) => void metrics.push(counted);
  try {
    await import(process.argv[1]);
  } catch (error) {
    // Without the frames, which in a bundle are whole files.
    console.error(error?.stack?.split("\\n    at ")[0] ?? error);
    process.exit(1);
  }
  writeSync(3, JSON.stringify({ permissions, metrics }));
  process.exit(0);
`;
const patienceMs = 60_000;

/**
 * What a handler declares: the very code that is deployed is loaded with the environment that it gets. A handler that is not built
 * with Switchhook declares nothing.
 */
export function declarationsOf(scope: Construct, given: LoadedHandler): Declarations {
  const standIns = new StandIns();
  const { region } = Stack.of(scope);
  const environment = Object.entries(given.environment).map(([name, value]) => [name, standIns.in(value)]);
  const { status, error, stderr, output } = spawnSync(
    process.execPath,
    ["--no-warnings", "--input-type=module", "--eval", program, pathToFileURL(fileOf(scope, given)).href],
    {
      // As in Lambda, whose directory is that of the code, and which knows nothing of this machine.
      cwd: given.code,
      env: {
        PATH: process.env.PATH,
        SystemRoot: process.env.SystemRoot,
        AWS_REGION: Token.isUnresolved(region) ? "us-east-1" : region,
        ...Object.fromEntries(environment),
      },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      encoding: "utf8",
      timeout: patienceMs,
    },
  );
  const told = output?.[3];
  if (status !== 0 || !told) {
    throw new Error(
      `${scope.node.path}: ${given.handler} in ${given.code} cannot be loaded with its environment, as it would be in Lambda:\n${error?.message ?? stderr.trim()}\n${standIns.explained}Mend that, or give \`declared: false\` and what it may do as \`permissions\`.`,
    );
  }
  return JSON.parse(told, (_, part) =>
    typeof part === "string" ? standIns.out(part) : part,
  ) as Declarations;
}

function fileOf(scope: Construct, { code, handler }: LoadedHandler): string {
  const file = join(resolve(code), handler.slice(0, handler.lastIndexOf(".")));
  const found = [".mjs", ".js", ".cjs"].map((extension) => file + extension).find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    `${scope.node.path}: there is no ${file}.mjs, nor .js or .cjs, to see what its plugins declare. Build it first; or give \`declared: false\` and what it may do as \`permissions\`.`,
  );
}

// Tokens of CDK, and references that CloudFormation resolves.
const ofTheDeployment = /\$\{Token\[[^\]]*\]\}|\{\{resolve:[^}]*\}\}/g;

/** What only the deployment knows, in the environment of a handler that is loaded before. */
class StandIns {
  readonly #byOriginal = new Map<string, string>();

  in(text: string): string {
    return text.replace(ofTheDeployment, (original) => {
      const known = this.#byOriginal.get(original);
      if (known !== undefined) return known;
      // Passes for the name of a bucket or a table, and for a key of 36 bytes in base64.
      const standIn = `standin${String(this.#byOriginal.size).padStart(41, "0")}`;
      this.#byOriginal.set(original, standIn);
      return standIn;
    });
  }

  out(text: string): string {
    return [...this.#byOriginal].reduce(
      (all, [original, standIn]) => all.replaceAll(standIn, original),
      text,
    );
  }

  get explained(): string {
    return this.#byOriginal.size === 0 ? "" : "Values that only the deployment knows were `standin0…`. ";
  }
}
