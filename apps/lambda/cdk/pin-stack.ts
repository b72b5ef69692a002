import { PinTable } from "@switchhook/cdk";
import { RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

// Fixed, for stacks in another region find them by their names.
export const pinTableName = "switchhook-dial-in-pins";
export const pinKeysName = "switchhook/dial-in/pin-keys";

// Of letters and digits, 64 are base64 of 48 bytes.
const keyLength = 64;

/** What outlives every deployment: the table of PINs and guesses, and the key that they are hashed with. */
export class PinStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly replicaRegions: readonly string[] },
  ) {
    super(scope, id, props);
    const { replicaRegions } = props;
    new PinTable(this, "Pins", { tableName: pinTableName, replicaRegions });
    new Secret(this, "Keys", {
      secretName: pinKeysName,
      description: "Keys that PINs and callers are hashed with, the newest first, with commas between them.",
      generateSecretString: { passwordLength: keyLength, excludePunctuation: true },
      replicaRegions: replicaRegions.map((region) => ({ region })),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
