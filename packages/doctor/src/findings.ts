/** Everything that the doctor can find, and what to do about it: the table is closed. */
export const remedies = {
  "application-missing": "Create it, or give the id and the region of the one that there is.",
  "application-function-region":
    "A SIP media application invokes only a function of its own region: deploy the function there, and update the application's endpoint.",
  "function-missing": "Deploy the function, or update the application's endpoint to the one that there is.",
  "function-not-active": "Look at the function's state in the Lambda console; deploy it again.",
  "function-timeout":
    "Set the function's timeout to 5 to 20 seconds: an event is repeated after 5 s, and the caller is hung up after 20 s.",
  "function-runtime":
    "Set the function's runtime to nodejs24.x, or to another Node from 20 on, or to its container or own runtime.",
  "function-concurrency":
    "Raise the concurrency: each call that is up may need an execution, and a caller whose event is refused hears a busy tone.",
  "invoke-permission":
    "Allow it: aws lambda add-permission --action lambda:InvokeFunction --principal voiceconnector.chime.amazonaws.com --source-account ACCOUNT --statement-id phone --function-name FUNCTION",
  "message-logs":
    "Switch them on: aws chime-sdk-voice put-sip-media-application-logging-configuration --sip-media-application-id ID --sip-media-application-logging-configuration EnableSipMediaApplicationMessageLogs=true; the numbers of callers are in them: limit who reads its log group, and how long it is kept",
  "calls-quota":
    "Ask for more: aws service-quotas request-service-quota-increase --service-code chime --quota-code CODE --desired-value CALLS; codes: aws service-quotas list-aws-default-service-quotas --service-code chime",
  "bots-quota":
    "Ask for one: aws service-quotas request-service-quota-increase --service-code chime --quota-code CODE --desired-value 1; codes: aws service-quotas list-aws-default-service-quotas --service-code chime",
  "rule-missing": "Create a SIP rule that leads the number to the application.",
  "rule-disabled":
    "Enable it: aws chime-sdk-voice update-sip-rule --sip-rule-id RULE --name NAME --no-disabled --target-applications ...",
  "number-missing":
    "Order the number, or port it, or give a number that the account owns: aws chime-sdk-voice list-phone-numbers",
  "number-product":
    "Unassign the number, and change its type: aws chime-sdk-voice update-phone-number --product-type SipMediaApplicationDialIn --phone-number-id NUMBER",
  "number-status": "Wait until the order is carried out; a number that is released has to be restored.",
  "bucket-missing": "Create the bucket in the account of the SIP media application, or give the right name.",
  "prompt-policy":
    "Let voiceconnector.chime.amazonaws.com do s3:GetObject on bucket/*, with aws:SourceAccount the account, and no aws:SourceArn or the application's.",
  "prompt-type": "Upload it again: aws s3 cp FILE s3://BUCKET/ --content-type audio/wav",
  "prompt-format":
    "Convert it to 8 kHz mono 16-bit PCM: switchhook-audio sync does. The service plays uncompressed PCM only, up to 50 MB.",
  "prompts-none": "Upload the WAV files: aws s3 cp FOLDER s3://BUCKET/ --recursive --content-type audio/wav",
  "recording-policy":
    "Let voiceconnector.chime.amazonaws.com do s3:PutObject and s3:PutObjectAcl on bucket/*, with aws:SourceAccount the account, and no aws:SourceArn or the application's.",
  "capture-policy":
    "Let mediapipelines.chime.amazonaws.com do s3:PutObject and s3:PutObjectAcl on bucket/*, and where captures are joined s3:GetObject there and s3:ListBucket on the bucket, with aws:SourceAccount the account.",
  "policy-unsure":
    "Only AWS can judge that condition: take it out, or make a call and look whether it works.",
  "caller-not-owned":
    "Calls can be placed only from a number in the inventory of the account: order or port it, or call from another.",
  "not-readable": "Allow whoever runs this to read it; the README lists the permissions. Nothing is changed.",
} as const;

export type FindingCode = keyof typeof remedies;

/** Something that keeps calls from working, and what to do about it. */
export interface Finding {
  readonly code: FindingCode;
  /** What it is about: an application, a function, a rule, a number or a bucket. */
  readonly where: string;
  readonly problem: string;
  readonly remedy: string;
}

/** A finding with the remedy of its code. */
export const finding = (code: FindingCode, where: string, problem: string): Finding => ({
  code,
  where,
  problem,
  remedy: remedies[code],
});

/** A finding on one line. */
export const describeFinding = ({ code, where, problem, remedy }: Finding): string =>
  `${code}: ${where} ${problem}. ${remedy}`;
