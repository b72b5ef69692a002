import { describe, expect, it } from "vitest";
import { type BucketRequest, policyLets, statementThatLets } from "../src/index.js";

const request: BucketRequest = {
  principal: "voiceconnector.chime.amazonaws.com",
  account: "111122223333",
  actions: ["s3:PutObject", "s3:PutObjectAcl"],
  resource: "arn:aws:s3:::calls/support/any.wav",
};

/** The documented statement of a bucket that is recorded to (4.10), changed as a test needs it. */
const documented = (change: object = {}) => ({
  Sid: "SMAWrite",
  Effect: "Allow",
  Principal: { Service: "voiceconnector.chime.amazonaws.com" },
  Action: ["s3:PutObject", "s3:PutObjectAcl"],
  Resource: "arn:aws:s3:::calls/*",
  Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
  ...change,
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const verdict = (...statements: object[]) => policyLets(policy(...statements), request);

describe("a bucket policy (4.10)", () => {
  it("lets the service do what the documented statement says", () => {
    expect(verdict(documented())).toEqual({ lets: "yes", actions: [], why: [] });
  });

  it("may have its statement alone, outside of a list", () => {
    expect(policyLets(JSON.stringify({ Statement: documented() }), request).lets).toBe("yes");
  });

  it("that is empty lets nothing, and says for whom and where", () => {
    expect(verdict()).toEqual({
      lets: "no",
      actions: ["s3:PutObject", "s3:PutObjectAcl"],
      why: [
        "no statement allows it for voiceconnector.chime.amazonaws.com on arn:aws:s3:::calls/support/any.wav",
      ],
    });
  });

  it("names the actions that are missing", () => {
    expect(verdict(documented({ Action: "s3:PutObject" }))).toMatchObject({
      lets: "no",
      actions: ["s3:PutObjectAcl"],
    });
  });

  it("of another account says so, with its condition", () => {
    const { lets, why } = verdict(
      documented({ Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } } }),
    );
    expect(lets).toBe("no");
    expect(why[0]).toMatch(/^the statement SMAWrite allows it for others only: .*444455556666/);
  });

  it("takes patterns in actions, in any case, and in resources", () => {
    expect(verdict(documented({ Action: "S3:put*", Resource: "arn:aws:s3:::call?/support/*" })).lets).toBe(
      "yes",
    );
    expect(verdict(documented({ Resource: "arn:aws:s3:::calls/sales/*" })).lets).toBe("no");
    expect(verdict(documented({ Resource: "arn:aws:s3:::calls" })).lets).toBe("no");
  });

  it("lets everybody, or another service only", () => {
    expect(verdict(documented({ Principal: "*" })).lets).toBe("yes");
    expect(verdict(documented({ Principal: { AWS: "*" } })).lets).toBe("yes");
    expect(verdict(documented({ Principal: { Service: ["mediapipelines.chime.amazonaws.com"] } })).lets).toBe(
      "no",
    );
    expect(verdict(documented({ Principal: { AWS: "arn:aws:iam::111122223333:root" } })).lets).toBe("no");
  });

  it("understands what is excepted", () => {
    const { Principal: _p, Action: _a, Resource: _r, ...rest } = documented();
    const except = {
      NotPrincipal: { Service: "x.amazonaws.com" },
      NotAction: "s3:Get*",
      NotResource: "arn:aws:s3:::calls/no/*",
    };
    expect(verdict({ ...rest, ...except }).lets).toBe("yes");
    expect(verdict({ ...rest, ...except, NotAction: "s3:Put*" }).lets).toBe("no");
    expect(verdict({ ...rest, ...except, NotResource: "arn:aws:s3:::calls/*" }).lets).toBe("no");
    expect(verdict({ ...rest, ...except, NotPrincipal: { Service: [request.principal] } }).lets).toBe("no");
  });

  it("that denies it wins over what allows it", () => {
    expect(verdict(documented(), documented({ Sid: "Stop", Effect: "Deny", Condition: {} }))).toMatchObject({
      lets: "no",
      why: ["the statement Stop denies it"],
    });
  });

  it("that denies what does not come over TLS, or from elsewhere than AWS, does not concern the service", () => {
    const deny = (Condition: object) => documented({ Effect: "Deny", Principal: "*", Condition });
    expect(verdict(documented(), deny({ Bool: { "aws:SecureTransport": "false" } })).lets).toBe("yes");
    expect(verdict(documented(), deny({ BoolIfExists: { "aws:PrincipalIsAWSService": false } })).lets).toBe(
      "yes",
    );
    expect(
      verdict(documented(), deny({ StringNotEquals: { "AWS:SourceAccount": ["111122223333"] } })).lets,
    ).toBe("yes");
  });

  it("that cannot be read lets nothing", () => {
    expect(policyLets("{", request)).toMatchObject({
      lets: "no",
      why: ["the policy cannot be read as JSON"],
    });
  });
});

describe("a condition on the application", () => {
  const arn = "arn:aws:chime:us-east-1:111122223333:sma/one";
  const bound = (operator: string, value: string) =>
    documented({ Condition: { [operator]: { "aws:SourceArn": value } } });

  it("is judged when the application is known", () => {
    const known = (statement: object) => policyLets(policy(statement), { ...request, sourceArn: arn }).lets;
    expect(known(bound("StringEquals", arn))).toBe("yes");
    expect(known(bound("StringEquals", `${arn}-not`))).toBe("no");
    expect(known(bound("ArnLike", "arn:aws:chime:*:111122223333:*"))).toBe("yes");
    expect(known(bound("ArnEquals", "arn:aws:chime:*:111122223333:sma/*"))).toBe("yes");
    expect(known(bound("StringEqualsIgnoreCase", arn.toUpperCase()))).toBe("yes");
    expect(known(bound("ArnNotLike", "arn:aws:chime:*:111122223333:*"))).toBe("no");
  });

  it("is left open when it is not, unless it names another account", () => {
    expect(verdict(bound("ArnLike", arn)).lets).toBe("unsure");
    expect(verdict(bound("ArnLike", "arn:aws:chime:*:444455556666:*")).lets).toBe("no");
  });
});

describe("a condition that cannot be judged", () => {
  it.each([
    { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
    { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    { StringEquals: { "aws:SourceAccount": ["$", "{aws:PrincipalTag/account}"].join("") } },
    { "ForAnyValue:StringEquals": { "aws:SourceAccount": "111122223333" } },
  ])("leaves an allowance open, and a denial too: %j", (Condition) => {
    const allowed = verdict(documented({ Condition }));
    expect(allowed.lets).toBe("unsure");
    expect(allowed.why[0]).toContain(JSON.stringify(Condition));
    expect(verdict(documented(), documented({ Effect: "Deny", Condition })).lets).toBe("unsure");
  });
});

describe("the statement to add", () => {
  it("lets the service do what was asked, for this account only", () => {
    const added = policy(statementThatLets(request));
    expect(policyLets(added, request).lets).toBe("yes");
    expect(policyLets(added, { ...request, account: "444455556666" }).lets).toBe("no");
  });
});
