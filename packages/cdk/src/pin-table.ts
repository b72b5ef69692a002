import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";

export interface PinTableProps {
  /** Name of the table, which a stack in another region has to know beforehand; default made by CloudFormation. */
  readonly tableName?: string;
  /** Other regions that have a copy of the table, for a second region of the IVR; default none. */
  readonly replicaRegions?: readonly string[];
  /** What happens to the PINs when the stack is deleted; default they stay. */
  readonly removal?: RemovalPolicy;
}

/** The table of `dynamoDirectory` and `dynamoGuessGuard` of @switchhook/plugin-meeting-pin: PINs, listings, guesses. */
export class PinTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: PinTableProps = {}) {
    super(scope, id);
    const { tableName, replicaRegions = [], removal = RemovalPolicy.RETAIN } = props;
    this.table = new TableV2(this, "Table", {
      ...(tableName !== undefined && { tableName }),
      partitionKey: { name: "pk", type: AttributeType.STRING },
      timeToLiveAttribute: "ttl",
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removal === RemovalPolicy.RETAIN,
      removalPolicy: removal,
      replicas: replicaRegions.map((region) => ({ region })),
    });
  }
}
